"""What commands print: statuses, papers made, what is due, what may be done next."""

from datetime import date
from typing import Any

from validators import money
from ybzj_docs import knowledge
from ybzj_docs.checking.wording import Lang
from ybzj_docs.transfer.clocks import Due, running
from ybzj_docs.transfer.guards import allowed
from ybzj_docs.transfer.read_models import profile_of
from ybzj_docs.transfer.record import Act, Record
from ybzj_docs.transfer.service import Done

Answer = dict[str, Any]


def done(found: Done, as_of: date, lang: Lang = "zh") -> Answer:
    """The answer of a verb (``design/transfer.md``); ``remarks`` are warnings of rules on its papers."""
    answer = state(found.record, as_of)
    answer["documents"] = [dict(one) for one in found.made]
    remarks = [one for one in found.remarks if one.severity == "warning"]
    if remarks:
        answer["remarks"] = [
            {
                "rule": one.rule,
                "document": one.document,
                "pointer": one.pointer,
                "message": one.en if lang == "en" else one.zh,
            }
            for one in remarks
        ]
    return answer


def state(record: Record, as_of: date) -> Answer:
    """A record as it stands."""
    profile = profile_of(record)
    steps = running(record, profile, knowledge.calendar(), as_of) if record.open else []
    numbers = {"transferNumber": record.transfer_number, "applicationNumber": record.application_number}
    return {
        **{name: number for name, number in numbers.items() if number},
        "side": record.side,
        "version": record.version,
        "relationshipStatus": record.relationship,
        "fundStatus": record.funds,
        "documents": [],
        "due": [due(one, as_of) for one in steps if one.due_on or one.unknown],
        "next": allowed(record, profile),
    }


def money_of(record: Record) -> Answer:
    """The sums of a record, in yuan: what is due, has moved, was paid out, and the rest (below zero: too much moved)."""
    book = record.ledger
    rest = f"{'-' if book.rest < 0 else ''}{money.text(abs(book.rest))}"
    return {
        "due": money.text(book.due),
        "moved": money.text(book.moved),
        "paidOut": money.text(book.out),
        "rest": rest,
    }


def due(one: Due, as_of: date) -> Answer:
    """A step that runs: the working days left, negative where it is late; what cannot be reckoned, with the reason."""
    passed = one.due_on is not None and as_of > one.due_on
    return {
        "step": one.step,
        "dueOn": one.due_on.isoformat() if one.due_on else None,
        "days": one.days,
        "track": one.track,
        "owner": one.owner,
        "startedOn": one.started_on.isoformat(),
        "late": passed if one.days is None else one.days < 0,
        **undetermined(one.unknown),
    }


def undetermined(year: int | None) -> Answer:
    """Why a term is not reckoned: a year of which no working days are known; nothing where there is none."""
    if year is None:
        return {}
    return {"undetermined": f"没有 {year} 年的工作日历，不能推算（no working days are known for {year}）"}


def act(one: Act, version: int) -> Answer:
    """One line of the trail: who, when, why, from where, before and after."""
    told = {
        "version": version,
        "verb": one.verb,
        "at": one.at.isoformat(),
        "actor": one.actor,
        "own": one.own,
        "before": {"relationshipStatus": one.before["relationship"], "fundStatus": one.before["funds"]},
        "after": {"relationshipStatus": one.after["relationship"], "fundStatus": one.after["funds"]},
        "documents": list(one.papers),
        "outcome": one.outcome,
        "reason": one.reason,
        "text": one.text,
        "channel": one.channel,
        "certificate": one.certificate,
    }
    return {name: value for name, value in told.items() if value is not None}
