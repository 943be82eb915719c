"""A form's schema as printing needs it: which members there are, of which kind, in which group or list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from validators.schema import Schema, resolve
from ybzj_docs import catalog


@dataclass(frozen=True, slots=True)
class Leaf:
    """A member with a value: its kind (date, month, money, ...) and its code list, if any."""

    kind: str
    codelist: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """An object: its members by name."""

    members: Mapping[str, "Shape"]


@dataclass(frozen=True, slots=True)
class Many:
    """A list: the shape of its entries."""

    entry: "Shape"


Shape = Leaf | Group | Many


@cache
def of(document_type: str) -> Group:
    """The shape of a document type."""
    schema = catalog.schema(document_type)
    shape = _shape(schema, schema)
    if not isinstance(shape, Group):
        raise TypeError(f"{document_type}: no object schema")
    return shape


def leaves(shape: Shape, pointer: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every leaf with its pointer; ``*`` stands for any position in a list."""
    match shape:
        case Group(members):
            for name, member in members.items():
                yield from leaves(member, f"{pointer}/{name}")
        case Many(entry):
            yield from leaves(entry, f"{pointer}/*")
        case Leaf():
            yield pointer, shape


def _shape(whole: Schema, schema: Schema) -> Shape:
    node = resolve(whole, schema)
    if "properties" in node:
        return Group({name: _shape(whole, member) for name, member in node["properties"].items()})
    if "items" in node:
        return Many(_shape(whole, node["items"]))
    return Leaf(node.get("x-kind", ""), node.get("x-codelist"), node.get("title", ""))
