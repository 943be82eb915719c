"""Clocks: which measured steps run, by when they are due, and how many working days are left.

The relation's steps are those of rule TM-01 and are reckoned by the same code over the papers on file; the money's steps
run apart, where the profile gives them days. What a profile does not give is not measured; where a year lies in the way
of which no working days are known, the step is told without what cannot be reckoned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from validators import course
from validators.case import Case, Paper
from validators.pauses import Pause, paused, pauses
from validators.profile import Profile
from validators.timeline import begun, due_on, waits
from validators.workdays import Calendar, UnknownYear
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.states import ENDED, Side, Track

#: Working days before the end at which one is reminded (rule TM-01: at most 3 days left).
WARNING_DAYS = 3
OWNERS: dict[str, Side] = {
    "letter": "destination",
    "form": "origin",
    "completion": "destination",
    "total": "destination",
    "funds-out": "origin",
    "funds-in": "destination",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A step that runs; ``days`` are the working days left (negative: late), ``due_on`` None while a pause runs.

    ``unknown`` is the year without working days because of which ``due_on`` or ``days`` is not known.
    """

    step: str
    track: Track
    owner: Side
    started_on: date
    due_on: date | None
    allowed: int
    days: int | None
    unknown: int | None = None


def running(record: Record, profile: Profile, calendar: Calendar, as_of: date) -> list[Due]:
    """The steps that run, those of the relation first; none of a track that has ended."""
    return [*_relation(record, profile, calendar, as_of), *_money(record, profile, calendar, as_of)]


def ends_on(profile: Profile, calendar: Calendar, day: date, *starts: str) -> date | None:
    """The last day of the first step that one of these events starts on ``day``; None where the profile gives none.

    Raises:
        UnknownYear: it lies in a year of which no working days are known.
    """
    for start in starts:
        for step in profile.steps.values():
            if step.starts == start and step.days is not None:
                return calendar.after(day, step.days)
    return None


def _relation(record: Record, profile: Profile, calendar: Calendar, as_of: date) -> Iterator[Due]:
    if record.relationship in ENDED:
        return
    seen = _seen(record)
    if course.ended(seen) is not None:
        return
    standing = pauses(seen, profile)
    for name, started, ended, allowed in begun(seen, profile):
        if ended is None and started.on <= as_of:
            yield _clock(name, "relationship", started.on, allowed, standing, calendar, as_of)


def _clock(
    name: str, track: Track, start: date, allowed: int, standing: tuple[Pause, ...], calendar: Calendar, as_of: date
) -> Due:
    """A step that runs since ``start``, reckoned as far as the calendar goes."""
    waiting = waits(start, standing)
    due = None if waiting else due_on(start, as_of, allowed, standing, calendar)
    days = unknown = None
    try:
        still = paused(calendar, standing, start, as_of)
        days = allowed - calendar.between(start, as_of) + still
        if due is None and not waiting:
            calendar.after(start, allowed + still)
    except UnknownYear as error:
        unknown = None if waiting else error.year
    return Due(name, track, OWNERS[name], start, due, allowed, days, unknown)


def _seen(record: Record) -> Case:
    """The papers that count; at an origin that was not told of the acceptance, the letter's day stands for it."""
    papers: list[Any] = [filed.tree for filed in record.papers if record.stands(filed)]
    letter = record.newest("contactLetter", "application")
    if record.side == "origin" and letter and not record.newest("acceptanceNotice"):
        papers.append({"documentType": "acceptanceNotice", "acceptedOn": letter["issuedOn"]})
    return Case(Paper(index, tree) for index, tree in enumerate(papers))


def _money(record: Record, profile: Profile, calendar: Calendar, as_of: date) -> Iterator[Due]:
    """The clocks of the money where they run apart: to its payment, and from its arrival to the credit."""
    for name, ended in (("funds-out", ("paid", "received", "matched")), ("funds-in", ())):
        limit = profile.steps.get(name)
        if limit is None or limit.days is None or record.funds in (*ended, "none", "credited", "paid-out"):
            continue
        start = _start(record, limit.starts)
        if start is None or not (OWNERS[name] == "origin" or record.ledger.waiting > 0):
            continue
        yield _clock(name, "funds", start, limit.days, (), calendar, as_of)


def _start(record: Record, starts: str) -> date | None:
    """The day on which a clock of the money began."""
    if starts == "match":
        act = record.last("match", "unmatch", "receive")
        return act.day if act and act.verb == "match" else None
    form, member = {"funds": ("fundReceipt", "receivedOn"), "acceptance": ("acceptanceNotice", "acceptedOn")}.get(
        starts, ("informationForm", "issuedOn")
    )
    paper = record.newest(form)
    return date.fromisoformat(paper[member]) if paper and member in paper else None
