"""What people and programs put into cells, as values of documents; what may be two things is no value."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ybzj_docs.importing.sheet_cells import Broken, Cell
from ybzj_docs.importing.sheet_columns import named
from ybzj_docs.importing.sheet_values import Unusable, value


def read(head, held, shown="", form="certificate"):
    return value(named(form, head), Cell(held, shown))


@pytest.mark.parametrize(
    "held",
    [
        date(2026, 11, 2),
        datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        "2026-11-02",
        "2026/11/2",
        "2026.11.02",
        "2026年11月2日",
        "２０２６年１１月２日",
        "20261102",
        Decimal(20261102),
        " 2026-11-02 00:00:00 ",
    ],
)
def test_dates(held):
    assert read("余额截止日", held) == "2026-11-02"


@pytest.mark.parametrize("held", ["2026-02-30", "2026/11-02", "明天", "02/11/2026", "2026-11", True])
def test_what_is_no_date(held):
    with pytest.raises(Unusable, match="sheet-date"):
        read("余额截止日", held)


def test_the_number_of_a_day_is_no_date():
    with pytest.raises(Unusable, match="sheet-date-number"):
        read("余额截止日", Decimal(46328))


@pytest.mark.parametrize(
    "held", ["2005-07", "2005/7", "2005.07", "2005年7月", "200507", Decimal(200507), date(2005, 7, 1)]
)
def test_months(held):
    assert read("参保开始年月", held) == "2005-07"


@pytest.mark.parametrize(
    ("held", "key"), [(Decimal("2026.1"), "month-number"), ("2026-13", "month"), ("七月", "month")]
)
def test_what_is_no_month(held, key):
    with pytest.raises(Unusable, match=f"sheet-{key}"):
        read("参保开始年月", held)


@pytest.mark.parametrize(
    ("held", "written"),
    [
        (Decimal("1409.5"), "1409.50"),
        (Decimal(0), "0.00"),
        (Decimal("0.30000000000000004"), "0.30"),
        (Decimal("1.40950E+3"), "1409.50"),
        (Decimal("99999999999.99"), "99999999999.99"),
        ("1,409.50", "1409.50"),
        ("￥1409.5元", "1409.50"),
        ("１４０９．５", "1409.50"),
    ],
)
def test_money(held, written):
    assert read("个人账户余额", held) == written


@pytest.mark.parametrize(
    ("held", "key"),
    [
        (Decimal("-1"), "money-negative"),
        (Decimal("1.005"), "money-decimals"),
        ("1,40.5", "money"),
        ("壹元", "money"),
        (Decimal("100000000000"), "money"),
        (True, "money"),
    ],
)
def test_what_is_no_amount(held, key):
    with pytest.raises(Unusable, match=f"'sheet-{key}'"):
        read("个人账户余额", held)


@pytest.mark.parametrize("held", [Decimal("1.10105194912310E+17"), Decimal(10**15), "1.10105E+17", "1.1e17"])
def test_numbers_whose_digits_are_lost(held):
    with pytest.raises(Unusable, match="sheet-digits-lost"):
        read("证件号码", held)


@pytest.mark.parametrize(
    ("head", "held", "shown", "written"),
    [
        ("证件号码", " １１０１０５１９４９１２３１００２X ", "", "11010519491231002X"),
        ("证件号码", '="11010519491231002X"', "", "11010519491231002X"),
        ("证件号码", Decimal(110105491231002), "", "110105491231002"),
        ("办理机构·邮政编码", Decimal(14000), "000000", "014000"),
        ("行政区划代码", Decimal(320200), "General", "320200"),
        ("联系电话", Decimal("051080000000"), "0", "51080000000"),
        ("备注", Decimal("3.50"), "", "3.5"),
        ("姓名", " 阿依古丽.买买提 ", "", "阿依古丽·买买提"),
        ("姓名", "欧阳\u30fb娜娜", "", "欧阳·娜娜"),
    ],
)
def test_texts(head, held, shown, written):
    assert read(head, held, shown) == written


@pytest.mark.parametrize(
    ("head", "held", "key"),
    [
        ("姓名", date(2026, 11, 2), "date-for-text"),
        ("姓名", True, "flag-for-text"),
        ("证件号码", Decimal("1.5"), "fraction"),
        ("姓名", Broken("sheet-formula"), "formula"),
        ("姓名", Broken("sheet-cell-error", "#N/A"), "cell-error"),
    ],
)
def test_what_is_no_text(head, held, key):
    with pytest.raises(Unusable, match=f"sheet-{key}"):
        read(head, held)


@pytest.mark.parametrize(
    ("head", "held", "code"),
    [
        ("证件类型", "01", "01"),
        ("证件类型", Decimal(1), "01"),
        ("证件类型", "居民身份证（户口簿）", "01"),
        ("证件类型", "居民身份证", "01"),
        ("证件类型", "身份证", "01"),
        ("证件类型", "01 居民身份证(户口簿)", "01"),
        ("医疗保障类型", Decimal(310), "310"),
        ("医疗保障类型", "职工基本医疗保险", "310"),
        ("性别", "女", "2"),
        ("证件类型", "X7", "X7"),
    ],
)
def test_codes(head, held, code):
    assert read(head, held) == code


@pytest.mark.parametrize(
    ("head", "held"), [("医疗保障类型", "999"), ("医疗保障类型", "保险"), ("证件类型", "学生证明"), ("性别", True)]
)
def test_what_is_no_code(head, held):
    with pytest.raises(Unusable, match="sheet-code"):
        read(head, held)


@pytest.mark.parametrize(("held", "count"), [(Decimal(12), 12), ("12", 12), ("１２个月", 12), (Decimal("12.0"), 12)])
def test_counts(held, count):
    assert read("累计缴费月数", held) == count


@pytest.mark.parametrize("held", ["十二", Decimal("1.5"), True, "NaN", "Infinity"])
def test_what_is_no_count(held):
    with pytest.raises(Unusable, match="sheet-count"):
        read("累计缴费月数", held)


@pytest.mark.parametrize(("held", "flag"), [(True, True), ("是", True), ("FALSE", False), ("否", False)])
def test_flags(held, flag):
    assert read("有无接收单位", held, form="application") is flag


def test_blank_is_nothing():
    assert read("姓名", " \u3000") is None
