"""Record sheets: titles by edition, amounts in figures and words, lists of any length."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.rendering.helpers import docx_text, example
from ybzj_docs.rendering import papers

VOUCHERS = ("fundNotice", "fundReceipt", "fundReturn", "accountPayout")
SHEETS = (*VOUCHERS, "transferConfirmation", "mailSlip", "agencyRecord")
KNOWN, OURS = "基本医疗保险个人账户金转出通知书", "转移资金划转通知"


def in_word(document):
    return docx_text(papers.docx(document))


def pages(document):
    return [page.extract_text() for page in PdfReader(BytesIO(papers.pdf(document))).pages]


@pytest.mark.parametrize("form", SHEETS)
def test_the_fullest_sheet_is_one_page(form):
    (page,) = pages(example(form, "full"))
    assert "第 1 页 共 1 页" in page


@pytest.mark.parametrize(("edition", "title"), [("2010", KNOWN), ("2016", OURS), ("2017", KNOWN), ("2021", OURS)])
def test_notice_of_funds_bears_the_title_of_its_time(edition, title):
    assert f"<h1>{title}</h1>" in papers.html({**example("fundNotice", "minimal"), "edition": edition})


@pytest.mark.parametrize("written", [papers.html, in_word])
@pytest.mark.parametrize("form", [*VOUCHERS, "transferConfirmation"])
def test_amounts_stand_in_figures_as_given_and_in_words(form, written):
    text = written({**example(form, "minimal"), "amount": "107000.53"})
    assert "￥107000.53 元" in text
    assert "人民币壹拾万零柒仟元伍角叁分" in text


def test_words_of_the_data_are_not_written_anew():
    words = "人民币壹仟肆佰零玖圆伍角整"
    assert words in papers.html({**example("fundNotice", "minimal"), "amountInWords": words})


@pytest.mark.parametrize("form", VOUCHERS)
def test_vouchers_leave_room_for_the_number_of_the_accounting_archive(form):
    assert "互见号：＿" in papers.html(example(form, "minimal"))


@pytest.mark.parametrize("count", [1, 60])
def test_batch_names_everyone_and_repeats_its_head(count):
    document = example("fundReceipt", "batch")
    allocations = [
        {"transferNumber": f"330100ZY2026{number:06}", "amount": "1409.50", "name": f"测试{number:02}号"}
        for number in range(1, count + 1)
    ]
    found = pages({**document, "allocations": allocations})
    whole = "".join(found)
    assert all(one["transferNumber"] in whole and one["name"] in whole for one in allocations)
    assert len(found) == (1 if count == 1 else 3)
    for number, page in enumerate(found, 1):
        assert "分配金额" in page
        assert f"第 {number} 页 共 {len(found)} 页" in page


def test_changes_of_an_agency_bear_the_names_of_its_boxes():
    for written in (papers.html, in_word):
        text = written(example("agencyRecord", "full"))
        assert "联系电话" in text
        assert "/agency/phone" not in text
