"""The course of a case: which paper comes later, first versions, whose folder it is, how it ended."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from validators.case import Case, Paper
from validators.terms import same_area

Side = Literal["origin", "destination"]

#: The order in which the documents of a transfer are written, where their dates do not tell.
ORDER = (
    *("agencyRecord", "precheck", "certificate", "application", "supplementNotice", "arrearsNotice"),
    *("acceptanceNotice", "refusalNotice", "contactLetter", "letterReply", "informationForm", "correctionLetter"),
    *("mailSlip", "fundNotice", "accountPayout", "fundReceipt", "fundReturn", "transferConfirmation"),
    *("completionNotice", "withdrawal", "archiveCover", "archiveIndex", "archiveNote"),
)
_ISSUED_BY: dict[str, Side] = {
    **dict.fromkeys(
        ("certificate", "letterReply", "informationForm", "fundNotice", "accountPayout", "arrearsNotice"), "origin"
    ),
    **dict.fromkeys(("contactLetter", "fundReceipt", "fundReturn", "transferConfirmation"), "destination"),
}
_HELD_AT_DESTINATION = ("fundReceipt", "fundReturn", "transferConfirmation")
_ACCEPTING = ("acceptanceNotice", "refusalNotice", "supplementNotice")


def day(paper: Paper | None, pointer: str = "/issuedOn") -> date | None:
    """The date at ``pointer``; None where there is no document, or no date in it."""
    value = paper.get(pointer) if paper else None
    return date.fromisoformat(value) if value else None


def place(paper: Paper) -> tuple[str, int, int]:
    """Where a document stands in the course of a case, to sort by: its day, then the order of writing."""
    return paper.tree.get("issuedOn", ""), ORDER.index(paper.form), paper.index


def in_order(one: Paper, other: Paper) -> tuple[Paper, Paper]:
    """Two documents, the earlier one first."""
    return (one, other) if place(one) <= place(other) else (other, one)


def versions(case: Case, form: str) -> list[Paper]:
    """Every paper of a type, superseded ones too."""
    return [paper for paper in case.papers if paper.form == form]


def first(case: Case, form: str) -> Paper | None:
    """The first version of a document that a transfer has once; None where there is none."""
    return min(versions(case, form), key=place, default=None)


def newest(papers: Iterable[Paper]) -> Paper | None:
    """The one of these papers that was written last; None where there are none."""
    return max(papers, key=place, default=None)


def is_revision(paper: Paper) -> bool:
    """Whether a document says that an earlier version was before it."""
    return "replaces" in paper.tree or paper.tree.get("revision", 0) > 0


def issuer(paper: Paper) -> Side | None:
    """Which side issues a document: by its type, else its ``side``; None where either may."""
    known = _ISSUED_BY.get(paper.form)
    side = paper.tree.get("side")
    return known or (side if side in ("origin", "destination") else None)


def acceptor(case: Case) -> Side:
    """Which side accepts the application: the origin where the notices it gave are of the origin's area."""
    for paper in case.of(*_ACCEPTING):
        origin = case.lead.get("/origin") if case.lead else None
        if origin and "agency" in paper.tree and same_area(paper.tree["agency"], origin):
            return "origin"
    return "destination"


def side(case: Case) -> Side:
    """Whose folder the case is: the destination's, unless only the origin's own papers are in it."""
    sides = {paper.tree.get("side") for paper in case.of("completionNotice")}
    if case.of(*_HELD_AT_DESTINATION) or "destination" in sides or case.one("precheck", side="destination"):
        return "destination"
    own = "origin" in sides or case.one("certificate", copy="2") or case.one("accountPayout")
    return "origin" if own or acceptor(case) == "origin" else "destination"


def last_reply(case: Case) -> Paper | None:
    """The last reply to the contact letter."""
    return newest(case.of("letterReply"))


def ended(case: Case) -> Paper | None:
    """The document by which a transfer ended without completion: refusal, withdrawal, a reply; None where none did."""
    reply = last_reply(case)
    if reply and reply.get("/outcome") in ("refused", "discontinued"):
        return reply
    return case.one("refusalNotice") or case.one("withdrawal")


def completion(case: Case) -> Paper | None:
    """The completion notice: the destination's, else one that names no side, else the origin's."""
    destination = case.one("completionNotice", side="destination")
    return destination or case.one("completionNotice", side=None) or case.one("completionNotice")


def money_goes(case: Case) -> bool:
    """Whether money is to go between the agencies: as the form says, where it says nothing whether any did."""
    goes = case.money_goes
    return bool(case.of("fundNotice", "fundReceipt")) if goes is None else goes


def nets(case: Case) -> bool:
    """Whether the money is settled by netting, so that nothing arrives for this person alone."""
    return any(paper.get("/settlementMode") == "netting" for paper in case.of("fundNotice"))
