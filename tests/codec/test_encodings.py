"""Encodings: what is said is read, nothing is guessed, and IO-01 names the way out."""

import codecs

import pytest

from tests.codec.helpers import codes, placed, record, withdrawal
from ybzj_docs.codec.encodings import GB18030_2022
from ybzj_docs.codec.messages import MESSAGES

JSON = '{"documentType":"withdrawal",\n "reason":"\U00020bb7田·转移"}'
TREE = {"documentType": "withdrawal", "reason": "\U00020bb7田·转移"}
XML = withdrawal("<reason>\U00020bb7田·转移</reason>")


@pytest.mark.parametrize("text", [JSON, XML])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_unicode_is_read_by_its_mark(text, mark, codec):
    read = record(mark + text.encode(codec))
    assert read.tree == TREE
    if text == JSON:
        assert read.place("/reason") == (2, 11)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("UTF-8", "utf-8"), ("gb18030", "gb18030"), ("GB18030", "gb18030"), ("GBK", "gb18030"), ("gb2312", "gb18030")],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_xml_is_read_as_it_declares(declared, codec, quote):
    declaration = f"<?xml version={quote}1.0{quote} encoding={quote}{declared}{quote} standalone='yes'?>\n"
    read = record((declaration + XML).encode(codec))
    assert read.tree == TREE
    assert read.place("/reason") == (2, 79)


def test_xml_with_a_mark_may_declare_the_same():
    for declared, codec in (
        ("UTF-16", "utf-16"),
        ("utf-16", "utf-16"),
        ("utf-8", "utf-8-sig"),
        ("UTF8", "utf-8-sig"),
    ):
        assert record(f'<?xml version="1.0" encoding="{declared}"?>{XML}'.encode(codec)).tree == TREE


@pytest.mark.parametrize(
    "data",
    [
        JSON.encode("gb18030"),
        JSON.encode("utf-16-le"),
        JSON.encode("utf-16-be"),
        JSON.encode("utf-32"),
        codecs.BOM_UTF32_BE + JSON.encode("utf-32-be"),
        codecs.BOM_UTF16_LE + JSON.encode("utf-16-le")[:-1],
        codecs.BOM_UTF16_LE + b"{\x00\x00\xd8",
        XML.encode("gb18030"),
        XML.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="UTF-8"?>{XML}'.encode("gb18030"),
        f'<?xml version="1.0" encoding="gbk"?>{XML}'.encode()[:-20] + b"\xff\xff",
        f'<?xml version="1.0" encoding="utf-16"?>{XML}'.encode(),
        f'<?xml version="1.0" encoding="utf-7"?>{XML}'.encode(),
        f'<?xml version="1.0" encoding="rot13"?>{XML}'.encode(),
        f'<?xml version="1.0" encoding="none-such"?>{XML}'.encode(),
        f'<?xml version="1.0" encoding="utf-8"?>{XML}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="gbk"?>{XML}'.encode("utf-8-sig"),
        f'<?xml version="1.0" encoding="none-such"?>{XML}'.encode("utf-8-sig"),
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b\x08\x00",
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xc0\xaf"}',
    ],
)
def test_all_else_is_io_01_and_names_the_way_out(data):
    read = record(data)
    assert [finding.rule for finding in read.findings] == ["IO-01"]
    assert read.tree is None
    for text in MESSAGES["IO-01"][read.findings[0].key]:
        assert "--encoding gb18030" in text
    read.locate(read.findings[0])


def test_a_wrong_byte_has_a_place():
    assert placed('{"documentType":"withdrawal",\n "reason":"因'.encode() + b'\xff"}') == [("IO-01", "", 2, 13)]


def test_the_whole_file_is_read_as_asked():
    assert record(JSON.encode("gb18030"), encoding="gb18030").tree == TREE
    assert record(JSON.encode("gb18030"), encoding="GB18030").place("/reason") == (2, 11)
    assert record(f'<?xml version="1.0" encoding="utf-8"?>{XML}'.encode("gb18030"), encoding="gb18030").tree == TREE
    assert record(b"\x84\x31\x95\x33" + JSON.encode("gb18030"), encoding="gb18030").tree == TREE
    assert codes(JSON.encode("gb18030") + b"\xff", encoding="gb18030") == [("IO-01",)]
    with pytest.raises(ValueError, match="big5"):
        list(record(b"{}", encoding="big5"))


def test_lines_that_break_off_in_a_wrong_byte():
    data = '{"documentType":"withdrawal"}\n{"reason":"因'.encode("gb18030") + b"\xff"
    assert codes(data, encoding="gb18030") == [(), ("IO-01",)]


#: Code, character in GB 18030-2022 (ICU's gb18030-2022.ucm).
GB = {
    **{"A6D9": 0xFE10, "A6DA": 0xFE12, "A6DB": 0xFE11, "A6DC": 0xFE13, "A6DD": 0xFE14, "A6DE": 0xFE15},
    **{"A6DF": 0xFE16, "A6EC": 0xFE17, "A6ED": 0xFE18, "A6F3": 0xFE19, "FE59": 0x9FB4, "FE61": 0x9FB5},
    **{"FE66": 0x9FB6, "FE67": 0x9FB7, "FE6D": 0x9FB8, "FE7E": 0x9FB9, "FE90": 0x9FBA, "FEA0": 0x9FBB},
    **{"A8BC": 0x1E3F, "8135F437": 0xE7C7, "84318236": 0xFE10, "82359037": 0x9FB4, "82359134": 0x9FBB},
    **{"FE51": 0xE816, "95329031": 0x20087, "A1A4": 0xB7, "A2E3": 0x20AC, "8139EE39": 0x3400},
}


@pytest.mark.parametrize(("code", "character"), GB.items())
def test_gb_18030_is_the_one_of_2022(code, character):
    data = b'{"documentType":"withdrawal","reason":"' + bytes.fromhex(code) + b'"}'
    assert ord(record(data, encoding="gb18030").tree["reason"]) == character


def test_the_table_of_2022_has_eighteen_new_characters_and_one_exchange():
    private = [code for code in GB18030_2022 if 0xE000 <= code < 0xF900]
    assert len(private) == 19
    assert GB18030_2022[GB18030_2022[0xE7C7]] == 0xE7C7
