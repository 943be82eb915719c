"""Dates of a case are in an order in which they cannot have happened.

Why: a form cannot be issued before its request came; wrong dates hide late work and spoil every reckoning of time.
Basis: the order of the steps in 人社险中心函〔2010〕58号, 人社厅发〔2016〕94号, 医保办发〔2021〕43号. Two dates of one
    agency contradict each other (an error); of two agencies one may have a slip (a warning).
Bad: acceptedOn "2026-10-12", application issued on "2026-10-14"; creditedOn before receivedOn; reviewed before handled.
Good: each date not before the last; a date that is not told; the certificate, which may be of any day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from validators import course
from validators.case import Case, Paper
from validators.finding import ERROR, WARNING
from validators.pauses import answers
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_SIGNED = ("/signature/handledOn", "/signature/reviewedOn")


@dataclass(frozen=True, slots=True)
class _Date:
    """A date of a document, and the side whose agency wrote it down."""

    paper: Paper
    pointer: str
    on: str
    side: course.Side


@case_rule(
    "TM-02",
    ERROR,
    also=(WARNING,),
    title_zh="日期先后颠倒",
    why_zh="申请、受理、发函、收函、信息表、办结应依次进行，划款、到账、计入应依次进行，经办在先、复核在后。"
    "同一机构的日期颠倒必须更正；两地之间的请互相核对。",
    forms=(
        *("application", "acceptanceNotice", "contactLetter", "letterReply", "informationForm", "completionNotice"),
        *("fundNotice", "fundReceipt", "transferConfirmation"),
    ),
    reads=(
        *("/issuedOn", "/acceptedOn", "/receivedOn", "/completedOn", "/paidOn", "/creditedOn"),
        *_SIGNED,
    ),
    risk="时限",
    covers=("58-4", "GBT-6-transfer", "GBT-6-continuation"),
    messages={
        "": (
            "日期不得早于前一环节（{expected}）；请核对两个日期并更正",
            "this date must not be before that of the step before ({expected}); check both and correct one",
        ),
        "signed": (
            "复核日期不得早于经办日期（{expected}）；请更正",
            "the review must not be before the handling ({expected}); correct the dates",
        ),
    },
)
def dates_are_in_order(scene: CaseScene) -> Iterator[At]:
    """Compare each date with the one before it that is told: the chain of the relation, of the money, of each paper."""
    case = scene.case
    relation = list(_relation(case))
    pairs = list(pairwise(relation))
    for notice in case.of("completionNotice"):
        done = _dates(notice, "/completedOn", course.issuer(notice) or "destination")
        pairs += [(relation[-1], date) for date in done if relation]
    pairs += _money(case, not scene.profile.value("credit_before_funds"))
    for before, after in pairs:
        if after.on < before.on and not _asked_again(case, before.paper, after.on):
            severity = None if before.side == after.side or before.paper is after.paper else WARNING
            told = at(after.pointer, expected=before.on, actual=after.on, severity=severity)
            yield on(after.paper, told, (before.paper, before.pointer))
    for paper in case.current:
        yield from _signed(paper)


def _signed(paper: Paper) -> Iterator[At]:
    handled, reviewed = map(paper.get, _SIGNED)
    if handled is not None and reviewed is not None and reviewed < handled:
        yield on(paper, at(_SIGNED[1], "signed", expected=handled, actual=reviewed), (paper, _SIGNED[0]))


def _dates(paper: Paper | None, pointer: str, side: course.Side) -> Iterator[_Date]:
    """The date at a pointer, where there is one."""
    on = paper.get(pointer) if paper else None
    if paper is not None and on is not None:
        yield _Date(paper, pointer, on, side)


def _relation(case: Case) -> Iterator[_Date]:
    """The chain of the relation up to the form, of every paper its first version."""
    accepting = course.acceptor(case)
    yield from _dates(course.first(case, "application"), "/issuedOn", accepting)
    yield from _dates(case.one("acceptanceNotice"), "/acceptedOn", accepting)
    letter = course.first(case, "contactLetter")
    yield from _dates(letter, "/issuedOn", "destination")
    replies = [paper for paper in course.versions(case, "letterReply") if _answers(paper, letter)]
    yield from _dates(min(replies, key=course.place, default=None), "/receivedOn", "origin")
    yield from _dates(course.first(case, "informationForm"), "/issuedOn", "origin")


def _answers(reply: Paper, letter: Paper | None) -> bool:
    """Whether a reply is to this letter: an earlier version of a letter has replies of its own."""
    number = letter.get("/documentNumber") if letter else None
    return number is None or reply.get("/inReplyTo") in (None, number)


def _money(case: Case, credited_after: bool) -> Iterator[tuple[_Date, _Date]]:
    """Pairs of dates of the money, in the order in which they must be: paid, received, credited."""
    notices, receipts = case.of("fundNotice"), case.of("fundReceipt")
    paid = {notice: list(_dates(notice, "/paidOn", "origin")) for notice in notices}
    received: list[_Date] = []
    for receipt in receipts:
        number = receipt.get("/matchedTo")
        own = [n for n in notices if n.get("/documentNumber") == number or (number is None and len(notices) == 1)]
        arrived = list(_dates(receipt, "/receivedOn", "destination"))
        sent = [*_dates(receipt, "/paidOn", "origin"), *(date for notice in own for date in paid[notice])]
        yield from product(sent, arrived)
        received += arrived
    before = received or [date for dates in paid.values() for date in dates]
    for paper in case.of("transferConfirmation", "completionNotice") if credited_after else ():
        yield from product(before, _dates(paper, "/creditedOn", "destination"))


def _asked_again(case: Case, paper: Paper, since: str) -> bool:
    """Whether ``paper`` is a later version that was asked for only after the day ``since``: it says nothing then."""
    letters = (letter for letter in case.of("supplementNotice", "correctionLetter") if paper in answers(case, letter))
    return any(letter.tree.get("issuedOn", "") >= since for letter in letters)
