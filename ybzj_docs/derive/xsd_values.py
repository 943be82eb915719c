"""The pieces of an XSD: elements with their notes, and the simple types of single values."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from ybzj_docs import catalog
from ybzj_docs.derive import subset

Schema = Mapping[str, Any]
Element = etree._Element

_XS = "http://www.w3.org/2001/XMLSchema"
_PREFIXES: dict[Any, str] = {"xs": _XS, None: catalog.NAMESPACE}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: The type under every text: no C0, DEL or C1; U+FFFE and U+FFFF are no XML anyway.
LINE = "line"
#: Kinds of values that XML Schema knows; every other text is a text, with its blanks.
_BASES = {"date": "xs:date", "month": "xs:gYearMonth", "time": "xs:dateTime", "money": "xs:decimal"}
_BASES_BY_TYPE = {"boolean": "xs:boolean", "integer": "xs:nonNegativeInteger"}
_DECIMALS = 2


def node(tag: str, *children: Element, **attributes: str) -> Element:
    """The element ``xs:tag``."""
    made = etree.Element(f"{{{_XS}}}{tag}", attributes, _PREFIXES)
    made.extend(children)
    return made


def annotate(element: Element, schema: Schema) -> Element:
    """``element`` with the schema's title (zh), description (en), and the names other systems have for it."""
    note = node("annotation")
    for keyword, language in (("title", "zh"), ("description", "en")):
        if keyword in schema:
            note.append(node("documentation"))
            note[-1].set(_LANG, language)
            note[-1].text = schema[keyword]
    for keyword in ("x-nhsa", "x-lb", "x-codelist", "x-source"):
        if keyword in schema and element.tag == f"{{{_XS}}}element":
            note.append(node("appinfo", source=f"urn:ybzj:{keyword}"))
            note[-1].text = schema[keyword]
    if len(note):
        element.insert(0, note)
    return element


def line_type() -> Element:
    """The type that forbids control characters."""
    pattern = node("pattern", value=r"\P{Cc}*")
    return node("simpleType", node("restriction", pattern, base="xs:string"), name=LINE)


def base_of(kind: str, schema: Schema) -> str:
    """The type of XML Schema from which the kind of value ``kind`` is derived."""
    if schema["type"] in _BASES_BY_TYPE:
        return _BASES_BY_TYPE[schema["type"]]
    return _BASES.get(kind, "xs:string")


def simple_type(name: str, schema: Schema) -> Element:
    """The simple type ``name`` of a single value."""
    base = base_of(name, schema)
    if base == "xs:boolean":
        return _restriction(base, ["true|false"], [], name=name)
    if base == "xs:nonNegativeInteger":
        bounds = [*_facet("minInclusive", schema["minimum"]), *_facet("maxInclusive", schema.get("maximum"))]
        return _restriction(base, ["0|[1-9][0-9]*"], bounds, name=name)
    shapes = [shape for shape in map(subset.xsd_pattern, subset.patterns(schema)) if shape]
    facets = [*_entries(schema), *_lengths(base, schema)]
    return _restriction(LINE if base == "xs:string" else base, shapes, facets, name=name)


def _restriction(base: str, shapes: list[str], facets: list[Element], **name: str) -> Element:
    """A type that matches every one of ``shapes``: each in a step of its own, for in one step one would do."""
    if len(shapes) > 1:
        inner = _restriction(base, shapes[:-1], [])
        return node("simpleType", node("restriction", inner, node("pattern", value=shapes[-1]), *facets), **name)
    found = [node("pattern", value=shape) for shape in shapes]
    return node("simpleType", node("restriction", *found, *facets, base=base), **name)


def _entries(schema: Schema) -> list[Element]:
    """The enumeration of a closed code list, each code with its title."""
    titles: Mapping[str, str] = {}
    if "x-codelist" in schema:
        titles = catalog.codelist(schema["x-codelist"]).titles
    codes = [schema["const"]] if "const" in schema else schema.get("enum", [])
    notes = [{"title": titles[code]} if code in titles else {} for code in codes]
    return [annotate(node("enumeration", value=code), note) for code, note in zip(codes, notes, strict=True)]


def _lengths(base: str, schema: Schema) -> list[Element]:
    longest = schema.get("maxLength")
    if base == "xs:decimal" and longest is not None:  # a length has no meaning here: as many nines as it allows
        return [node("maxInclusive", value="9" * (longest - _DECIMALS - 1) + "." + "9" * _DECIMALS)]
    if "enum" in schema or base != "xs:string":
        return []
    return [*_facet("minLength", schema.get("minLength")), *_facet("maxLength", longest)]


def _facet(facet: str, value: int | None) -> list[Element]:
    return [] if value is None else [node(facet, value=str(value))]
