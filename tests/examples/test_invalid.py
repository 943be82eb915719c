"""Each invalid example gets exactly the findings that it declares, from both engines, from JSON and from XML.

An example says ``expect`` (rule, pointer, severity where it is no error), ``note``, the ``document``, and, where they
are not the edition's own and 2026-11-02, ``profile`` and ``asOf``. ``"xml": false`` marks faults that only JSON can
have: a number where a text belongs, null, an object for a list.
"""

import json
from collections import Counter
from datetime import date

import pytest
from lxml import etree

from tests.derive.loose_xml import loose_xml
from tests.examples.loading import KINDS, every, examples
from ybzj_docs import knowledge
from ybzj_docs.checking import Checker, Options

INVALID = every("invalid")
MEMBERS = {"expect", "note", "document", "profile", "asOf", "xml"}
by_form = pytest.mark.parametrize("form", KINDS)
by_engine = pytest.mark.parametrize("engine", ["rs", "py"])


def declared(case):
    return Counter((said["rule"], said["pointer"], said.get("severity", "error")) for said in case["expect"])


def told(case, data, engine):
    """What a check of ``data`` finds, under the day and the profile that the example names."""
    profile = knowledge.profile(case["profile"]) if "profile" in case else None
    as_of = date.fromisoformat(case.get("asOf", "2026-11-02"))
    [result] = Checker(Options(as_of, profile=profile, engine=engine)).check(data, "example")
    return Counter((finding.rule, finding.pointer, finding.severity) for finding in result.findings)


@by_form
def test_it_says_what_it_is(form):
    for example in examples(form, "invalid"):
        case = example.content
        assert set(case) <= MEMBERS, example
        assert case["expect"], example
        assert case["note"].endswith("."), example


@by_engine
@by_form
def test_its_json_gets_exactly_what_it_declares(form, engine):
    for example in examples(form, "invalid"):
        case = example.content
        assert told(case, json.dumps(case["document"]).encode(), engine) == declared(case), example


@by_engine
@by_form
def test_its_xml_gets_the_same(form, engine):
    for example in examples(form, "invalid"):
        case = example.content
        if case.get("xml", True):
            written = etree.tostring(loose_xml(example.form, case["document"]), encoding="UTF-8")
            assert told(case, written, engine) == declared(case), example


def test_every_structure_code_of_json_is_shown():
    shown = {said["rule"] for example in INVALID for said in example.content["expect"]}
    assert {f"ST-0{number}" for number in range(1, 7)} <= shown
