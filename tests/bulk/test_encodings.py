"""What is long, packed or comes through a pipe is decoded once, whatever is said of it or it says of itself."""

import dataclasses
import gzip
import json

import pytest

from tests.bulk.texts import OPTIONS, parts, text, whole
from ybzj_docs import catalog
from ybzj_docs.bulk.reading import documents as read
from ybzj_docs.codec.write import to_xml

GB18030 = dataclasses.replace(OPTIONS, encoding="gb18030")
TREE = json.loads((catalog.form("withdrawal").folder / "examples/valid/full.json").read_bytes())
LINE = json.dumps(TREE, ensure_ascii=False)
XML = to_xml(TREE).decode()
CHILD = XML.partition("?>\n")[2].strip()
WRONG = json.dumps(TREE | {"未知": "值"}, ensure_ascii=False)
TEXTS = {
    "one.json": LINE,
    "wrong.json": WRONG,
    "padded.json": " " * (1 << 20) + LINE,
    "lines.jsonl": f"{LINE}\n{WRONG}\n" * 3,
    "array.json": f"[{LINE},\n{WRONG}]",
    "one.xml": XML,
    "many.xml": text("xml", [CHILD.encode()] * 3).decode(),
}


def check_the_same(tmp_path, name, data, options):
    file = tmp_path / name
    file.write_bytes(data)
    expected = whole([str(file)], options)
    assert not expected[1].by_rule.keys() - {"ST-02"}
    assert parts([str(file)], options) == expected
    met = [one for one in read([str(file)], options) if hasattr(one, "tree")]
    assert [one.tree for one in met] == [TREE] * expected[1].verdicts["valid"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_gb18030_that_is_told(name, packed, tmp_path):
    data = TEXTS[name].encode("gb18030")
    check_the_same(tmp_path, f"{name}.gz" if packed else name, gzip.compress(data) if packed else data, GB18030)


@pytest.mark.parametrize("name", TEXTS)
def test_gb18030_through_a_pipe(name):
    data = TEXTS[name].encode("gb18030")
    assert parts(["-"], GB18030, stdin=data) == whole(["-"], GB18030, data)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", ["GB18030", "UTF-16"])
@pytest.mark.parametrize("name", ["one.xml", "many.xml"])
def test_xml_that_declares_it(name, encoding, packed, tmp_path):
    data = TEXTS[name].replace('"UTF-8"', f'"{encoding}"').encode(encoding)
    check_the_same(tmp_path, f"{name}.gz" if packed else name, gzip.compress(data) if packed else data, OPTIONS)


@pytest.mark.parametrize("packed", [False, True])
def test_where_it_ends_is_told_by_line_and_column(packed, tmp_path):
    lines = json.dumps(TREE, ensure_ascii=False, indent=1).encode("gb18030").split(b"\n")
    data = b"\n".join([*lines[:6], b"  \xff", *lines[6:]])
    file = tmp_path / ("a.json.gz" if packed else "a.json")
    file.write_bytes(gzip.compress(data) if packed else data)
    for found in (whole([str(file)], GB18030), parts([str(file)], GB18030)):
        [told] = found[0][0].findings
        assert (told.rule, told.line, told.column) == ("IO-01", 7, 3)
