"""The published XSD and the JSON Schema judge alike: what one accepts the other accepts, in its own notation."""

import copy
import functools
import re

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.derive.loose_xml import InexpressibleError, loose_xml
from tests.strategies import documents, mutations
from validators.schema import schema_at
from ybzj_docs import catalog
from ybzj_docs.codec.write import to_xml
from ybzj_docs.derive.xsd import NAMES, xsd

#: Blanks around values of these kinds are dropped where XML is read; elsewhere they are text.
COLLAPSED = {"date", "month", "time", "money", "count", "flag"}


@functools.cache
def xsd_engine(name):
    return etree.XMLSchema(etree.fromstring(xsd(name).encode()))


@functools.cache
def json_engines(name):
    schema = catalog.schema(name)
    return jsonschema_rs.Draft202012Validator(schema), jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_what_the_json_schema_accepts_the_xsd_accepts(name, data):
    tree = data.draw(documents(name))
    assert all(engine.is_valid(tree) for engine in json_engines(name))
    xsd_engine(name).assertValid(etree.fromstring(to_xml(tree)))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "message"])
@settings(max_examples=25)
@given(data=st.data())
def test_all_judge_a_broken_document_alike(name, data):
    mutation = data.draw(mutations(data.draw(documents(name))))
    tree = as_read(name, mutation)
    try:
        element = loose_xml(name, tree)
    except InexpressibleError:
        assume(False)
    verdicts = {engine.is_valid(tree) for engine in json_engines(name)}
    assert verdicts == {xsd_engine(name).validate(element)}


def as_read(name, mutation):
    """The tree that a reader makes of a broken tree's XML, where the schema alone tells a number from a text."""
    at = schema_at(catalog.schema(name), mutation.tree, mutation.pointer) or {}
    tree = copy.deepcopy(mutation.tree)
    *above, last = [int(key) if key.isdecimal() else key for key in mutation.pointer.split("/")[1:]]
    parent = functools.reduce(lambda node, key: node[key], above, tree)
    present = last in parent if isinstance(parent, dict) else last < len(parent)
    if present and isinstance(parent[last], str | int | float):
        parent[last] = value_read(at, parent[last])
    return tree


def value_read(at, value):
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = text.strip(" \t\r\n") if at.get("x-kind") in COLLAPSED else text
    if at.get("type") == "integer" and re.fullmatch("0|[1-9][0-9]*", text):
        return int(text)
    return {"true": True, "false": False}.get(text, text) if at.get("type") == "boolean" else text
