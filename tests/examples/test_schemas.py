"""Every schema is valid under its metaschema, closed, and says of each member what it is and where it comes from."""

import jsonschema
import jsonschema_rs
import pytest

from ybzj_docs import catalog

NAMES = (*catalog.DOCUMENT_TYPES, *catalog.EXCHANGES)


def nodes(node, pointer=""):
    """Every object within a schema file, with its pointer."""
    if isinstance(node, dict):
        yield pointer, node
        for key, value in node.items():
            yield from nodes(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, f"{pointer}/{index}")


def members(schema):
    """Every named member with its pointer: what stands in ``properties`` outside of conditions."""
    for pointer, node in nodes(schema):
        if pointer.endswith("/properties") and not {"if", "then", "contains"} & set(pointer.split("/")):
            for name, member in node.items():
                yield f"{pointer}/{name}", member


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_valid_under_its_metaschema(name):
    schema = catalog.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:ybzj:schema:{name}:1"


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_stands_alone(name):
    schema = catalog.schema(name)
    references = {node["$ref"] for _, node in nodes(schema) if isinstance(node.get("$ref"), str)}
    for reference in references:
        assert reference.startswith("#/$defs/"), f"{reference} lies outside the schema"
        target = schema
        for token in reference.split("/")[1:]:
            target = target[token]


@pytest.mark.parametrize("name", catalog.DOCUMENT_TYPES)
def test_every_object_is_closed(name):
    objects = [(pointer, node) for pointer, node in nodes(catalog.schema(name)) if node.get("type") == "object"]
    left_open = [pointer for pointer, node in objects if node.get("additionalProperties") is not False]
    assert not left_open, f"mend: additionalProperties: false at {left_open}"


@pytest.mark.parametrize("name", [*catalog.DOCUMENT_TYPES, "message", "documents"])
def test_no_string_holds_control_characters(name):
    controls = {"pattern": "[\\u0000-\\u001f\\u007f-\\u009f\\ufffe\\uffff]"}
    strings = [(pointer, node) for pointer, node in nodes(catalog.schema(name)) if node.get("type") == "string"]
    assert not [pointer for pointer, node in strings if node.get("not") != controls]


@pytest.mark.parametrize("name", ["common", *catalog.DOCUMENT_TYPES, "message"])
def test_every_member_says_what_it_is(name):
    bare = [
        f"{pointer} lacks {word}"
        for pointer, member in members(catalog.source_schema(name))
        for word in ("title", "description")
        if not ("$ref" in member and member["$ref"].startswith("#/$defs/")) and not member.get(word)
    ]
    assert not bare, bare


@pytest.mark.parametrize("name", ["common", *catalog.DOCUMENT_TYPES])
def test_every_member_names_its_source(name):
    bare = [
        pointer
        for pointer, member in members(catalog.source_schema(name))
        if not (member.get("x-source") or member.get("items", {}).get("x-source"))  # of a list of texts: its entry
    ]
    assert not bare, f"mend: x-source at {bare}"


@pytest.mark.parametrize("name", ["common", *catalog.DOCUMENT_TYPES, "message"])
def test_every_code_list_is_known_and_closed_lists_are_written_out(name):
    for pointer, node in nodes(catalog.schema(name) if name != "common" else catalog.source_schema(name)):
        if "x-codelist" in node and ("enum" in node or "pattern" in node):
            codes = catalog.codelist(node["x-codelist"])
            assert codes.closed == ("enum" in node), pointer
            assert node.get("enum", list(codes.titles)) == list(codes.titles), pointer
