"""The quick verdict says clean only where structure finds nothing, and says it of every clean example."""

import copy
import json

import pytest
from hypothesis import given, settings

from tests.examples.loading import examples
from tests.strategies import broken, documents
from validators.structure import Structure
from validators.structure_quick import Quick
from ybzj_docs import catalog
from ybzj_docs.checking.structures import open_lists

FORMS = (*catalog.DOCUMENT_TYPES, "message")


def engines(form):
    schema = catalog.schema(form)
    return Quick(schema, open_lists()), Structure(schema, open_lists())


@pytest.mark.parametrize("form", FORMS)
def test_it_never_says_clean_of_what_is_not(form):
    quick, full = engines(form)

    @settings(max_examples=20)
    @given(broken(form))
    def check(mutation):
        assert not quick.clean(mutation.tree, no_controls=False) or full.findings(mutation.tree) == []

    @settings(max_examples=10)
    @given(documents(form))
    def check_valid(tree):
        assert quick.clean(tree, no_controls=True) <= (full.findings(tree) == [])

    check()
    check_valid()


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_it_says_clean_of_every_clean_example(form):
    quick, full = engines(form)
    for example in examples(form, "valid"):
        expected = full.findings(example.content) == []
        assert quick.clean(example.content, no_controls=True) is expected
        assert quick.clean(example.content, no_controls=False) is expected


def form_tree():
    return json.loads((catalog.form("informationForm").folder / "examples/valid/full.json").read_bytes())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("person", "ethnicity"), "zz"),
        (("periods", 1, "contributionType"), "zz"),
        (("periods", 1, "months"), 54.0),
        (("totalMonths",), 276.0),
        (("person", "name"), "a\u0085b"),
        (("periods", 1, "from"), "2100-01"),
        (("periods", 1, "from"), "1999-13"),
    ],
)
def test_what_it_looks_for(place, value):
    tree = copy.deepcopy(form_tree())
    quick, _ = engines("informationForm")
    assert quick.clean(tree, no_controls=False)
    node = tree
    for token in place[:-1]:
        node = node[token]
    node[place[-1]] = value
    assert not quick.clean(tree, no_controls=False)


def schema(entries, **more):
    return {"type": "object", "properties": {"rows": {"type": "array", "x-item": "row", "items": entries, **more}}}


def test_lists_of_codes_texts_and_rows_that_hold_others():
    lists = {"known": frozenset({"1", "2"})}
    code = {"type": "string", "x-codelist": "known"}
    codes = Quick(schema(code), lists)
    assert codes.clean({"rows": ["1", "2"]}, no_controls=True)
    assert not codes.clean({"rows": ["1", "3"]}, no_controls=True)
    assert Quick(schema({"type": "string"}), lists).clean({"rows": ["3"]}, no_controls=True)
    inner = {"type": "object", "properties": {"deep": {"type": "object", "properties": {"code": code}}}}
    rows = Quick(schema(inner), lists)
    assert rows.clean({"rows": [{}, {"deep": {"code": "1"}}]}, no_controls=True)
    assert not rows.clean({"rows": [{}, {"deep": {"code": "3"}}]}, no_controls=True)
