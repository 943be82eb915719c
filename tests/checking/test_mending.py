"""Mends: nothing that is fixed is found again, and nothing else in the file has changed."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ybzj_docs import catalog
from ybzj_docs.checking import Checker, Options
from ybzj_docs.checking.mending import NotEditable, mend
from ybzj_docs.codec.edit import Edit, edited
from ybzj_docs.codec.write import to_json, to_xml

CHECKER = Checker(Options(date(2026, 11, 2)))
FULL = json.loads((catalog.form("certificate").folder / "examples/valid/full.json").read_bytes())
WRONG = ("阿依古丽‧吐尔逊", " 张 三", "王三 ", "José", "古丽·娜尔•江")
names = st.sampled_from(WRONG) | st.text(st.sampled_from("张三·•‧ Jé́"), min_size=1, max_size=8)


def named(name):
    tree = json.loads(json.dumps(FULL))
    tree["person"]["name"] = name
    return tree


def fixes(data):
    return [finding for sheet in CHECKER.read(data, "f") for finding in CHECKER.audit(sheet) if finding.fix]


@pytest.mark.parametrize("write", [lambda tree: to_json(tree).encode(), to_xml], ids=["json", "xml"])
def test_after_a_mend_nothing_fixed_is_found_and_nothing_else_changed(write):
    @given(names.filter(str.strip))
    def holds(name):
        data = write(named(name))
        mended = mend(CHECKER, data, "f")
        assert not fixes(mended.data)
        [before], [after] = CHECKER.read(data, "f"), CHECKER.read(mended.data, "f")
        assert after.tree == named(after.tree["person"]["name"])
        assert before.record.format == after.record.format
        assert bool(mended.mends) == (data != mended.data)
        assert not mended.rewritten

    holds()


def test_layout_comments_and_marks_stay():
    xml = (
        to_xml(named("张 三")).decode().replace("<person>", "<!-- 甲 -->\n <person  >").replace("<name>", "<name\t>")
    )
    mended = mend(CHECKER, b"\xef\xbb\xbf" + xml.encode(), "f")
    assert mended.data.decode() == "\ufeff" + xml.replace("张 三", "张三")


def test_lines_and_arrays_are_mended_where_they_stand():
    lines = [json.dumps(named(name), ensure_ascii=False) for name in ("张 三", "李四", "王 五")]
    for text in ("\n".join(lines), f"[{','.join(lines)}]", "{broken\n" + "\n".join(lines)):
        mended = mend(CHECKER, text.encode(), "f.jsonl" if text[0] == "{" else "f")
        assert mended.data.decode() == text.replace("张 三", "张三").replace("王 五", "王五")
        assert len(mended.mends) == 2
        assert mended.unread == text.startswith("{broken")


def test_another_encoding_is_written_anew_and_told():
    data = b"\xff\xfe" + to_json(named("张 三")).encode("utf-16-le")
    mended = mend(CHECKER, data, "f")
    assert mended.rewritten
    assert json.loads(mended.data) == named("张三")
    many = b"\xff\xfe" + json.dumps([named("张 三")] * 2).encode("utf-16-le")
    with pytest.raises(NotEditable):
        mend(CHECKER, many, "f")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<a><b/></a>", "<a><b>x&amp;y</b></a>"),
        ("<a><b c='>' >1<!-- </b> --></b></a>", "<a><b c='>' >x&amp;y</b></a>"),
    ],
)
def test_an_element_is_replaced_whatever_it_holds(text, want):
    assert edited(text, "xml", [Edit(1, 4, "x&y")]) == want
