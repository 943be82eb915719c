"""The closed subset of JSON Schema that our generators understand; they refuse the rest by name and place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

#: Keywords that say what a thing is called and where it comes from; they forbid nothing.
NOTES = frozenset({"title", "description", "x-nhsa", "x-lb", "x-source", "x-personal", "x-codelist"})
#: The keywords of each type beside ``type`` and the notes.
OF_TYPE: Mapping[str, frozenset[str]] = {
    "string": frozenset({"const", "enum", "pattern", "minLength", "maxLength", "format", "not", "allOf"}),
    "integer": frozenset({"minimum", "maximum"}),
    "boolean": frozenset(),
    "array": frozenset({"items", "minItems", "maxItems", "x-item"}),
    "object": frozenset({"properties", "required", "additionalProperties", "minProperties", "allOf"}),
}
_OF_ROOT = frozenset({"$schema", "$id", "$defs"})
_CONTROLS = {"pattern": "[\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]"}
_NEVER: Schema = {"not": {}}

_TOKEN = re.compile(
    r"\(\?:|\((?!\?)|\[[^\^\]\\\[][^\]\\\[]*\]|\\[.\-]|\{[0-9]+(?:,[0-9]*)?\}|[A-Za-z0-9:,_ -]|[)|?*+]"
)


class UnsupportedSchema(Exception):
    """A schema says, at ``pointer`` (in the schema that stands alone), a ``keyword`` outside our subset."""

    def __init__(self, pointer: str, keyword: str) -> None:
        super().__init__(f"{pointer}: {keyword} is outside the subset of JSON Schema that can be derived from")
        self.pointer, self.keyword = pointer, keyword


def check(whole: Schema) -> None:
    """Every part of the schema ``whole``, which stands alone, is within the subset.

    Raises:
        UnsupportedSchema: the first keyword, in document order, that is not.
    """
    _check(whole, "", _OF_ROOT)
    for name, node in whole.get("$defs", {}).items():
        _check(node, f"/$defs/{name}", frozenset())


def _check(node: Schema, pointer: str, more: frozenset[str]) -> None:
    if "$ref" in node:
        _only(node, pointer, NOTES | {"$ref"})
        return
    if node.get("type") not in tuple(OF_TYPE):  # a list of types is none of them
        raise UnsupportedSchema(pointer, "type")
    _only(node, pointer, NOTES | more | OF_TYPE[node["type"]] | {"type"})
    if node["type"] == "string":
        _check_string(node, pointer)
    elif node["type"] == "integer" and node.get("minimum", -1) < 0:
        raise UnsupportedSchema(pointer, "minimum")
    elif node["type"] == "array":
        _check_array(node, pointer)
    elif node["type"] == "object":
        _check_object(node, pointer)


def _only(node: Schema, pointer: str, allowed: frozenset[str]) -> None:
    for keyword in node:
        if keyword not in allowed:
            raise UnsupportedSchema(pointer, keyword)


def _check_string(node: Schema, pointer: str) -> None:
    if node.get("not", _CONTROLS) != _CONTROLS:
        raise UnsupportedSchema(pointer, "not")
    if any(list(more) != ["pattern"] for more in node.get("allOf", ())):
        raise UnsupportedSchema(pointer, "allOf")
    if any(xsd_pattern(pattern) is None for pattern in patterns(node)):
        raise UnsupportedSchema(pointer, "pattern")


def _check_array(node: Schema, pointer: str) -> None:
    if node.get("minItems", 0) < 1:
        raise UnsupportedSchema(pointer, "minItems")
    if "x-item" not in node:
        raise UnsupportedSchema(pointer, "x-item")
    if node["x-item"] != "*":
        _check(node["items"], f"{pointer}/items", frozenset())
    elif not all(_is_entry(branch) for branch in node["items"].get("allOf", [{}])):
        raise UnsupportedSchema(f"{pointer}/items", "allOf")


def _check_object(node: Schema, pointer: str) -> None:
    loose = bodies(node)
    if loose is None:
        raise UnsupportedSchema(pointer, "allOf")
    if node.get("additionalProperties") is not False:
        raise UnsupportedSchema(pointer, "additionalProperties")
    if node.get("minProperties", 1) > 1:
        raise UnsupportedSchema(pointer, "minProperties")
    for name, child in node["properties"].items():
        if name not in loose:
            _check(child, f"{pointer}/properties/{name}", frozenset())


def _is_condition(branch: Schema, discriminator: str) -> bool:
    """Whether ``branch`` says: if the member ``discriminator`` is one constant, then what stands in ``then``."""
    test = branch.get("if", {})
    value = test.get("properties", {}).get(discriminator, {}).get("const")
    wanted = {"properties": {discriminator: {"const": value}}, "required": [discriminator]}
    return set(branch) == {"if", "then"} and value is not None and test == wanted


def _is_entry(branch: Schema) -> bool:
    """Whether ``branch`` says which schema a document of one type has."""
    return _is_condition(branch, "documentType") and list(branch["then"]) == ["$ref"]


def bodies(node: Schema) -> Mapping[str, list[Schema]] | None:
    """The alternatives of an object of which each branch of ``allOf`` demands one and forbids the others.

    By name, the schemas that branches give that member beside its own. Empty where there is no ``allOf``, None
    where ``allOf`` says something else.
    """
    found: dict[str, list[Schema]] = {}
    for branch in node.get("allOf", ()):
        then = branch.get("then", {})
        if not _is_condition(branch, "messageType") or len(then.get("required", ())) != 1:
            return None
        said = dict(then["properties"])
        found.setdefault(then["required"][0], []).append(said.pop(then["required"][0], {}))
        if any(other != _NEVER for other in said.values()):
            return None
    return found


def patterns(node: Schema) -> Iterator[str]:
    """The patterns that a text must match, all of them: its form, then its bounds."""
    if "pattern" in node:
        yield node["pattern"]
    for more in node.get("allOf", ()):
        yield more["pattern"]


def xsd_pattern(pattern: str) -> str | None:
    """``pattern`` in the dialect of XSD 1.0, which is anchored at both ends and knows no ``^ $ (?:``.

    None where it uses what the two dialects do not share, or an alternative outside any group.
    """
    body = pattern.removeprefix("^").removesuffix("$")
    tokens = [match[0] for match in _TOKEN.finditer(body)]
    depth = 0
    for token in tokens:
        depth += (token in ("(", "(?:")) - (token == ")")
        if token == "|" and depth == 0:
            return None
    if "".join(tokens) != body:
        return None
    start = "" if pattern.startswith("^") else ".*"
    end = "" if pattern.endswith("$") else ".*"
    return start + "".join("(" if token == "(?:" else token for token in tokens) + end
