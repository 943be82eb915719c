"""Documents in the order of their forms: the same tree."""

import orjson
import pytest

from ybzj_docs import catalog, resources
from ybzj_docs.codec.ordered import ordered


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_the_fullest_example_is_put_back_in_order(form):
    text = resources.read_text(f"schemas/forms/{form}/examples/valid/full.json")
    tree = orjson.loads(text)
    mixed = orjson.loads(orjson.dumps(tree, option=orjson.OPT_SORT_KEYS))
    assert orjson.dumps(ordered(mixed)) == orjson.dumps(tree)
    assert orjson.dumps(ordered({"documents": (mixed,), "version": 1})) == orjson.dumps(
        {"documents": [tree], "version": 1}
    )


def test_what_a_form_does_not_know_comes_last():
    tree = {"x": 1, "documentNumber": "1", "documentType": "precheck", "participations": "?"}
    assert list(ordered(tree)) == ["documentType", "documentNumber", "participations", "x"]
