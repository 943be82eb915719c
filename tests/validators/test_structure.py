"""Walking schemas, and what structure says of values that are not even of the right kind."""

import pytest

from validators.schema import schema_at, value_at
from validators.structure import Structure
from ybzj_docs import catalog

OPEN = {"idType": frozenset({"01"}), "contributionType": frozenset({"10"})}


def said(form, tree, engine="rs"):
    found = Structure(catalog.schema(form), OPEN, engine).findings(tree)
    return sorted((finding.rule, finding.pointer, finding.severity) for finding in found)


@pytest.mark.parametrize(
    ("pointer", "title"),
    [
        ("/person/name", "姓名"),
        ("/periods/0/months", "缴费月数"),
        ("/nothing", None),
        ("/nothing/below", None),
        ("/periods/x", None),
    ],
)
def test_the_schema_of_a_place(pointer, title):
    found = schema_at(catalog.schema("informationForm"), {"periods": [{}]}, pointer)
    assert (found or {}).get("title") == title


def test_values_of_places_that_are_not_there():
    tree = {"a": [{"b": 1}], "c": "text"}
    assert value_at(tree, "/a/0/b") == 1
    for pointer in ("/a/1", "/a/x", "/c/0", "/d/e"):
        assert value_at(tree, pointer) is None


@pytest.mark.parametrize("engine", ["rs", "py"])
def test_where_codes_should_stand_anything_may(engine):
    assert ("ST-03", "/person", "error") in said(
        "certificate", {"documentType": "certificate", "person": "x"}, engine
    )
    assert ("ST-03", "/periods", "error") in said("informationForm", {"periods": 5}, engine)
    assert ("ST-03", "/periods/0", "error") in said("informationForm", {"periods": [5]}, engine)
    assert ("ST-03", "/person/idType", "error") in said("certificate", {"person": {"idType": 1}}, engine)
    assert ("ST-03", "/documents/0", "error") in said("message", {"documents": [7]}, engine)


@pytest.mark.parametrize("engine", ["rs", "py"])
def test_a_local_code_is_a_warning_at_its_place(engine):
    tree = {"periods": [{"contributionType": "10"}, {"contributionType": "X1"}], "person": {"idType": "77"}}
    warned = [pointer for rule, pointer, severity in said("informationForm", tree, engine) if severity == "warning"]
    assert warned == ["/periods/1/contributionType", "/person/idType"]
