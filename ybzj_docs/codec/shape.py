"""What XML needs to know of a form's schema: names, order, lists, and which values are text, counts or flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from validators.schema import Schema, resolve
from ybzj_docs import catalog

#: ``text`` as it stands, ``trimmed`` text (blanks around it dropped), ``count``, ``flag``.
Kind = Literal["text", "trimmed", "count", "flag"]
_TRIMMED = ("date", "month", "time", "money")
#: The item name of a list whose entries are documents with their own root elements.
DOCUMENTS = "*"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Entries:
    """A list: the element name of its entries, and what they are (None: documents of the types ``forms``)."""

    item: str
    entry: "Node | None"
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Field:
    """A member: its name, its place in the order of elements, and what it is."""

    name: str
    order: int
    node: "Node"


@dataclass(frozen=True, slots=True)
class Members:
    """An object: its members by name, in the order of elements."""

    fields: Mapping[str, Field]
    tags: Mapping[str, Field]  # the same by name with namespace, as lxml writes it


Node = Leaf | Entries | Members


@cache
def shape(name: str) -> Members:
    """The shape of a document type or of ``message``, from its JSON Schema.

    Raises:
        UnknownName: no such form.
    """
    whole = catalog.schema(name)
    return _members(whole, whole)


def _members(whole: Schema, node: Schema) -> Members:
    properties = node["properties"].items()
    fields = {name: Field(name, order, _node(whole, child)) for order, (name, child) in enumerate(properties)}
    return Members(fields, {f"{{{catalog.NAMESPACE}}}{name}": field for name, field in fields.items()})


def _node(whole: Schema, node: Schema) -> Node:
    said = resolve(whole, node)
    if said["type"] == "object":
        return _members(whole, said)
    if said["type"] == "array":
        item, entry = said["x-item"], said["items"]
        if item == DOCUMENTS:
            return Entries(
                item, None, frozenset(rule["if"]["properties"]["documentType"]["const"] for rule in entry["allOf"])
            )
        return Entries(item, _node(whole, entry))
    if said["type"] == "integer":
        return Leaf("count")
    if said["type"] == "boolean":
        return Leaf("flag")
    return Leaf("trimmed" if said.get("x-kind") in _TRIMMED else "text")
