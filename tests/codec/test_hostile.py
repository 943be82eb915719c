"""Hostile and broken input: the contract's code, no exception, no content of other files, no long wait."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codec.helpers import NAMESPACE, codes, record, records, withdrawal
from ybzj_docs.codec.messages import MESSAGES

TREE = {"documentType": "withdrawal", "person": {"name": "欧阳\U00020bb7"}, "revision": 12, "reason": 'a\\"b'}
JSON = json.dumps(TREE, ensure_ascii=False).encode()
XML = withdrawal(
    "<revision>12</revision><person><name>欧阳\U00020bb7</name></person><!-- c --><reason>a&amp;b</reason>"
)


def all_told(data, **options):
    """Read all, find every place, fill every message."""
    for read in records(data, **options):
        for finding in read.findings:
            assert min(read.locate(finding)) >= 1
            for text in MESSAGES[finding.rule][finding.key]:
                text.format(expected=finding.expected, actual=finding.actual, **finding.data)
        read.place("/person/name")


@pytest.mark.parametrize("data", [JSON, XML.encode()], ids=["json", "xml"])
def test_cut_at_every_byte(data):
    for end in range(len(data)):
        (found,) = codes(data[:end])
        try:
            data[:end].decode()
        except UnicodeDecodeError:
            assert found == ("IO-01",)
        else:
            assert found == ("IO-02",)
        all_told(data[:end])


@pytest.mark.parametrize("data", [JSON, XML.encode()], ids=["json", "xml"])
def test_cut_in_utf_16(data):
    wide = data.decode().encode("utf-16")
    for end in range(len(wide)):
        (found,) = codes(wide[:end])
        assert found in (("IO-01",), ("IO-02",))


@pytest.mark.parametrize("data", [JSON, XML.encode()], ids=["json", "xml"])
@given(st.data())
def test_any_change_of_bytes(data, drawn):
    at, length = drawn.draw(st.integers(0, len(data))), drawn.draw(st.integers(0, 6))
    put = drawn.draw(st.binary(max_size=6) | st.sampled_from([b"<", b"{", b"]]>", b"&#0;", b'"', b"<!--", b"\x00"]))
    all_told(data[:at] + put + data[at + length :])


@given(st.binary(max_size=60), st.sampled_from([None, "gb18030"]), st.sampled_from(["", "a.jsonl"]))
def test_any_bytes(data, encoding, hint):
    for start in (b"", b"{", b"[", b"<", b"\xff\xfe", b"\xef\xbb\xbf", b'<?xml version="1.0" encoding="gbk"?>'):
        all_told(start + data, encoding=encoding, name_hint=hint)


def test_entities_never_reach_the_parser(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("13912345678")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    for subset in (bomb, f'<!ENTITY e9 SYSTEM "{secret.as_uri()}">', f'<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;'):
        for codec in ("utf-8", "utf-16"):
            read = record(f"<!DOCTYPE a [{subset}]>{withdrawal('<reason>&e9;</reason>')}".encode(codec))
            assert [finding.rule for finding in read.findings] == ["IO-03"]
            assert "139" not in repr(read.findings)


def test_inclusions_are_elements_like_any_other(tmp_path):
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path.as_uri()}"/>'
    assert codes(withdrawal(include)) == [("ST-02",)]
    location = f'<reason xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="a {tmp_path.as_uri()}">c</reason>'
    assert codes(withdrawal(location)) == [()]


def test_findings_quote_no_content():
    texts = ['{"documentType":"withdrawal","reason":"13912345678', withdrawal("<reason>13912345678")]
    for text in texts:
        read = record(text)
        assert "139" not in repr(read.findings)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        '{"a":' * 100_000,
        "[{}," * 100_000,
        '{"documentType":"withdrawal","a":' + "[" * 64 + "]" * 64 + "}",
        '{"a":"' + "\\" * 300_001,
        '"' * 300_001,
        "1" * 300_000 + "x",
        '{"a":' + "1" * 300_000 + "x}",
        '{"a":' + "1." * 150_000 + "}",
        '{"a":"' + "\\ud800" * 50_000 + '"}',
        "[" + "{}," * 50_000,
        "\n" * 300_000 + "{",
        "{\n" * 100_000,
        '{"a":1,' + '"a":1,' * 30_000 + '"a":1}',
        "<a>" * 100_000,
        "<" * 300_000,
        "<!--" * 100_000,
        "<?" * 100_000,
        '<a b="' * 60_000,
        "<![CDATA[" * 50_000,
        "<a>" * 300 + "<a b='\"" * 30_000,
        f'<documents xmlns="{NAMESPACE}">' + "<a/>" * 20_000,
        withdrawal("<foo/>" * 20_000),
        withdrawal("<reason/>" * 20_000),
        withdrawal("<foo" + "".join(f' a{n}=""' for n in range(5_000)) + "/>"),
        withdrawal("<reason " + "".join(f' a{n}=""' for n in range(5_000)) + "/>"),
    ],
    ids=lambda text: text[:12] + str(len(text)),
)
def test_nothing_makes_reading_slow(text):
    started = time.process_time()
    all_told(text.encode())
    assert time.process_time() - started < 20
