"""What is told apart first as clean is clean: every layer finds nothing in it, in JSON and in XML."""

import dataclasses
import json

import orjson
import pytest
from hypothesis import given, settings

from tests.checking.test_check import SHOWN
from tests.examples.loading import examples
from tests.strategies import broken
from ybzj_docs import catalog
from ybzj_docs.checking import Checker
from ybzj_docs.codec.suspect import Suspect
from ybzj_docs.codec.write import to_json, to_xml
from ybzj_docs.codec.xmlquick import plain

CHECKER = Checker(SHOWN)
#: Without audit rules, that have something to say of the fullest example.
STRUCTURE = Checker(dataclasses.replace(SHOWN, audit=False))
for _ in range(20):  # the first are left to the full look
    CHECKER.clean.json(b"{}")
    STRUCTURE.clean.json(b"{}")


def told(data, checker=CHECKER):
    """What is told of a document, and what a look in full tells of it, whatever the quick one thinks."""
    return list(checker.check(data, "one")), list(Checker(SHOWN).check(data, "one"))


def xml(tree):
    try:
        return to_xml(tree).partition(b"?>")[2].strip()
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_of_mutated_documents(form):
    @settings(max_examples=25)
    @given(broken(form))
    def check(mutation):
        for raw in (json.dumps(mutation.tree).encode(), xml(mutation.tree)):
            quick, full = told(raw) if raw is not None else (None, None)
            assert quick == full

    check()


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_of_every_example(form):
    for example in examples(form, "valid"):
        tree = example.content
        quick, [full] = told(json.dumps(tree).encode())
        assert quick == [full]
        for raw in (to_json(tree).encode(), orjson.dumps(tree), json.dumps(tree, indent=1).encode()):
            assert CHECKER.clean.json(raw) == (Suspect(form, tree, "json") if full.findings else (form, tree))
        assert CHECKER.clean.xml(xml(tree), inherits=False) == (
            Suspect(form, tree, "xml") if full.findings else (form, tree)
        )
        assert plain(xml(tree), inherits=False) == (form, tree)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_many_places_are_those_that_one_by_one_are_found(form):
    tree = FORM | {"periods": [{**period, "insuranceType": "999"} for period in FORM["periods"]] * 20}
    quick, full = told(RAW_OF[form](tree))
    assert len(full[0].findings) > 40
    assert quick == full


FORM = json.loads((catalog.form("informationForm").folder / "examples/valid/full.json").read_bytes())
RAW = orjson.dumps(FORM)
RAW_OF = {"json": orjson.dumps, "xml": xml}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"edition":', b'"edition":"2021","edition":'),
        (b'"totalMonths":276', b'"totalMonths":276.0'),
        (b'"totalMonths":276', b'"totalMonths":276e0'),
        (b'"totalMonths":276', b'"totalMonths":NaN'),
        (b'"totalMonths":276', b'"totalMonths":0276'),
        (b"}", b"} x"),
    ],
)
def test_json_that_is_not_as_it_seems(old, new):
    assert STRUCTURE.clean.json(RAW) is not None
    position = RAW.rindex(old)
    assert STRUCTURE.clean.json(RAW[:position] + new + RAW[position + len(old) :]) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<edition>2021</edition>", "<edition>2021</edition><edition>2021</edition>"),
        ("<edition>", "<edition a='b'>"),
        ("2021</edition>", "2021</editio>"),
        ("2021</edition>", "&#50;021</edition>"),
        ("2021</edition>", "<![CDATA[2021]]></edition>"),
        ("2021</edition>", "2021</edition><!-- aside -->"),
        ("2021</edition>", "2021</edition>text"),
        ("<edition>2021</edition>", "<edition>2021>/edition<"),
        ("<edition>2021</edition>", "<edition<2021</edition>"),
        ("<months>54</months>", "<months>054</months>"),
        ("<months>54</months>", "<months>５４</months>"),
        ("<months>54</months>", "<months></months>"),
        ("程安澜", "程\ufffe澜"),
        ("程安澜", "程\x01澜"),
        ("</informationForm>", "</informationForm><a/>"),
        ("</informationForm>", "</informationForm>x"),
        ("</informationForm>", ""),
        ("<informationForm", "x<informationForm"),
        ("<periods>", "<periods/><periods>"),
        ("<period>", "<period>x"),
    ],
)
def test_xml_that_is_not_plain(old, new):
    text = xml(FORM).decode()
    assert STRUCTURE.clean.xml(text.encode(), inherits=False) is not None
    assert old in text
    assert STRUCTURE.clean.xml(text.replace(old, new, 1).encode(), inherits=False) is None


def test_xml_where_our_namespace_is_inherited_or_not():
    text = xml(FORM)
    bare = text.replace(f' xmlns="{catalog.NAMESPACE}"'.encode(), b"")
    assert plain(bare, inherits=True) == plain(text, inherits=True) == ("informationForm", FORM)
    assert plain(bare, inherits=False) is None
    assert plain(text.replace(b"urn:ybzj:docs:2017", b"urn:other"), inherits=True) is None
