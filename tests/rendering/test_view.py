"""Values as they stand on paper."""

import pytest

from tests.rendering.helpers import changed, example
from ybzj_docs.rendering import templates, values, view


def built(form, name, **members):
    return view.build({**example(form, name), **members})


def test_dates_and_months_are_chinese_without_zeros():
    assert values.date("2026-11-02") == "2026年11月2日"
    assert values.month("2001-04") == "2001年4月"
    assert values.time("2026-11-02T09:30:00.5+08:00") == "2026年11月2日 09:30"


def test_months_of_table_columns_are_short():
    row = built(
        "informationForm",
        "minimal",
        periods=[{**example("informationForm", "minimal")["periods"][0], "from": "2001-04"}],
    )["doc"].periods[0]
    assert vars(row)["from"].column == "2001.04"


def test_codes_print_their_title_and_local_codes_say_so():
    doc = view.build(changed(example("certificate", "minimal"), "/person/householdType", "7x"))["doc"]
    assert doc.insuranceType == "职工基本医疗保险"
    assert doc.insuranceType.raw == "310"
    assert doc.person.householdType == "7x（地方码）"


def test_words_are_printed_as_given_and_written_where_absent():
    given = changed(example("certificate", "minimal"), "/account", {"balance": "1409.50", "balanceInWords": "壹仟"})
    assert view.build(given)["doc"].account.balanceInWords == "壹仟"
    absent = changed(given, "/account", {"balance": "1409.50"})
    words = view.build(absent)["doc"].account.balanceInWords
    assert words == "人民币壹仟肆佰零玖元伍角"
    assert words.pointers == ("/account/balance",)


def test_money_stands_as_the_data_hold_it():
    document = changed(example("certificate", "minimal"), "/account", {"balance": "99999999999.99"})
    assert view.build(document)["doc"].account.balance == "99999999999.99"


def test_absent_members_are_empty_boxes():
    doc = view.build(example("certificate", "minimal"))["doc"]
    assert doc.benefit.to == ""
    assert not doc.benefit
    assert not doc.extensions


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Jose\u0301", "José"), ("甲\u202e乙", "甲乙"), ("\u200d", "\u200d"), ("ab", "ab"), (" 前后 ", " 前后 ")],
)
def test_texts_are_composed_and_hide_nothing(text, shown):
    assert values.text(text) == shown


@pytest.mark.parametrize(
    ("second", "overlap"),
    [({"from": "2001-03"}, True), ({"from": "2001-04"}, False), ({"from": "2001-03", "insuranceType": "390"}, False)],
)
def test_overlaps_are_months_of_one_type_told_twice(second, overlap):
    document = example("informationForm", "minimal")
    one = {**document["periods"][0], "from": "2001-01", "to": "2001-03", "insuranceType": "310", "months": 3}
    two = {**one, "to": "2001-06", "months": 1, **second}
    assert view.build({**document, "periods": [one, two]})["paper"].overlaps is overlap


def test_copies_are_three_sheets_unless_the_document_is_one():
    document = {key: value for key, value in example("certificate", "full").items() if key != "copy"}
    assert [sheet.name for sheet in view.build(document)["paper"].copies] == [""]
    every = view.build(document, copies=True)["paper"].copies
    assert [sheet.name for sheet in every] == ["第一联", "第二联", "第三联"]
    own = view.build({**document, "copy": "2"}, copies=True)["paper"].copies
    assert [(sheet.name, sheet.purpose) for sheet in own] == [("第二联", "转出地经办机构存档")]


@pytest.mark.parametrize(
    ("edition", "title"),
    [
        ("2010", "参保人员医疗保险类型变更信息表"),
        ("2016", "参保人员基本医疗保险信息表"),
        ("2017", "参保人员基本医疗保险信息表"),
        ("2021", "参保人员基本医疗保险信息表"),
    ],
)
def test_titles_follow_the_edition(edition, title):
    assert built("informationForm", "minimal", edition=edition)["paper"].title == title


@pytest.mark.parametrize("edition", ["2010", "2016", "2017", "2021"])
def test_only_2021_bears_no_supervision_line_and_all_have_five_notes(edition):
    paper = built("certificate", "minimal", edition=edition)["paper"]
    assert paper.supervision == ("" if edition == "2021" else "人力资源和社会保障部监制")
    assert len(paper.notes) == 5
    assert len(paper.seals) == 2


def test_composed_lines_hold_what_is_given():
    document = changed(example("certificate", "minimal"), "/validUntil", "2027-02-02")
    line = view.build({**document, "remarks": "甲", "printedNumber": "苏 2026 年 第 1 号"})["doc"].lines.remarks
    number = document["documentNumber"]
    assert line == f"甲；编号{number}；有效期至2027年2月2日"
    assert line.pointers == ("/remarks", "/documentNumber", "/validUntil")


@pytest.mark.parametrize(
    ("text", "size"), [("甲" * 10, ""), ("甲" * 11, "fit-1"), ("甲" * 13, "fit-2"), ("甲" * 50, "fit-3")]
)
def test_long_values_shrink(text, size):
    assert templates.fit(text, 10) == size


@pytest.mark.parametrize(
    ("text", "lines", "size"),
    [
        ("甲" * 20, 2, ""),
        ("甲" * 21, 2, "fit-1"),
        ("甲" * 24, 2, "fit-2"),
        ("甲" * 42, 2, "fit-3"),
        ("0" * 20, 2, ""),
    ],
)
def test_long_values_break_before_they_shrink_where_the_box_has_height(text, lines, size):
    assert templates.fit(text, 10, lines) == size


def test_verification_codes_stand_in_groups_of_four():
    code = templates.grouped(values.Field("ABCD2345EF", ("/verificationCode",)), 4)
    assert code == "ABCD 2345 EF"
    assert code.pointers == ("/verificationCode",)


def test_amounts_without_words_of_their_own_are_written_in_capital_numerals():
    words = templates.in_words(values.Field("1409.50", ("/amount",), "1409.50"))
    assert words == "人民币壹仟肆佰零玖元伍角"
    assert words.pointers == ("/amount",)
    assert templates.in_words(values.Field("")) == ""


def test_dates_of_archives_are_eight_digits():
    assert templates.digits(values.printed("2026-11-02", "date", None, "/date")) == "20261102"
    assert templates.digits(values.Field("")) == ""


@pytest.mark.parametrize(
    ("told", "shown"), [("/agency/phone", "联系电话"), ("/agency/name", "机构名称"), ("地址", "地址")]
)
def test_changes_of_an_agency_bear_the_names_of_its_boxes(told, shown):
    name = templates.agency_member(values.Field(told, ("/changes/0/field",)))
    assert name == shown
    assert name.pointers == ("/changes/0/field",)
