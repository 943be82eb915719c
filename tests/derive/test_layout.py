"""Layouts: the little language, what they refuse, and papers with short and long lists."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.rendering.helpers import example
from ybzj_docs import catalog, resources
from ybzj_docs.derive import layout, patterns
from ybzj_docs.rendering import render

LETTERS = [form for form in layout.forms() if "_base/letter.css" in catalog.form(form).settings["styles"]]


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (["{person.name}"], "{{ doc.person.name }}"),
        (["共{months}个月"], "{% if doc.months %}共{{ doc.months }}个月{% endif %}"),
        (["{?agent}代办"], "{% if doc.agent %}代办{% endif %}"),
        (["{!agent}本人"], "{% if not doc.agent %}本人{% endif %}"),
        (["{?side=origin}转出"], '{% if "origin" in [doc.side, doc.side.raw] %}转出{% endif %}'),
        (["{!side=origin}转入"], '{% if "origin" not in [doc.side, doc.side.raw] %}转入{% endif %}'),
        (["{enrolment.from}"], '{{ doc.enrolment["from"] }}'),
        (["{amount|in_words}"], "{{ doc.amount|in_words }}"),
        (["{paper.basis}。"], "{{ paper.basis }}。"),
        (["{#}."], "{{ loop.index }}."),
        (["甲", "{a}乙"], "甲{% if doc.a %}{{ doc.a }}乙{% endif %}"),
    ],
)
def test_words_with_members_become_jinja(items, text):
    assert patterns.written(items, "doc") == text


def test_entries_of_a_list_of_texts_are_themselves():
    assert patterns.written(["{this}"], "row") == "{{ row }}"


@pytest.mark.parametrize(
    ("items", "condition"),
    [(["{a}", "（{b}）"], "doc.a or doc.b"), (["{a}{b}", "{c}"], "(doc.a and doc.b) or doc.c"), (["{a}", "无"], "")],
)
def test_a_text_stands_where_one_of_its_items_does(items, condition):
    assert patterns.compiled(items, "doc").condition == condition


@pytest.mark.parametrize("item", ["{", "{Name}", "{a|1}", "{{ doc }}", "{% raw %}"])
def test_braces_that_are_no_member_are_refused(item):
    with pytest.raises(patterns.BadPattern):
        patterns.compiled([item], "doc")


@pytest.mark.parametrize("block", ['use = "nothing"', 'text = "甲"\nstyle = "loud"', 'text = "甲"\ncolour = "red"'])
def test_what_a_layout_cannot_say_is_refused(monkeypatch, block):
    texts = {"templates/_base/own.toml": 'left = "甲"\nright = "乙"\nmark = "丙"\n[blocks]\n'}
    monkeypatch.setattr(resources, "read_text", lambda path: texts.get(path, f'base = "own"\n[[block]]\n{block}\n'))
    with pytest.raises(layout.BadLayout):
        layout.read("precheck")


@pytest.mark.parametrize("form", LETTERS)
def test_the_fullest_letter_is_one_sheet(form):
    assert len(PdfReader(BytesIO(render(example(form, "full"), "pdf"))).pages) == 1


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (10, 1), (60, 3)])
def test_lists_go_on_over_the_pages_under_their_heads(count, sheets):
    document = example("arrearsNotice", "minimal")
    document["items"] = [{**document["items"][0], "amount": f"{index}.00"} for index in range(1, count + 1)]
    pages = [page.extract_text() for page in PdfReader(BytesIO(render(document, "pdf"))).pages]
    assert len(pages) == sheets
    assert all(f"第 {number} 页 共 {sheets} 页" in page for number, page in enumerate(pages, 1))
    assert sum("欠费主体" in page for page in pages) >= min(sheets, 2)
    assert f"{count * (count + 1) // 2}.00元" in "".join(pages)


def test_a_sum_beyond_all_money_is_not_printed():
    document = example("arrearsNotice", "minimal")
    document["items"] = [{**document["items"][0], "amount": "99999999999.99"}] * 2
    assert "人民币" not in render(document, "html").decode()


@pytest.mark.parametrize(
    ("edition", "hotline"), [("2010", "12333"), ("2016", "12333"), ("2017", "12333"), ("2021", "12393")]
)
def test_refusals_name_remedies_basis_and_hotline(edition, hotline):
    page = render({**example("refusalNotice", "minimal"), "edition": edition}, "html").decode()
    assert hotline in page
    assert "行政复议" in page
    assert "行政诉讼" in page
    assert ("43号" in page) == (edition == "2021")


def test_own_remedies_stand_instead_of_ours():
    document = {**example("refusalNotice", "minimal"), "remedies": "可向医疗保障局申诉", "basis": "本地办法"}
    page = render(document, "html").decode()
    assert "可向医疗保障局申诉" in page
    assert "行政复议" not in page
    assert "本地办法" in page


def test_identity_cards_are_numbers_other_documents_say_what_they_are():
    person = {"name": "林知夏", "idType": "01", "idNumber": "510104199306213247"}
    card = render({**example("withdrawal", "minimal"), "person": person}, "html").decode()
    other = render({**example("withdrawal", "minimal"), "person": {**person, "idType": "08"}}, "html").decode()
    assert "510104199306213247<" in card
    assert "510104199306213247（" in other
