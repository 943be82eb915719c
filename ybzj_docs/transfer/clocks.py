"""Clocks: which measured steps run, by when they are due, and how many working days are left.

The relation's steps are those of rule TM-01 and are reckoned by the same code over the papers on file; the money's steps
run apart, where the profile gives them days. What a profile does not give is not measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from validators import course
from validators.case import Case, Paper
from validators.pauses import pauses
from validators.profile import Profile
from validators.timeline import measured
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
    """A step that runs; ``days`` are the working days left (negative: late), ``due_on`` None while a pause runs."""

    step: str
    track: Track
    owner: Side
    started_on: date
    due_on: date | None
    allowed: int
    days: int

    @property
    def warns(self) -> bool:
        """Whether it is time to remind: three working days before the end, or later."""
        return self.days <= WARNING_DAYS


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
    steps, _ = measured(_seen(record), profile, calendar, as_of)
    for step in steps:
        if step.ended is None:
            track: Track = "relationship"
            yield Due(step.step, track, OWNERS[step.step], step.started.on, step.due_on, step.allowed, step.left)


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
        if start is None or not (OWNERS[name] == "origin" or record.receipt):
            continue
        try:
            due, left = calendar.after(start, limit.days), limit.days - calendar.between(start, as_of)
        except UnknownYear:
            continue
        yield Due(name, "funds", OWNERS[name], start, due, limit.days, left)


def _start(record: Record, starts: str) -> date | None:
    """The day on which a clock of the money began."""
    if starts == "match":
        matched = record.last("match")
        return matched.day if matched else None
    form, member = {"funds": ("fundReceipt", "receivedOn"), "acceptance": ("acceptanceNotice", "acceptedOn")}.get(
        starts, ("informationForm", "issuedOn")
    )
    paper = record.newest(form)
    return date.fromisoformat(paper[member]) if paper and member in paper else None


def standing(record: Record, profile: Profile) -> bool:
    """Whether the clock of the relation stands still."""
    return any(pause.ends is None for pause in pauses(record.case, profile)) and course.ended(record.case) is None
