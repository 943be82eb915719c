"""JSON -> XML -> JSON is the identity of the tree; one defect has one code and pointer in both."""

import functools
import json

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.codec.helpers import NAMESPACE, record, records
from tests.derive.loose_xml import InexpressibleError, loose_xml
from tests.strategies import documents, mutations
from validators.schema import schema_at
from validators.structure import Structure
from ybzj_docs import catalog
from ybzj_docs.codec.write import to_json, to_xml

TRIMMED = ("date", "month", "time", "money", "count", "flag")


@pytest.mark.parametrize("name", [*catalog.DOCUMENT_TYPES, "message"])
@given(data=st.data())
def test_json_to_xml_to_json_is_the_identity(name, data):
    tree = data.draw(documents(name))
    read = record(to_xml(tree))
    assert (read.findings, read.tree, read.document_type, read.format) == ((), tree, name, "xml")
    read = record(to_json(tree))
    assert (read.findings, read.tree, read.document_type, read.format) == ((), tree, name, "json")


@given(documents("documents"))
def test_many_documents_too(trees):
    for written in (to_json(trees).encode(), to_xml(trees)):
        read = records(written)
        assert [each.tree for each in read] == trees
        assert [each.number for each in read] == list(range(1, len(trees) + 1))
        assert not any(each.findings for each in read)


def test_the_look_of_what_is_written():
    tree = {"reason": "A&B<c>", "documentType": "withdrawal", "revision": 0, "person": {"name": " 甲 "}}
    assert to_json(tree).endswith('"person": {\n    "name": " 甲 "\n  }\n}\n')
    assert to_xml(tree).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<withdrawal xmlns="{NAMESPACE}">\n'
        "  <documentType>withdrawal</documentType>\n"
        "  <revision>0</revision>\n"
        "  <person>\n    <name> 甲 </name>\n  </person>\n"
        "  <reason>A&amp;B&lt;c&gt;</reason>\n"
        "</withdrawal>\n"
    )


@pytest.mark.parametrize("tree", [{}, {"documentType": "foo"}, {"documentType": "withdrawal", "foo": 1}])
def test_what_has_not_passed_structure_is_not_written(tree):
    with pytest.raises(ValueError, match=r"form|type"):
        to_xml(tree)


@functools.cache
def structure(name):
    return Structure(catalog.schema(name), {})


def judged(data):
    """(code, pointer) of every finding of reading and structure."""
    read = record(data)
    found = [*read.findings, *(structure(read.document_type).findings(read.tree) if read.tree is not None else ())]
    return sorted((finding.rule, finding.pointer) for finding in found)


def expressible(name, mutation):
    """Whether XML can say the same wrong thing: it knows no types, and drops blanks around some values."""
    said = schema_at(catalog.schema(name), mutation.tree, mutation.pointer) or {}
    if mutation.kind == "type" or (mutation.kind == "number" and _last(mutation) in (1.5, "1", None)):
        return False
    value = _last(mutation)
    if said.get("x-kind") == "flag" and value == 2**70:  # a number in JSON; in XML a word, and none of the two
        return False
    blank = isinstance(value, str) and value.strip(" \t\r\n") != value and said.get("x-kind") in TRIMMED
    textless = value == "" and said.get("type") in ("object", "array")  # XML has one empty element
    return not blank and not textless and value not in ([], {})


def _last(mutation):
    value = mutation.tree
    for token in mutation.pointer.split("/")[1:]:
        value = (
            value[int(token)]
            if isinstance(value, list) and int(token) < len(value)
            else (value.get(token) if isinstance(value, dict) else None)
        )
    return value


@pytest.mark.parametrize("name", catalog.DOCUMENT_TYPES)
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_one_defect_has_one_code_and_pointer_in_json_and_xml(name, data):
    mutation = data.draw(mutations(data.draw(documents(name))))
    assume(expressible(name, mutation))
    try:
        xml = etree.tostring(loose_xml(name, mutation.tree), encoding="UTF-8")
    except InexpressibleError:
        assume(False)
    by_json, by_xml = judged(json.dumps(mutation.tree)), judged(xml)
    assert by_json == by_xml


@pytest.mark.parametrize("empty", [[], {}])
@pytest.mark.parametrize("member", ["person", "extensions", "reason", "seal"])
def test_the_empty_element_is_the_empty_value(member, empty):
    node = catalog.schema("withdrawal")["properties"][member]
    kind = {"extensions": [], "reason": ""}.get(member, {})
    tree = {"documentType": "withdrawal", member: kind}
    assert judged(json.dumps(tree)) == judged(
        f'<withdrawal xmlns="{NAMESPACE}"><documentType>withdrawal</documentType><{member}/></withdrawal>'
    ), node


def test_an_integer_beyond_64_bits():
    tree = {"documentType": "withdrawal", "revision": 2**70}
    xml = etree.tostring(loose_xml("withdrawal", tree))
    assert judged(json.dumps(tree)) == judged(xml) == [("IO-07", "/revision")]


def test_an_integer_beyond_64_bits_as_a_flag():
    """JSON says a number that cannot be held; XML says a word that is neither of the two."""
    participation = {"retired": 2**70}
    tree = {"documentType": "precheck", "participations": [participation]}
    by_json = judged(json.dumps(tree))
    by_xml = judged(etree.tostring(loose_xml("precheck", tree)))
    place = "/participations/0/retired"
    assert by_json == [("IO-07", place)]
    assert [found for found in by_xml if found[1] == place] == [("ST-03", place)]
    participation["retired"] = -1  # a number that can be held is of the wrong type in both
    found = judged(json.dumps(tree)), judged(etree.tostring(loose_xml("precheck", tree)))
    assert found[0] == found[1]
    assert ("ST-03", place) in found[0]
