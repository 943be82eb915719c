"""Exact amounts and capital numerals, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validators import money

_PARTS = st.sampled_from([0, 1, 5, 10, 100, 101, 110, 999, 1000, 1001, 1010, 1100, 7000, 9999])
#: Amounts at random, and amounts full of zeros, where the rules of 零 bite.
AMOUNTS = st.integers(0, money.MAXIMUM) | st.builds(
    lambda high, middle, low, rest: (high % 1000 * 10**8 + middle * 10**4 + low) * 100 + rest,
    _PARTS,
    _PARTS,
    _PARTS,
    st.sampled_from([0, 1, 10, 11, 99]),
)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10.00", "壹拾元整"),
        ("0.00", "零元整"),
        ("0.50", "伍角"),
        ("0.05", "伍分"),
        ("0.55", "伍角伍分"),
        ("100.05", "壹佰元零伍分"),
        ("100007.00", "壹拾万零柒元整"),
        ("10007000.00", "壹仟万零柒仟元整"),
        ("12345678.90", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角"),
        ("100000000.00", "壹亿元整"),
        ("100007000.00", "壹亿零柒仟元整"),
        ("1050000000.00", "壹拾亿零伍仟万元整"),
        ("10000000001.00", "壹佰亿零壹元整"),
        ("99999999999.99", "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_words_as_written(amount: str, words: str) -> None:
    assert money.in_words(money.cents(amount)) == f"人民币{words}"


@settings(max_examples=300)
@given(AMOUNTS)
def test_words_say_their_amount(amount: int) -> None:
    words = money.in_words(amount)
    assert money.read_words(words) == amount
    assert money.read_words(words.removeprefix("人民币").replace("元", "圆").replace("整", "正")) == amount
    assert money.cents(money.text(amount)) == amount


@settings(max_examples=200)
@given(AMOUNTS, AMOUNTS)
def test_words_of_two_amounts_differ(one: int, other: int) -> None:
    assert (money.in_words(one) == money.in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹仟陆佰捌拾元零叁角贰分", "1680.32"),
        ("壹拾万柒仟元零伍角叁分", "107000.53"),
        ("壹拾万零柒仟元零伍角叁分", "107000.53"),
        ("壹拾万柒仟元伍角叁分", "107000.53"),
        ("壹亿柒仟元整", "100007000.00"),
        ("壹仟肆佰零玖元伍角整", "1409.50"),
        ("人民币壹仟肆佰零玖圆伍角正", "1409.50"),
        ("伍角整", "0.50"),
        ("零元伍角", "0.50"),
        ("零元零伍分", "0.05"),
        ("零圆正", "0.00"),
        ("貳萬圓整", "20000.00"),
    ],
)
def test_other_spellings_are_read(words: str, amount: str) -> None:
    assert money.read_words(words) == money.cents(amount)


@pytest.mark.parametrize(
    "words",
    [
        *("", "人民币", "元", "整", "零", "零元", "零整", "壹", "壹元", "拾元整", "壹拾", "一元整", "1元整"),
        *("壹仟肆佰玖元伍角", "叁佰贰拾伍元肆分", "壹仟零零玖元整", "零壹元整", "壹拾零元整", "壹元零角整"),
        *("壹元伍角叁分整", "伍分整", "壹元整整", "壹元整伍角", "壹万万元整", "壹亿亿元整", "万元整"),
        *("壹拾佰元整", "壹佰贰佰元整", "叁佰贰拾伍元零伍角", "壹元零零伍分", "零元零角零分", "壹仟元零整"),
        *("人民币人民币壹元整", "壹元整 ", " 壹元整", "壹元整\n", "壹 元整", "壹仟亿元整", "玖仟玖佰亿亿亿元整"),
    ],
)
def test_what_is_not_well_formed_is_not_read(words: str) -> None:
    assert money.read_words(words) is None


@settings(max_examples=300)
@given(st.text("零壹贰拾佰仟万亿元角分整圆正人民币", max_size=16))
def test_any_text_is_read_without_raising(text: str) -> None:
    amount = money.read_words(text)
    if amount is not None:
        plain = text.removeprefix("人民币").replace("圆", "元").replace("正", "整")
        digits = [character for character in plain if character not in "零整元"]
        written = money.in_words(amount).removeprefix("人民币")
        assert digits == [character for character in written if character not in "零整元"]


@pytest.mark.parametrize("text", ["", "1", "1.5", "01.00", "-1.00", "1.000", "100000000000.00", "１.00", "1.00\n"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        money.cents(text)


@pytest.mark.parametrize("amount", [-1, money.MAXIMUM + 1])
def test_amounts_out_of_range(amount: int) -> None:
    for write in (money.text, money.in_words):
        with pytest.raises(ValueError, match="out of range"):
            write(amount)
