"""Pauses of the clock: from a supplement notice or correction letter to the next revision of what it asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from validators.case import Case, Paper
from validators.course import day, is_revision, place, versions
from validators.profile import Profile
from validators.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still: the days after ``begins`` up to and with ``ends`` do not count.

    ``asked_by`` is the notice or letter that began it; ``ends`` None = what it asked for has not come.
    """

    begins: date
    ends: date | None
    asked_by: Paper


def pauses(case: Case, profile: Profile) -> tuple[Pause, ...]:
    """The pauses of a case that the profile knows, in the order of the case; without a date there is none."""
    kinds = profile.value("pauses") or ()
    found = []
    for kind, form in (("supplement", "supplementNotice"), ("correction", "correctionLetter")):
        for paper in case.of(form) if kind in kinds else ():
            begins = day(paper)
            if begins is not None:
                found.append(Pause(begins, _answered(case, paper, begins), paper))
    return tuple(found)


def answers(case: Case, letter: Paper) -> list[Paper]:
    """The later versions of what a supplement notice or correction letter asked for, in order."""
    if letter.form == "supplementNotice":
        later: Iterable[Paper] = (paper for paper in versions(case, "application") if is_revision(paper))
    else:
        later = _corrected(case, letter)
    written = letter.tree.get("issuedOn", "")
    return sorted((paper for paper in later if paper.tree.get("issuedOn", "") >= written), key=place)


def _corrected(case: Case, letter: Paper) -> Iterator[Paper]:
    concerned = letter.tree.get("concerns")
    if concerned is None:
        return
    yield from (paper for paper in case.papers if paper.tree.get("replaces") == concerned)
    bearing = [paper for paper in case.papers if paper.tree.get("documentNumber") == concerned]
    oldest = min((paper.tree.get("revision", 0) for paper in bearing), default=0)
    for paper in bearing:
        revision, alone = paper.tree.get("revision", 0), len(bearing) == 1
        since = paper.tree.get("issuedOn", "") > letter.tree.get("issuedOn", "")
        again = revision > 0 and since if alone else revision > oldest
        if again and paper.tree.get("replaces") != concerned:
            yield paper


def _answered(case: Case, letter: Paper, begins: date) -> date | None:
    return next((on for paper in answers(case, letter) if (on := day(paper)) and on >= begins), None)


def clipped(found: Iterable[Pause], start: date, end: date) -> list[tuple[date, date]]:
    """The stretches between ``start`` and ``end`` in which the clock stood still, joined and in order.

    One that began before ``start`` and was never answered was ended by what started the clock.
    """
    stretches: list[tuple[date, date]] = []
    for begins, ends in sorted((p.begins, p.ends or end) for p in found if p.ends or p.begins >= start):
        first, last = max(begins, start), min(ends, end)
        if stretches and first <= stretches[-1][1]:
            first, last = stretches[-1][0], max(stretches.pop()[1], last)
        if first < last:
            stretches.append((first, last))
    return stretches


def paused(calendar: Calendar, found: Iterable[Pause], start: date, end: date) -> int:
    """The working days between ``start`` and ``end`` that do not count.

    Raises:
        UnknownYear: of ``validators.workdays``: a year between them is not covered.
    """
    return sum(calendar.between(first, last) for first, last in clipped(found, start, end))
