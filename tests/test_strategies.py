"""The strategies keep their word: valid trees are valid for both engines, mutations leave the tree alone."""

import copy

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import documents, mutations
from ybzj_docs import catalog


@pytest.mark.parametrize("name", [*catalog.DOCUMENT_TYPES, "message", "documents"])
@given(data=st.data())
def test_drawn_documents_are_valid_for_both_engines(name, data):
    tree = data.draw(documents(name))
    jsonschema.Draft202012Validator(catalog.schema(name)).validate(tree)
    jsonschema_rs.Draft202012Validator(catalog.schema(name)).validate(tree)


@given(data=st.data())
def test_mutations_leave_the_tree_as_it_is(data):
    tree = data.draw(documents("certificate"))
    before = copy.deepcopy(tree)
    mutation = data.draw(mutations(tree))
    assert tree == before
    assert mutation.tree != before
