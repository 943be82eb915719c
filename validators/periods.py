"""Algebra of contribution months: spans, unions, overlaps, gaps, and the summary of a person's periods.

A month is an index (months since year 0), a stretch of months a pair of its first and last index. Natural months are
the distinct months within one insurance type, added over the types; overlapping months of two types are none.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

Stretch = tuple[int, int]
Period = Mapping[str, Any]

EMPLOYEE = "310"

_FROM, _TO, _MONTHS, _TYPE = map(itemgetter, ("from", "to", "months", "insuranceType"))


class _Indices(dict[str, int]):
    """The indices of months that were asked for, so many of them as two centuries have."""

    def __missing__(self, month: str) -> int:
        year, number = int(month[:4]), int(month[5:7])
        if not 1 <= number <= 12:
            raise ValueError(f"{month!r}: not a month")
        index = year * 12 + number - 1
        if len(self) < 2400:
            self[month] = index
        return index


_INDEX = _Indices().__getitem__


def month_index(month: str) -> int:
    """The index of ``YYYY-MM``; a date ``YYYY-MM-DD`` counts as its month.

    Raises:
        ValueError: no month.
    """
    return _INDEX(month)


def month_text(index: int) -> str:
    """The ``YYYY-MM`` of a month index."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def stretch_text(stretch: Stretch) -> str:
    """A stretch as ``2024-12~2025-07``; of one month that month."""
    first, last = map(month_text, stretch)
    return first if first == last else f"{first}~{last}"


def span(first: str, last: str) -> int:
    """Calendar months from one month to another, both counted; 0 or less where they are the wrong way round."""
    return month_index(last) - month_index(first) + 1


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The months covered at all: disjoint stretches in order, adjoining ones joined."""
    merged: list[Stretch] = []
    begin, reached = 0, -2
    for first, last in sorted(stretches):
        if first > reached + 1:
            if reached >= 0:
                merged.append((begin, reached))
            begin, reached = first, last
        elif last > reached:
            reached = last
    if reached >= 0:
        merged.append((begin, reached))
    return merged


def overlaps(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The months covered more than once, as disjoint stretches in order."""
    twice: list[Stretch] = []
    reached = -1
    for first, last in sorted(stretches):
        if first <= reached:
            twice.append((first, min(last, reached)))
        reached = max(reached, last)
    return union(twice)


def gaps(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The months between the first and the last covered one that nothing covers."""
    return [(before[1] + 1, after[0] - 1) for before, after in pairwise(union(stretches))]


def size(stretches: Iterable[Stretch]) -> int:
    """Months in stretches that are disjoint; of others the nominal months."""
    return sum([last - first + 1 for first, last in stretches])


class TypeSummary(NamedTuple):
    """The periods of one insurance type: nominal and natural months, first and last month.

    ``covered`` are the months that it covers at all, ``overlaps`` those that it covers more than once.
    """

    months: int
    natural: int
    first: str
    last: str
    covered: tuple[Stretch, ...]
    overlaps: tuple[Stretch, ...]


class Summary(NamedTuple):
    """What a list of periods amounts to.

    ``months`` Σ months; ``natural`` distinct months for each type, added; ``overlap`` the difference; ``gap`` months
    between the first and last of employee insurance that no period of it covers; ``last`` the last month of all, empty
    where there is none. They follow from the periods only where ``spans_hold``: every period's months equals its span.
    """

    months: int
    natural: int
    overlap: int
    gap: int
    last: str
    spans_hold: bool
    types: Mapping[str, TypeSummary]


def summary(periods: Sequence[Period]) -> Summary:
    """The summary of periods (members from, to, insuranceType, months); the wrong way round covers nothing."""
    types: dict[str, TypeSummary] = {}
    spans_hold = True
    for kind, group in _by_type(periods).items():
        types[kind], holds = _of_type(group)
        spans_hold = spans_hold and holds
    lines = types.values()
    months, natural = sum([line.months for line in lines]), sum([line.natural for line in lines])
    last = max([line.last for line in lines], default="")
    gap = _gap(types[EMPLOYEE].covered, types[EMPLOYEE].natural) if EMPLOYEE in types else 0
    return Summary(months, natural, months - natural, gap, last, spans_hold, types)


def _by_type(periods: Sequence[Period]) -> dict[str, Sequence[Period]]:
    kinds = dict.fromkeys(map(_TYPE, periods))
    if len(kinds) == 1:
        return dict.fromkeys(kinds, periods)
    return {kind: [period for period in periods if period["insuranceType"] == kind] for kind in kinds}


def _of_type(periods: Sequence[Period]) -> tuple[TypeSummary, bool]:
    """The summary of the periods of one type, and whether every one's months equals its span."""
    begins, ends, months = list(map(_FROM, periods)), list(map(_TO, periods)), list(map(_MONTHS, periods))
    stretches = list(zip(map(_INDEX, begins), map(_INDEX, ends), strict=True))
    spans = [last - first + 1 for first, last in stretches]
    in_order = min(spans) > 0
    if not in_order:
        stretches = [(first, last) for first, last in stretches if first <= last]
    covered = tuple(union(stretches))
    natural = size(covered)
    line = TypeSummary(
        months=sum(months),
        natural=natural,
        first=min(begins),
        last=max(ends),
        covered=covered,
        overlaps=tuple(overlaps(stretches)) if not in_order or natural != sum(spans) else (),
    )
    return line, in_order and spans == months


def _gap(covered: Sequence[Stretch], natural: int) -> int:
    """The months between the first and the last covered one that nothing covers: all of them less the covered."""
    return covered[-1][1] - covered[0][0] + 1 - natural if covered else 0
