"""The timeline of a case: its measured steps in working days, what comes next and who owes it, the break in months.

The steps are those of rule TM-01 with the days that the profile allows, the pauses those of TM-04. A step whose
start is not known is not measured; one that has not ended is measured up to the day of the check, unless the transfer
has ended otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from validators import course
from validators.breaks import Break, break_of
from validators.case import Case, Paper
from validators.nextstep import Next, next_step
from validators.pauses import Pause, paused, pauses
from validators.profile import Profile
from validators.workdays import Calendar, UnknownYear

#: The steps that are measured, in their order.
MEASURED = ("letter", "form", "completion", "total")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, as the date at ``pointer`` of ``paper`` says."""

    on: date
    paper: Paper
    pointer: str


@dataclass(frozen=True, slots=True)
class Step:
    """A measured step. ``days`` and ``allowed`` are working days, ``paused`` those that did not count.

    ``ended`` None = still open, measured up to the day of the check. ``due_on`` None = the day when it is due lies in
    a year of which no working days are known, or a pause is still running.
    """

    step: str
    started: Event
    ended: Event | None
    allowed: int
    days: int
    paused: int
    due_on: date | None

    @property
    def late(self) -> bool:
        """Whether more days were used than are allowed."""
        return self.days > self.allowed

    @property
    def left(self) -> int:
        """The days that are left; negative where it is late."""
        return self.allowed - self.days


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened in a case and when.

    ``unknown_years`` are years of which working days were needed and are not known: the layer ``workingDays`` is to be
    skipped where there are any, and the steps that need them are left out. ``next`` None = nothing is owed.
    """

    steps: tuple[Step, ...]
    unknown_years: tuple[int, ...]
    next: Next | None
    break_months: Break | None


def timeline(case: Case, profile: Profile, calendar: Calendar, as_of: date) -> Timeline:
    """The timeline of ``case`` under ``profile``, as of a day (rules TM-01, TM-03, TM-04, PD-06)."""
    steps, unknown = measured(case, profile, calendar, as_of)
    return Timeline(steps, unknown, next_step(case, profile), break_of(case, profile))


def measured(
    case: Case, profile: Profile, calendar: Calendar, as_of: date
) -> tuple[tuple[Step, ...], tuple[int, ...]]:
    """The measured steps of a case, and the years of which working days were needed and are not known."""
    standing, running = pauses(case, profile), course.ended(case) is None
    promised = _promised(case)
    steps, unknown = [], set()
    for name, started, ended, allowed in begun(case, profile):
        if ended is None and not (running and started.on <= as_of):
            continue
        try:
            step = _measure(name, started, ended, allowed, standing, calendar, as_of)
        except UnknownYear as error:
            unknown.add(error.year)
            continue
        steps.append(step)
        if step.due_on is None and (ended is None or (promised and profile.steps[name].starts == "acceptance")):
            unknown.update(_missing(calendar, started.on, allowed))
    return tuple(steps), tuple(sorted(unknown))


def begun(case: Case, profile: Profile) -> Iterator[tuple[str, Event, Event | None, int]]:
    """The measured steps that have begun: name, start, end (None: still open), and the working days allowed."""
    for name in MEASURED:
        limit = profile.steps.get(name)
        started = _started(limit.starts, case, profile) if limit else None
        if limit is not None and limit.days is not None and started is not None:
            yield name, started, _ended(name, case), limit.days


def _measure(
    name: str,
    started: Event,
    ended: Event | None,
    allowed: int,
    standing: tuple[Pause, ...],
    calendar: Calendar,
    as_of: date,
) -> Step:
    end = ended.on if ended else as_of
    still = paused(calendar, standing, started.on, end)
    days = calendar.between(started.on, end) - still
    due = (
        None
        if ended is None and waits(started.on, standing)
        else due_on(started.on, end, allowed, standing, calendar)
    )
    return Step(name, started, ended, allowed, days, still, due)


def waits(start: date, standing: tuple[Pause, ...]) -> bool:
    """Whether a pause keeps a step that began on ``start`` from running."""
    return any(pause.ends is None and pause.begins >= start for pause in standing)


def due_on(start: date, end: date, allowed: int, standing: tuple[Pause, ...], calendar: Calendar) -> date | None:
    """The last day of a term, pauses up to ``end`` not counted; None where it lies in a year that is not known."""
    try:
        due, still = calendar.after(start, allowed), 0
        while (more := paused(calendar, standing, start, min(due, end))) > still:
            due, still = calendar.after(start, allowed + more), more
    except UnknownYear:
        return None
    return due


def _missing(calendar: Calendar, start: date, days: int) -> set[int]:
    """The year that a term needs and that is not known; none where it is only a pause that keeps it open."""
    try:
        calendar.after(start, days)
    except UnknownYear as error:
        return {error.year}
    return set()


def _promised(case: Case) -> bool:
    """Whether the person was told a day by which it is done."""
    return any(paper.get("/dueOn") is not None for paper in case.of("acceptanceNotice"))


# --- the events ---


def _event(paper: Paper | None, pointer: str) -> Event | None:
    on = course.day(paper, pointer)
    return Event(on, paper, pointer) if paper is not None and on is not None else None


def _last(*events: Event | None) -> Event | None:
    """The latest of events that all must have happened."""
    known = [event for event in events if event is not None]
    return max(known, key=lambda event: event.on) if len(known) == len(events) else None


def _started(starts: str, case: Case, profile: Profile) -> Event | None:
    """The event that starts a clock; None where it is not known."""
    if starts == "acceptance":
        return _event(case.one("acceptanceNotice"), "/acceptedOn")
    if starts == "registration":
        return _event(case.one("application"), "/registeredOn")
    if starts == "letter":
        return letter_received(case)
    if starts == "form":
        return _form_received(case, profile)
    if starts == "form-and-funds" and not course.money_goes(case):
        return _form_received(case, profile)
    if starts in ("form-and-funds", "funds"):
        money = _money_received(case)
        return _last(_form_received(case, profile), money) if starts == "form-and-funds" else money
    return None  # the match of money with a case has no date in any document


def letter_received(case: Case) -> Event | None:
    """When the origin received the contact letter: as its reply says, else as the letter does."""
    replies = [paper for paper in course.versions(case, "letterReply") if paper.get("/receivedOn")]
    good = [paper for paper in replies if paper.get("/outcome") not in ("returned", "refused")]
    reply = min(good or replies, key=lambda paper: (paper.tree["receivedOn"], course.place(paper)), default=None)
    return _event(reply, "/receivedOn") or _event(case.one("contactLetter"), "/receivedOn")


def _form_received(case: Case, profile: Profile) -> Event | None:
    """When the destination received the form: its newest version; with 2021's forms, else when that was issued."""
    forms = sorted(course.versions(case, "informationForm"), key=course.place, reverse=True)
    if forms and (case.edition or profile.edition) == "2021":
        return _event(forms[0], "/receivedOn") or _event(forms[0], "/issuedOn")
    return next((event for form in forms if (event := _event(form, "/receivedOn"))), None)


def _money_received(case: Case) -> Event | None:
    receipts = [_event(paper, "/receivedOn") for paper in case.of("fundReceipt")]
    return _last(*receipts) if receipts else None


_ENDS: Mapping[str, tuple[str, str]] = {
    "letter": ("contactLetter", "/issuedOn"),
    "form": ("informationForm", "/issuedOn"),
}


def _ended(name: str, case: Case) -> Event | None:
    """The event that ends a step; None while it is open. A paper that was mended later was written in time."""
    if name in _ENDS:
        form, pointer = _ENDS[name]
        return _event(course.first(case, form), pointer)
    return _event(course.completion(case), "/completedOn")
