"""The papers of the relationship: from the precheck to the completion notice."""

from collections.abc import Mapping

from validators.breaks import break_of
from validators.case import Case, Paper
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.parts import Maker, Members, Settler, Work, credit, person, signed, title_of


def _acceptance(work: Work) -> Members:
    return {
        **person(work),
        **signed(work),
        "acceptedOn": work.day,
        "dueOn": work.due.isoformat() if work.due else None,
        "contactPhone": work.house.agency.get("phone"),
    }


def _accepted(work: Work, members: Members) -> Members:
    """The transferNumber is made by the agency that accepts, where none came."""
    return {"transferNumber": members["transferNumber"] or work.numbers("ZY")}


def _refusal(work: Work) -> Members:
    reason, text = work.brought.reason, work.brought.text
    return {
        **person(work),
        **signed(work),
        "reasonCode": reason,
        "reason": text or title_of(reason),
        "basis": work.profile.title[:200] or None,
        "remedies": "可在收到本告知书之日起60日内申请行政复议，或者在6个月内提起行政诉讼",
    }


def _supplement(work: Work) -> Members:
    text = work.brought.text
    return {**person(work), **signed(work), "items": [{"title": text}] if text else None}


def _arrears(work: Work) -> Members:
    return {"person": dict(work.record.person), **signed(work), "blocks": work.profile.arrears_block}


def _letter(work: Work) -> Members:
    record = work.record
    application = record.newest("application") or {}
    return {
        **person(work),
        **signed(work),
        "origin": dict(record.origin),
        "destination": {**work.house.agency, **record.destination},
        "bankAccount": dict(work.house.account) if work.house.account else None,
        "certificateNumber": application.get("certificateNumber"),
        "originInsuranceType": record.origin_type,
        "destinationInsuranceType": record.destination_type,
    }


def _reply(work: Work) -> Members:
    record, letter = work.record, work.letter or {}
    outcome, reason = work.brought.outcome, work.brought.reason
    return {
        **signed(work),
        "inReplyTo": letter.get("documentNumber") or record.application_number,
        "receivedOn": letter.get("receivedOn") or work.day,
        "outcome": outcome,
        "reasonCode": reason,
        "reason": work.brought.text or title_of(reason),
        "person": dict(record.person),
    }


def _form(work: Work) -> Members:
    record = work.record
    return {
        **signed(work),
        "person": dict(record.person),
        "origin": dict(record.origin),
        "destination": dict(record.destination),
        "originInsuranceType": record.origin_type,
        "destinationInsuranceType": record.destination_type,
        "transferredOn": work.day,
        "terminatedOn": work.day,
    }


def _issued_form(work: Work, members: Members) -> Members:
    """A form answers the letter; what the addressee will write down is not ours, a recalled version is replaced."""
    before = work.record.newest("informationForm")
    renewed_ = {"replaces": before["documentNumber"], "revision": before.get("revision", 0) + 1} if before else {}
    return {
        "inReplyTo": (work.letter or {}).get("documentNumber"),
        "receivedOn": None,
        "agency": members.get("agency") or dict(work.house.agency),
        "replaces": None,
        "revision": None,
        **renewed_,
    }


def _withdrawal(work: Work) -> Members:
    return {**person(work), "requestedOn": work.day, "reason": work.brought.text}


def _completion(work: Work) -> Members:
    form = work.record.newest("informationForm") or {}
    made = {
        **person(work),
        **signed(work),
        **credit(work),
        "completedOn": work.day,
        "side": work.record.side,
        "totalMonths": form.get("totalMonths"),
        "totals": form.get("totals"),
    }
    return {**made, **_benefits(work, form, work.brought.of("completionNotice") or {})}


def _benefits(work: Work, form: Document, draft: Document) -> Members:
    """What follows from the break in months, where the draft tells when the person is insured here."""
    notice = {"documentType": "completionNotice", **draft}
    found = break_of(Case([Paper(0, form), Paper(1, notice)]), work.profile) if form else None
    if found is None:
        return {}
    waiting = {"waitingMonths": 0} if found.within else {}
    return {"breakMonths": found.months, **waiting, "nextSteps": [found.consequence[0]]}


def _confirmation(work: Work) -> Members:
    form = work.record.newest("informationForm") or {}
    return {**person(work), **signed(work), **credit(work), "totals": form.get("totals")}


def _precheck(work: Work) -> Members:
    return {**signed(work), "side": work.record.side, "person": dict(work.record.person)}


MAKERS: Mapping[str, Maker] = {
    "precheck": _precheck,
    "supplementNotice": _supplement,
    "acceptanceNotice": _acceptance,
    "refusalNotice": _refusal,
    "contactLetter": _letter,
    "letterReply": _reply,
    "informationForm": _form,
    "arrearsNotice": _arrears,
    "withdrawal": _withdrawal,
    "completionNotice": _completion,
    "transferConfirmation": _confirmation,
}
SETTLED: Mapping[str, Settler] = {"acceptanceNotice": _accepted, "informationForm": _issued_form}
