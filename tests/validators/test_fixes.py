"""Mechanical mends: after them no mended finding is left, and nothing else is said anew."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.validators.cases import apply, base, cases, document, world
from validators.finding import Finding
from validators.run import check

_DOTS = "\u00b7\u002e\u0387\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65"
_PIECES = st.sampled_from(["张", "三", "古丽", "e\u0301", "\u0958", "A", "?", "\ue000", " ", "\u3000", "-", *_DOTS])


#: Of each rule the cases of one document alone.
_SINGLE = {
    code: [case for case in every if not {"papers", "registers", "broken"} & set(case)]
    for code, every in cases().items()
}


def _findings(tree: dict[str, Any]) -> list[Finding]:
    return check(tree, world())


def _told(findings: list[Finding]) -> set[tuple[str, str, str]]:
    return {(found.rule, found.pointer, found.key) for found in findings}


def _mended(tree: dict[str, Any], findings: list[Finding]) -> dict[str, Any]:
    mended = copy.deepcopy(tree)
    for operation in (operation for found in findings for operation in found.fix):
        apply(mended, operation)
    return mended


@pytest.mark.parametrize("code", [code for code, every in _SINGLE.items() if every])
def test_a_mend_removes_its_findings_and_adds_none(code: str) -> None:
    for case in _SINGLE[code]:
        tree = document(case)
        before = _findings(tree)
        kept = [found for found in before if not found.fix]
        assert _told(_findings(_mended(tree, before))) == _told(kept), case["name"]


@given(st.lists(_PIECES, min_size=1, max_size=50).map(lambda pieces: "".join(pieces)[:50]))
def test_any_name_is_mended_at_once(name: str) -> None:
    tree = base("certificate")
    tree["person"]["name"] = name
    before = _findings(tree)
    mended = _mended(tree, before)
    assert not [found for found in _findings(mended) if found.fix]
    assert 0 < len(mended["person"]["name"]) <= 50
    mended["person"]["name"] = name
    assert mended == tree


def test_a_name_of_blanks_is_not_mended_away() -> None:
    tree = base("certificate")
    tree["person"]["name"] = " \u3000"
    [found] = [found for found in _findings(tree) if found.rule == "ID-04"]
    assert (found.key, found.fix) == ("blank", ())


def test_lost_and_private_characters_need_a_fact() -> None:
    tree = base("certificate")
    for name in ("张?", "张\ue000"):
        tree["person"]["name"] = name
        assert [found.fix for found in _findings(tree) if found.rule == "ID-04"] == [()]
