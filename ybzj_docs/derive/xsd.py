"""XSD 1.0 of a document type or exchange format, generated from its JSON Schema: one file that stands alone.

It accepts the XML of every valid tree. What XSD 1.0 cannot say is left to the JSON Schema: which documents a
message of a certain type carries, and that it carries each only once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from validators.schema import resolve
from ybzj_docs import catalog
from ybzj_docs.derive import subset
from ybzj_docs.derive.xsd_values import annotate, line_type, node, simple_type

Schema = Mapping[str, Any]
Element = etree._Element
#: What has an XSD: every document type, the message, and many documents in one file.
NAMES: tuple[str, ...] = (*catalog.DOCUMENT_TYPES, "message", "documents")


def xsd(name: str) -> str:
    """The XSD 1.0 of ``name``, text of a UTF-8 file.

    Raises:
        catalog.UnknownName: ``name`` has no XSD.
        subset.UnsupportedSchema: its JSON Schema says what cannot be derived from.
    """
    if name not in NAMES:
        raise catalog.UnknownName("XSD", name, NAMES)
    whole = catalog.schema(name)
    subset.check(whole)
    text = etree.tostring(_Types(name, whole).schema(), encoding="unicode", pretty_print=True)
    head = f"<!-- Generated from {name}.schema.json by ybzj dev sync. -->"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{text}'


class _Types:
    """The types that one root element needs, each under a name of its own, in the order in which they are met."""

    def __init__(self, name: str, whole: Schema) -> None:
        self._name, self._whole = name, whole
        self._types: dict[str, Element] = {}

    def schema(self) -> Element:
        """The element ``xs:schema``: the root element, then every type."""
        root = node(
            "schema",
            targetNamespace=catalog.NAMESPACE,
            elementFormDefault="qualified",
            version=self._whole["$id"].rpartition(":")[2],
        )
        own = {key: value for key, value in self._whole.items() if not key.startswith("$")}
        self._define(self._name, own)
        root.append(node("element", name=self._name, type=self._name))
        root.append(line_type())
        root.extend(self._types.values())
        return root

    def _define(self, name: str, schema: Schema) -> str:
        """The name of the type of ``schema``: that of its definition, or ``name``; made where it is new."""
        while "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            schema = self._whole["$defs"][name]
        if name not in self._types:
            self._types[name] = node("simpleType")  # holds the place while the types below are made
            self._types[name] = self._make(name, schema)
        return name

    def _make(self, name: str, schema: Schema) -> Element:
        if schema["type"] not in ("array", "object"):
            return annotate(simple_type(name, schema), schema)
        made = node("complexType", name=name)
        alternatives = subset.bodies(schema)
        if schema["type"] == "array":
            made.append(self._list(name, schema))
        elif alternatives:
            made.append(self._with_body(name, schema, alternatives))
        elif schema.get("minProperties") and not schema.get("required"):
            made.append(self._at_least_one(list(self._members(name, schema))))
        else:
            made.append(node("sequence", *self._members(name, schema)))
        return annotate(made, schema)

    def _members(self, owner: str, schema: Schema) -> Iterator[Element]:
        """The elements of an object's members, in the schema's order."""
        needed = schema.get("required", ())
        for key, child in schema["properties"].items():
            yield self._element(owner, key, child, {} if key in needed else {"minOccurs": "0"})

    def _element(self, owner: str, key: str, schema: Schema, occurs: Mapping[str, str]) -> Element:
        kind = self._define(f"{owner}.{key}", schema)
        return annotate(node("element", name=key, type=kind, **occurs), resolve(self._whole, schema))

    def _list(self, name: str, schema: Schema) -> Element:
        occurs = {"minOccurs": str(schema["minItems"]), "maxOccurs": str(schema.get("maxItems", "unbounded"))}
        if schema["x-item"] != "*":
            return node("sequence", self._element(name, schema["x-item"], schema["items"], occurs))
        branches = [branch["then"] for branch in schema["items"]["allOf"]]
        roots = [self._element(name, then["$ref"].rpartition("/")[2], then, {}) for then in branches]
        return node("choice", *roots, **occurs)

    @staticmethod
    def _at_least_one(members: list[Element]) -> Element:
        """Of members that are all optional at least one: (a, b?, c?) | (b, c?) | c, which is deterministic."""
        tails = []
        for first, member in enumerate(members):
            later = [_bare(other, minOccurs="0") for other in members[first + 1 :]]
            needed = _bare(member)
            needed.extend(member)  # its notes
            tails.append(node("sequence", needed, *later))
        return node("choice", *tails)

    def _with_body(self, name: str, schema: Schema, bodies: Mapping[str, list[Schema]]) -> Element:
        """The head of a message, then one of its bodies."""
        head = {key: child for key, child in schema["properties"].items() if key not in bodies}
        choice = node("choice", *[self._body(name, key, schema, said) for key, said in bodies.items()])
        return node("sequence", *self._members(name, {**schema, "properties": head}), choice)

    def _body(self, name: str, key: str, schema: Schema, said: list[Schema]) -> Element:
        """One body: of the type that its branches name, of either where they name two."""
        own = schema["properties"][key]
        named = [branch for branch in said if "$ref" in branch]
        if not named:
            return self._element(name, key, own, {})
        if len(named) == 1:
            return self._element(name, key, {**named[0], "title": own["title"]}, {})
        kind = f"{name}.{key}"
        targets = [(branch["$ref"].rpartition("/")[2], resolve(self._whole, branch)) for branch in named]
        models = [node("sequence", *self._members(owner, target)) for owner, target in targets]
        self._types[kind] = node("complexType", node("choice", *models), name=kind)
        return annotate(node("element", name=key, type=kind), own)


def _bare(element: Element, **occurs: str) -> Element:
    """The declaration ``element`` without its notes."""
    return node("element", name=element.get("name", ""), type=element.get("type", ""), **occurs)
