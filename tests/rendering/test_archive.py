"""Papers of a volume: cover, index of any length, the two label sets of the closing note."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.rendering.helpers import docx_text, example
from ybzj_docs.rendering import papers

CODE = "J001-ZY·YB-2026-D100-ZR-0001"


def index(count):
    document = example("archiveIndex", "full")
    some = document["items"]
    items = [{**some[place % len(some)], "sequence": place + 1} for place in range(count)]
    return {**document, "items": items}


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (10, 1), (60, 4)])
def test_index_repeats_its_head_and_counts_its_pages(count, sheets):
    pages = [page.extract_text() for page in PdfReader(BytesIO(papers.pdf(index(count)))).pages]
    assert len(pages) == sheets
    for number, page in enumerate(pages, 1):
        assert "顺序号" in page
        assert f"档号 {CODE}" in page
        assert f"第 {number} 页 共 {sheets} 页" in page


def test_index_writes_dates_in_eight_digits_and_says_where_the_original_of_a_voucher_is():
    text = papers.html(example("archiveIndex", "full"))
    assert ">20261009<" in text
    assert "2026年" not in text
    assert "互见会计档案 2026-KJ-0006（测试）" in text


@pytest.mark.parametrize("written", [papers.html, lambda document: docx_text(papers.docx(document))])
@pytest.mark.parametrize(
    ("code", "labels"),
    [
        (CODE, ["盒内文件情况说明", "整理人", "整理日期", "检查人"]),
        ("J001-ZY·YB-2026-D100-ZR-001", ["本卷情况说明", "立卷人", "立卷时间", "检查人"]),
        ("自编1", ["本卷情况说明", "立卷人", "立卷时间", "检查人"]),
    ],
)
def test_note_of_a_box_and_of_a_volume_bear_labels_of_their_own(code, labels, written):
    text = written({**example("archiveNote", "full"), "archivalCode": code})
    assert all(f"{label}：" in text for label in labels)


def test_cover_of_the_longest_words_is_one_page():
    words = dict.fromkeys(("fondsName", "category", "title", "filingUnit", "archivalCode"), "字" * 200)
    paper = papers.pdf({**example("archiveCover", "full"), **words, "fondsNumber": "9" * 40})
    assert len(PdfReader(BytesIO(paper)).pages) == 1
