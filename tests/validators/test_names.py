"""Names: what transport breaks is noticed, every script is right, mending is stable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators import names


@pytest.mark.parametrize(
    "name",
    [
        "张宁",
        "谢𬱖",
        "𠮷田",
        "㛃",
        "〇",
        "古丽娜尔·玉素甫江",
        "O'Neil",
        "Anna-Maria J. Groß",
        "مريم",
        "ธนกร",
        "A.Б",
        "李3",
    ],
)
def test_every_script_is_right(name: str) -> None:
    assert list(names.defects(name)) == []
    assert names.mended(name) == name


@pytest.mark.parametrize(
    ("name", "defects", "mended"),
    [
        ("古丽‧玉素甫", ["dot"], "古丽·玉素甫"),
        ("古丽・玉素甫．江", ["dot"], "古丽·玉素甫·江"),
        ("古丽\u0387玉素甫", ["dot"], "古丽·玉素甫"),
        (" 张 \u3000 宁\u200b", ["blank"], "张宁"),
        ("Jose\u0301", ["nfc"], "José"),
        ("A\u0387B", ["nfc"], "A·B"),
        (" 古丽‧玉素甫 ", ["dot", "blank"], "古丽·玉素甫"),
        ("张?\ue000", ["lost", "private"], "张?\ue000"),
        ("\ufeff张宁", ["blank"], "张宁"),
    ],
)
def test_defects_and_mends(name: str, defects: list[str], mended: str) -> None:
    assert list(names.defects(name)) == defects
    assert names.mended(name) == mended


def test_normalised_keeps_inner_blanks() -> None:
    assert names.normalised(" 张 宁‧江 ") == "张 宁·江"


@given(st.text(max_size=12))
def test_mended_names_have_only_what_cannot_be_mended(name: str) -> None:
    mended = names.mended(name)
    assert not {"dot", "nfc"} & set(names.defects(mended))
    assert unicodedata.is_normalized("NFC", mended)
    assert names.mended(mended) == mended
