"""The comparison key of names joins every spelling of one name, and never two people."""

import random
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators import names

_HAN = "张王李赵阿卜力米提古丽娜尔玉素甫江艾合买提欧阳司徒谢𬱖𠮷㛃龴龵䶮宁凝"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLAIN_OF = {private: standard for private, standard in names.STANDARD.items() if standard > 0x9000}


def _han_name(draw: random.Random) -> str:
    parts = ["".join(draw.choices(_HAN, k=draw.randint(1, 4))) for _ in range(draw.choice((1, 1, 2, 3)))]
    name = "·".join(parts)
    return name + draw.choice(_HAN) if len(name) == 1 else name


def _latin_name(draw: random.Random) -> str:
    words = ["".join(draw.choices(_LATIN + "ÄÖÜÉ", k=draw.randint(2, 6))) for _ in range(draw.randint(1, 3))]
    return draw.choice((" ", "-", "'", " ")).join(words)


def _dots(name: str, draw: random.Random) -> str:
    blank = draw.choice(("", " ", "\u3000"))
    return name.replace("·", blank + draw.choice(names.DOTS + "·") + blank)


def _blanks(name: str, draw: random.Random) -> str:
    if " " in name:
        return name.replace(" ", draw.choice(("  ", "\u00a0", "\u3000")))
    return draw.choice((" ", "\u3000", "\u200b")) + name + " "


def _within(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name))
    han = all(char in _HAN for char in name[place - 1 : place + 1])
    return name[:place] + draw.choice((" ", "\u3000", "  ")) + name[place:] if han else name


def _wide(name: str, _draw: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)


def _case(name: str, draw: random.Random) -> str:
    return draw.choice((name.lower(), name.title()))


def _form(name: str, draw: random.Random) -> str:
    return unicodedata.normalize("NFD", name)


def _private(name: str, _draw: random.Random) -> str:
    return name.translate({standard: private for private, standard in _PLAIN_OF.items()})


def _selector(name: str, draw: random.Random) -> str:
    return name[:1] + draw.choice(("\ufe00", "\U000e0100")) + name[1:]


_SPELLINGS: tuple[Callable[[str, random.Random], str], ...] = (
    *(_dots, _blanks, _within, _wide, _case, _form, _private, _selector),
)


def test_100_000_pairs() -> None:
    """Spelled anew in up to three ways a name keeps its key; another name never has it."""
    draw = random.Random(34282)
    for count in range(100_000):
        name, other = ((_han_name, _latin_name)[(count + shift) % 2 * (count % 5 == 0)](draw) for shift in (0, 0))
        spelled = name
        for spell in draw.sample(_SPELLINGS, k=draw.randint(1, 3)):
            spelled = spell(spelled, draw)
        assert names.key(spelled) == names.key(name), (name, spelled)
        assert (names.key(other) == names.key(spelled)) is (other == name), (name, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张宁", "张凝"),
        ("古丽·娜尔", "古丽娜尔"),
        ("Li An", "Lian"),
        ("O'Neil", "ONeil"),
        ("Anna-Maria", "Anna Maria"),
        ("Muller", "Müller"),
        ("Weiß", "Weiss"),
        ("张三", "张三丰"),
        ("張三", "张三"),
        ("A.Б", "AБ"),
        ("\ue815", "\ue816"),
    ],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@given(st.text(max_size=12))
def test_a_key_is_its_own_key(text: str) -> None:
    assert names.key(names.key(text)) == names.key(text)


@given(st.text(max_size=12))
def test_what_is_mended_has_the_same_key(text: str) -> None:
    assert names.key(names.mended(text)) == names.key(text)


def test_private_characters_have_the_code_of_2022() -> None:
    assert names.standardised("\ue81e\ue854") == "\u9fb4\u9fba"
    assert len(names.STANDARD) == 19
    assert all(0xE000 <= private <= 0xF8FF for private in names.STANDARD)
    assert not any(0xE000 <= standard <= 0xF8FF for standard in names.STANDARD.values())
