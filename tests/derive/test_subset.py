"""The generator takes a closed subset of JSON Schema and says where it met something else."""

import copy

import pytest

from ybzj_docs import catalog
from ybzj_docs.derive.subset import UnsupportedSchema, check, xsd_pattern
from ybzj_docs.derive.xsd import NAMES

STRING = {"type": "string", "minLength": 1}


def whole(member):
    return {"$id": "urn:x:1", "type": "object", "properties": {"a": member}, "additionalProperties": False}


@pytest.mark.parametrize("name", NAMES)
def test_our_schemas_are_within(name):
    check(catalog.schema(name))


@pytest.mark.parametrize(
    ("member", "keyword"),
    [
        ({"type": "number"}, "type"),
        ({"type": ["string", "null"]}, "type"),
        ({}, "type"),
        ({**STRING, "contentEncoding": "base64"}, "contentEncoding"),
        ({**STRING, "not": {"const": "x"}}, "not"),
        ({**STRING, "allOf": [{"maxLength": 3}]}, "allOf"),
        ({**STRING, "pattern": "^(?!x)"}, "pattern"),
        ({"type": "integer", "maximum": 9}, "minimum"),
        ({"type": "integer", "minimum": -1}, "minimum"),
        ({"type": "integer", "minimum": 0, "multipleOf": 2}, "multipleOf"),
        ({"type": "array", "items": STRING, "x-item": "b"}, "minItems"),
        ({"type": "array", "items": STRING, "minItems": 1}, "x-item"),
        ({"type": "array", "items": STRING, "minItems": 1, "x-item": "b", "uniqueItems": True}, "uniqueItems"),
        ({"type": "object", "properties": {}}, "additionalProperties"),
        ({"type": "object", "properties": {}, "additionalProperties": False, "minProperties": 2}, "minProperties"),
        ({"$ref": "#/$defs/b", "maxLength": 3}, "maxLength"),
    ],
)
def test_what_is_refused_is_named_with_its_place(member, keyword):
    with pytest.raises(UnsupportedSchema) as told:
        check(whole(member))
    assert (told.value.pointer, told.value.keyword) == ("/properties/a", keyword)


def test_definitions_and_entries_are_looked_at_too():
    with pytest.raises(UnsupportedSchema, match=r"^/\$defs/b: anyOf "):
        check({**whole(STRING), "$defs": {"b": {**STRING, "anyOf": []}}})
    with pytest.raises(UnsupportedSchema, match=r"^/properties/a/items: pattern "):
        check(whole({"type": "array", "minItems": 1, "x-item": "b", "items": {**STRING, "pattern": r"\d"}}))


@pytest.mark.parametrize("name", ["message", "documents"])
def test_other_conditions_than_ours_are_refused(name):
    broken = copy.deepcopy(catalog.schema(name))
    branches = broken["allOf"] if name == "message" else broken["items"]["allOf"]
    branches[0]["else"] = {}
    with pytest.raises(UnsupportedSchema, match="allOf"):
        check(broken)


def test_a_branch_of_a_message_forbids_the_other_bodies():
    broken = copy.deepcopy(catalog.schema("message"))
    broken["allOf"][0]["then"]["properties"]["query"] = {"type": "object"}
    with pytest.raises(UnsupportedSchema, match="allOf"):
        check(broken)
    broken["allOf"][0]["then"]["required"] = []
    with pytest.raises(UnsupportedSchema, match="allOf"):
        check(broken)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^[0-9]{6}$", "[0-9]{6}"),
        ("^(?:19|20)", "(19|20).*"),
        ("x$", ".*x"),
        (r"^(?:0|[1-9][0-9]*)\.[0-9]{2}$", r"(0|[1-9][0-9]*)\.[0-9]{2}"),
        ("^a|b$", None),
        (r"^\d$", None),
        ("^(?=a)$", None),
        ("^.$", None),
        ("^[^a]$", None),
        (r"^\u0041$", None),
        ("^a^b$", None),
    ],
)
def test_patterns_are_put_into_the_other_dialect_or_refused(pattern, expected):
    assert xsd_pattern(pattern) == expected
