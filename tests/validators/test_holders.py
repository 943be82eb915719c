"""Holders of accounts: spellings of one holder have one key, two holders two."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.holders import account_key, holder_key

#: Characters that tell holders apart: Han, Latin, digits, and marks that are no brackets.
_PLAIN = st.text(st.sampled_from("无锡市医疗保险基金专户上海县甲乙ABCabc012·-&.,"), min_size=1)
_BLANKS = st.text(st.sampled_from(" \u3000\u00a0\u2003\t"))
_BRACKETS = ("()", "（）", "[]", "【】", "〔〕", "［］", "{}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("测试市医保中心（专户）", "测试市医保中心(专户)"),
        ("测试市医保中心【专户】", "测试市医保中心〔专户〕"),
        ("ＡＢＣ公司０１", "ABC公司01"),
        ("测试市 医保\u3000中心", "测试市医保中心"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_one_holder(one: str, other: str) -> None:
    assert holder_key(one) == holder_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("测试市医保中心", "测试县医保中心"),
        ("测试市医保中心（专户）", "测试市医保中心专户"),
        ("ABC公司", "abc公司"),
        ("测试一二", "测试二一"),
    ],
)
def test_two_holders(one: str, other: str) -> None:
    assert holder_key(one) != holder_key(other)


@given(st.text())
def test_key_is_stable(text: str) -> None:
    assert holder_key(holder_key(text)) == holder_key(text)
    assert holder_key(unicodedata.normalize("NFD", text)) == holder_key(unicodedata.normalize("NFC", text))


@given(st.lists(_PLAIN, min_size=1), _BLANKS)
def test_blanks_do_not_count(parts: list[str], blank: str) -> None:
    assert holder_key(blank.join(parts)) == holder_key("".join(parts))


@given(_PLAIN, _PLAIN, st.sampled_from(_BRACKETS), st.sampled_from(_BRACKETS))
def test_kind_of_brackets_does_not_count(before: str, within: str, one: str, other: str) -> None:
    assert holder_key(f"{before}{one[0]}{within}{one[1]}") == holder_key(f"{before}{other[0]}{within}{other[1]}")


@given(_PLAIN)
def test_width_does_not_count(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert holder_key(wide) == holder_key(text)


@given(_PLAIN, _PLAIN)
def test_two_holders_are_never_joined(one: str, other: str) -> None:
    assert (holder_key(one) == holder_key(other)) == (one == other)


def test_account_numbers_may_be_grouped() -> None:
    assert account_key("6222-0000a") == account_key("62220000A")
    assert account_key("62220000") != account_key("622200001")
