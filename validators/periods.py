"""Algebra of contribution months: spans, unions, overlaps, gaps, and the summary of a person's periods.

A month is an index (months since year 0), a stretch of months a pair of its first and last index. Natural months are
the distinct months within one insurance type, added over the types; overlapping months of two types are none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

Stretch = tuple[int, int]
Period = Mapping[str, Any]

EMPLOYEE = "310"


@lru_cache(maxsize=4096)
def month_index(month: str) -> int:
    """The index of ``YYYY-MM``; a date ``YYYY-MM-DD`` counts as its month.

    Raises:
        ValueError: no month.
    """
    year, number = int(month[:4]), int(month[5:7])
    if not 1 <= number <= 12:
        raise ValueError(f"{month!r}: not a month")
    return year * 12 + number - 1


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
    covered = union(stretches)
    return [(before[1] + 1, after[0] - 1) for before, after in pairwise(covered)]


def size(stretches: Iterable[Stretch]) -> int:
    """Months in stretches that are disjoint; of others the nominal months."""
    return sum([last - first + 1 for first, last in stretches])


@dataclass(frozen=True, slots=True)
class TypeSummary:
    """The periods of one insurance type: nominal, natural and transferred months, first and last month.

    ``covered`` are the months that it covers at all, ``overlaps`` those that it covers more than once.
    """

    months: int
    natural: int
    transferred: int
    first: str
    last: str
    covered: tuple[Stretch, ...]
    overlaps: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of periods amounts to.

    ``months`` Σ months; ``natural`` distinct months for each type, added; ``overlap`` the difference; ``gap`` months
    between the first and last of employee insurance that no period of it covers. They follow from the periods only
    where ``spans_hold``: every period's months equals its span.
    """

    months: int
    natural: int
    overlap: int
    gap: int
    spans_hold: bool
    types: Mapping[str, TypeSummary]


def summary(periods: Sequence[Period]) -> Summary:
    """The summary of periods (members from, to, insuranceType, months, source); the wrong way round covers nothing."""
    groups: dict[str, list[Period]] = {}
    stretches: dict[str, list[Stretch]] = {}
    spans_hold = True
    for period in periods:
        kind = period["insuranceType"]
        groups.setdefault(kind, []).append(period)
        first, last = month_index(period["from"]), month_index(period["to"])
        if first <= last:
            stretches.setdefault(kind, []).append((first, last))
        if first > last or period["months"] != last - first + 1:
            spans_hold = False
    types = {kind: _of_type(group, stretches.get(kind, ())) for kind, group in groups.items()}
    months = sum(line.months for line in types.values())
    natural = sum(line.natural for line in types.values())
    gap = size(gaps(stretches.get(EMPLOYEE, ())))
    return Summary(months, natural, months - natural, gap, spans_hold, types)


def _of_type(periods: Sequence[Period], stretches: Sequence[Stretch]) -> TypeSummary:
    covered = tuple(union(stretches))
    natural = size(covered)
    return TypeSummary(
        months=sum([period["months"] for period in periods]),
        natural=natural,
        transferred=sum([period["months"] for period in periods if period.get("source") == "transferred"]),
        first=min([period["from"] for period in periods]),
        last=max([period["to"] for period in periods]),
        covered=covered,
        overlaps=tuple(overlaps(stretches)) if natural != size(stretches) else (),
    )
