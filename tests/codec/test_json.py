"""JSON: what is wrong is told with its code at its place; what is right comes as a tree of plain values."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codec.helpers import Limits, codes, placed, record, records, told
from ybzj_docs.codec import jsontext

#: Numbers that 64 bits or a double do not hold, and the last that they do.
BEYOND = (
    *("1e999", "-1e999", "9" * 400 + ".0", "99999999999999999999", "9" * 5000),
    *("18446744073709551616", "-9223372036854775809"),
)
EXTREME = (("18446744073709551615", 2**64 - 1), ("-9223372036854775808", -(2**63)), ("1e-400", 0))
KNOWN = '{"documentType":"withdrawal","a":%s}'


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        (" \n ", 2, 2),
        ("x", 1, 1),
        ("null", 1, 1),
        ('"text"', 1, 1),
        ("\x00{}", 1, 1),
        ('{"a":1', 1, 7),
        ('{"a"', 1, 5),
        ('{"a":"b', 1, 8),
        ('{"a":1,}', 1, 8),
        ('{\n  "a" 1}', 2, 7),
        ("{a:1}", 1, 2),
        ("{'a':1}", 1, 2),
        ('{"a":tru}', 1, 6),
        ('{"a":None}', 1, 6),
        ('{"a":-}', 1, 6),
        ('{"a":1_000}', 1, 6),
        ('{"a":0x10}', 1, 6),
        ('{"a":1.', 1, 8),
        ('{"a":"\x01"}', 1, 7),
        ('{"a":"b\nc"}', 1, 8),
        ('{"a":"\\x"}', 1, 7),
        ('{"a":"\\ud800"}', 1, 6),
        ('{"a":"\\udc00\\ud800"}', 1, 6),
        ('{"\\ud800":1}', 1, 2),
        ('{"a":1}x', 1, 8),
        ('{"a":1}{}', 1, 8),
        ('{"a":[1,]}', 1, 9),
        ('{"a":/*c*/1}', 1, 6),
    ],
)
def test_what_is_no_json_is_told_where_it_goes_wrong(text, line, column):
    assert placed(text) == [("IO-02", "", line, column)]


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "+Infinity", "012", "-012", "00", "+1", ".5", "-.5", "1.", "1.e5", *BEYOND],
)
def test_a_number_that_is_none_is_told_at_itself(number):
    assert placed(KNOWN % number) == [("IO-07", "/a", 1, 34)]
    assert placed(KNOWN % f'{{"b":[1,\n {number}]}}') == [("IO-07", "/a/b/1", 2, 2)]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("12.0", 12),
        ("1e2", 100),
        ("1E+2", 100),
        ("-0", 0),
        ("-0.0", 0),
        ("120e-1", 12),
        ("1.5", 1.5),
        ("1e30", 1e30),
        *EXTREME,
    ],
)
def test_whole_numbers_become_integers_however_written(number, value):
    read = record(KNOWN % number)
    assert read.findings == ()
    assert read.tree == {"documentType": "withdrawal", "a": value}
    assert type(read.tree["a"]) is type(value)


def test_every_doubled_member_is_told_at_its_name():
    text = '{"documentType":"withdrawal","a":{"b":1,"b":[{"c":1,"c":2}]},\n "a":3,"d/e~":1,"d\\/e~":2}'
    assert placed(text) == [
        ("IO-05", "/a/b", 1, 41),
        ("IO-05", "/a/b/0/c", 1, 53),
        ("IO-05", "/a", 2, 2),
        ("IO-05", "/d~1e~0", 2, 17),
    ]
    assert record(text).tree is None
    assert record(text).document_type == "withdrawal"


@pytest.mark.parametrize(
    "text", ['{"documentType":"withdrawal","a" :1,"\\u0061": 2}', '{"a":"\\"","documentType" : "withdrawal","a":1}']
)
def test_no_writing_hides_a_doubled_member(text):
    assert told(text) == [("IO-05", "/a")]


@pytest.mark.parametrize(
    ("text", "pointer", "column"),
    [
        ("{}", "", 1),
        ('{"documentType":"withdrawals"}', "/documentType", 17),
        ('{"documentType":null}', "/documentType", 17),
        ('{"documentType":["withdrawal"]}', "/documentType", 17),
        ('{"documentType":"message"}', "/documentType", 17),
        ('{"messageType":"notice","formatVersion":"2"}', "/formatVersion", 41),
        ('{"messageType":"notice","formatVersion":"010"}', "/formatVersion", 41),
        ('{"messageType":"notice","formatVersion":"%s"}' % ("9" * 6000), "/formatVersion", 41),
    ],
)
def test_what_is_no_document_of_ours(text, pointer, column):
    assert placed(text) == [("IO-06", pointer, 1, column)]


@pytest.mark.parametrize("version", ['"1"', '"001"', '"0"', '"x"', "2", "null"])
def test_other_versions_are_for_structure_to_judge(version):
    read = record(f'{{"messageType":"notice","formatVersion":{version}}}')
    assert (read.findings, read.document_type) == ((), "message")


def test_an_unknown_type_offers_the_nearest():
    assert record('{"documentType":"withdrawel"}').findings[0].expected == "withdrawal"


def test_depth_counts_containers_of_the_document():
    for opening, closing in (("[", "]"), ('{"b":', "}")):
        for depth, expected in ((63, []), (64, [("IO-04", "")])):
            inner = opening * depth + "1" + closing * depth
            assert told(KNOWN % inner) == expected
            assert codes(f"[{KNOWN % inner}]") == [tuple(c for c, _ in expected)]
    brackets = '"' + "{[" * 100 + '"'
    assert told(KNOWN % brackets) == []
    wide = "[" + ",".join(["{}"] * 200) + "]"
    assert told(KNOWN % wide) == []
    assert told(KNOWN % wide, limits=Limits(depth=2)) == [("IO-04", "")]


def test_one_document_may_be_as_large_as_the_limit():
    text = KNOWN % '"1234567890"'
    assert told(text, limits=Limits(document=len(text))) == []
    small = Limits(document=len(text) - 1)
    assert told(text, limits=small) == [("IO-04", "")]
    assert codes(f"[{text},{KNOWN % 1},{text}]", limits=small) == [("IO-04",), (), ("IO-04",)]
    assert codes(f"{text}\n{KNOWN % 1}\n{text}", limits=small) == [("IO-04",), (), ("IO-04",)]


@pytest.mark.parametrize("bounds", [{"document": 0}, {"depth": 0}, {"depth": 201}])
def test_limits_that_cannot_be_kept_are_refused(bounds):
    with pytest.raises(ValueError, match="limits"):
        Limits(**bounds)


ONE = '{"documentType":"withdrawal"}'


def test_an_array_gives_a_record_for_each_element():
    read = records(f'[{ONE},\n{{"documentType":"withdrawal","a":1,"a":2}},5,"x",{ONE}]')
    assert [each.number for each in read] == [1, 2, 3, 4, 5]
    assert [[(f.rule, *each.locate(f)) for f in each.findings] for each in read] == [
        [],
        [("IO-05", 2, 36)],
        [("IO-06", 2, 43)],
        [("IO-06", 2, 45)],
        [],
    ]
    assert read[4].place("/documentType") == (2, 65)
    assert records(" [ ] ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"[{ONE},{{]", [(), ("IO-02",)]),
        (f"[{ONE},{ONE[:-1]}", [(), ("IO-02",)]),
        (f"[{ONE}", [(), ("IO-02",)]),
        (f"[{ONE},", [(), ("IO-02",)]),
        (f"[{ONE},]", [(), ("IO-02",)]),
        (f"[{ONE} {ONE}]", [(), ("IO-02",)]),
        (f"[{ONE}]]", [(), ("IO-02",)]),
        (f"[{ONE},{{,{ONE}]", [(), ("IO-02",)]),
        ("[", [("IO-02",)]),
        ("[,]", [("IO-02",)]),
        (f"[{'[' * 100000}", [("IO-04",)]),
        (f"[{'[' * 65}{']' * 65},{ONE}]", [("IO-04",), ()]),
    ],
)
def test_an_array_is_read_up_to_what_is_not_well_formed(text, expected):
    assert codes(text) == expected


def test_lines_give_a_record_each_and_a_broken_one_spoils_only_itself():
    text = f'{ONE}\r\n\n  \n{{"documentType":\n{ONE}\n{{"a":1,"a":2}}\nnull'
    read = records(text)
    assert [each.number for each in read] == [1, 2, 3, 4, 5]
    assert [[(f.rule, *each.locate(f)) for f in each.findings] for each in read] == [
        [],
        [("IO-02", 4, 17)],
        [],
        [("IO-05", 6, 8), ("IO-06", 6, 1)],
        [("IO-06", 7, 1)],
    ]
    assert read[2].place("/documentType") == (5, 17)


def test_a_first_line_may_be_broken_too():
    assert codes(f"{ONE[:-1]}\n{ONE}") == [("IO-02",), ()]
    assert codes(f"garbage\n{ONE[:-1]}\n{ONE}", name_hint="a.jsonl.gz") == [("IO-02",), ("IO-02",), ()]
    assert codes("", name_hint="a.ndjson") == []
    doubled = '{"documentType":"withdrawal","a":1,"a":2}'
    assert codes(f"{doubled}\n{ONE}") == [("IO-05",), ()]
    assert codes(f"{doubled}}}\n{doubled}") == [("IO-05", "IO-02"), ("IO-05",)]
    assert codes(f"{doubled}}}\n{doubled}]") == [("IO-05", "IO-02")]


def test_a_name_that_promises_lines_numbers_a_single_one():
    assert records(ONE, name_hint="A.JSONL")[0].number == 1
    assert records(ONE, name_hint="a.json")[0].number is None


def test_a_document_over_several_lines_is_one_document():
    pretty = json.dumps(json.loads(KNOWN % 1), indent=1)
    assert record(pretty).number is None
    assert codes(pretty + "\n}") == [("IO-02",)]
    assert codes('{"periods":[\n{"from":"2020-01"},\n{"from":"2020-02"}\n],}') == [("IO-02",)]


def test_lines_are_decoded_one_by_one():
    data = f'{ONE}\n{{"documentType":"withdrawal","reason":"因'.encode() + b"\xff\xfe" + f'"}}\n{ONE}'.encode()
    read = records(data)
    assert [tuple(f.rule for f in each.findings) for each in read] == [(), ("IO-01",), ()]
    assert read[1].locate(read[1].findings[0]) == (2, 41)


def test_an_array_is_read_up_to_a_wrong_byte():
    data = f'[{ONE},{{"documentType":"'.encode() + b"\xff" + f'"}},{ONE}]'.encode()
    read = records(data)
    assert [tuple(f.rule for f in each.findings) for each in read] == [(), ("IO-01",)]
    assert read[1].locate(read[1].findings[0]) == (1, 49)
    assert codes(f"[{ONE}".encode() + b"\xff") == [(), ("IO-01",)]
    assert codes(f"[{ONE}]".encode() + b"\xff") == [(), ("IO-01",)]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from('ab"\\é'), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES, st.sampled_from([None, 1]), st.booleans())
def test_the_quick_way_and_the_strict_way_agree(value, indent, ascii_only):
    text = json.dumps({"documentType": "withdrawal", "x": value}, indent=indent, ensure_ascii=ascii_only)
    strict = jsontext.parse(text, 0, 64)
    try:
        quick = jsontext.quick(text.encode(), 64)
    except UnicodeEncodeError:
        return
    assert quick is None or quick == strict.tree
    if strict.end is not None and not strict.defects:
        assert strict.tree == json.loads(text)


@given(st.text(st.sampled_from('{}[]",:\\ab01.eE+-NaN tru\n'), max_size=12))
def test_any_text_gives_records_and_the_strict_way_accepts_json_only(text):
    list(records(text))
    parsed = jsontext.parse(text, 0, 64)
    whole = parsed.end is not None and jsontext.blank(text, parsed.end) == len(text)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        assert not whole or parsed.defects
    else:
        assert whole
        assert parsed.defects or parsed.tree == value
