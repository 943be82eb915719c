"""Month algebra against a naive model: sets of months."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validators import periods

_BASE = periods.month_index("2010-01")
_STRETCHES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)).map(lambda s: (_BASE + s[0], _BASE + sum(s))))


def _months(stretches: Any) -> list[int]:
    return [month for first, last in stretches for month in range(first, last + 1)]


@settings(max_examples=200)
@given(_STRETCHES)
def test_stretches_against_sets_of_months(stretches: list[periods.Stretch]) -> None:
    count = Counter(_months(stretches))
    assert _months(periods.union(stretches)) == sorted(count)
    assert _months(periods.overlaps(stretches)) == sorted(month for month, times in count.items() if times > 1)
    between = range(min(count), max(count)) if count else ()
    assert _months(periods.gaps(stretches)) == [month for month in between if month not in count]
    assert periods.size(stretches) == count.total()


@given(_STRETCHES)
def test_unions_are_disjoint_and_do_not_adjoin(stretches: list[periods.Stretch]) -> None:
    for covered in (periods.union(stretches), periods.overlaps(stretches)):
        assert all(before[1] + 1 < after[0] for before, after in pairwise(covered))


@given(st.integers(1950 * 12, 2100 * 12 - 1))
def test_month_text_and_index(index: int) -> None:
    text = periods.month_text(index)
    assert periods.month_index(text) == index == periods.month_index(f"{text}-28")
    assert periods.span(text, periods.month_text(index + 11)) == 12


def test_turn_of_the_year() -> None:
    assert periods.month_text(periods.month_index("2026-12") + 1) == "2027-01"
    assert periods.span("2026-12", "2027-01") == 2
    assert periods.span("2027-01", "2026-12") == 0


@pytest.mark.parametrize("text", ["2026-00", "2026-13", "", "abcd-ef"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|invalid"):
        periods.month_index(text)


def test_every_month_of_three_centuries_is_read_as_it_is_written() -> None:
    for index in range(1800 * 12, 2100 * 12):
        assert periods.month_index(periods.month_text(index)) == index


def _period(kind: str, first: int, length: int, months: int) -> dict[str, Any]:
    start = _BASE + first
    return {
        "from": periods.month_text(start),
        "to": periods.month_text(start + length - 1),
        "insuranceType": kind,
        "months": length if months < 0 else months,
    }


_PERIODS = st.lists(
    st.builds(
        _period,
        st.sampled_from(["310", "390"]),
        st.integers(0, 40),
        st.integers(1, 9),
        st.sampled_from([-1, -1, -1, -1, 3]),
    ),
    max_size=8,
)


@settings(max_examples=200)
@given(_PERIODS)
def test_summary_against_sets_of_months(rows: list[dict[str, Any]]) -> None:
    found = periods.summary(rows)
    covered: dict[str, list[int]] = {}
    for row in rows:
        first, last = periods.month_index(row["from"]), periods.month_index(row["to"])
        covered.setdefault(row["insuranceType"], []).extend(range(first, last + 1))
    assert found.months == sum(row["months"] for row in rows)
    assert found.natural == sum(len(set(months)) for months in covered.values())
    assert found.overlap == found.months - found.natural
    employee = set(covered.get("310", ()))
    assert found.gap == (max(employee) - min(employee) + 1 - len(employee) if employee else 0)
    assert found.spans_hold == all(row["months"] == periods.span(row["from"], row["to"]) for row in rows)
    assert set(found.types) == set(covered)
    for kind, line in found.types.items():
        own = [row for row in rows if row["insuranceType"] == kind]
        assert line.months == sum(row["months"] for row in own)
        assert (line.first, line.last) == (min(row["from"] for row in own), max(row["to"] for row in own))
        twice = sorted(month for month, times in Counter(covered[kind]).items() if times > 1)
        assert _months(line.overlaps) == twice


def test_period_the_wrong_way_round_covers_nothing() -> None:
    row = {"from": "2026-11", "to": "2026-10", "insuranceType": "310", "months": 0}
    found = periods.summary([row])
    assert (found.natural, found.gap, found.spans_hold) == (0, 0, False)
