"""State is a pure fold of events: the same events give the same record, for ever."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from ybzj_docs.transfer.events import Document, Said
from ybzj_docs.transfer.record import Act, Filed, Record
from ybzj_docs.transfer.states import NEW, Step, Track, row

#: Papers of which the addressee writes down when they came.
_RECEIVED = ("contactLetter", "informationForm")
_NAMES = ("documentNumber", "transferNumber", "applicationNumber", "traceNumber")
#: Papers that tell what a transfer is about.
_LEADING = ("application", "contactLetter", "informationForm")


def folded(events: Iterable[Said]) -> Record:
    """The record that these events amount to."""
    return reduce(after, events, Record())


def after(record: Record, said: Said) -> Record:
    """``record`` with one more event.

    Raises:
        ValueError: the table has no such step from here: the events are not those of a transfer.
    """
    if record.version == 0:
        record = _begun(record, said)
    step = row(said.verb, record.side, record.status, record.edition)
    if step is None:
        raise ValueError(f"{said.verb}: not from {record.relationship or 'nothing'}, {record.funds}")
    version = record.version + 1
    filed = tuple(Filed(_received(document, said), said.own, version) for document in said.documents)
    with_papers = _told(replace(record, papers=record.papers + filed, version=version), said.documents)
    act = Act(
        said.verb,
        said.at,
        said.actor,
        said.own,
        record.status,
        _status(with_papers, step, said),
        tuple(one["documentNumber"] for one in said.documents if "documentNumber" in one),
        said.outcome,
        said.reason,
        said.text,
        said.channel,
        said.certificate,
    )
    done = replace(with_papers, relationship=act.after["relationship"], acts=(*record.acts, act))
    funds = done.ledger.status(act.after["funds"])
    act = replace(act, after={**act.after, "funds": funds})
    return replace(done, funds=funds, acts=(*record.acts, act))


def _begun(record: Record, said: Said) -> Record:
    lead = next(document for document in said.documents if document["documentType"] in _LEADING)
    return replace(
        record,
        agency=said.agency or "",
        side=said.side or "destination",
        profile=said.profile or "",
        rules=said.rules,
        edition=lead["edition"],
    )


def _received(document: Document, said: Said) -> Document:
    """An incoming letter or form with the day on which it came, where it does not tell one."""
    if said.own or document["documentType"] not in _RECEIVED or "receivedOn" in document:
        return document
    return {**document, "receivedOn": max(said.day.isoformat(), document["issuedOn"])}


def _told(record: Record, documents: tuple[Document, ...]) -> Record:
    """What the papers tell of numbers, person, agencies and insurance."""
    changes: dict[str, Any] = {}
    numbers = set(record.numbers)
    for document in documents:
        form = document["documentType"]
        numbers.update(document[name] for name in _NAMES if name in document)
        if record.transfer_number is None and "transferNumber" in document:
            changes.setdefault("transfer_number", document["transferNumber"])
        application = document.get("documentNumber" if form == "application" else "applicationNumber")
        if record.application_number is None and application:
            changes.setdefault("application_number", application)
        if form in _LEADING and (form == "application" or not record.person):
            changes |= _leading(record, document)
    return replace(record, numbers=frozenset(numbers), **changes)


def _leading(record: Record, document: Document) -> dict[str, Any]:
    origin_type = document.get("originInsuranceType") or record.origin_type or "310"
    return {
        "person": document["person"],
        "origin": _merged(record.origin, document["origin"]),
        "destination": _merged(record.destination, document["destination"]),
        "origin_type": origin_type,
        "destination_type": document.get("destinationInsuranceType") or record.destination_type or origin_type,
    }


def _merged(known: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    return {**known, **told}


def _status(record: Record, step: Step, said: Said) -> dict[Track, str]:
    """The statuses to which a step leads; ``record`` has its papers already."""
    status = record.status
    to = step.outcomes.get(said.outcome or "", step.to) if step.outcomes else step.to
    if to == "<":
        undone = record.last(*step.undoes)
        to = undone.before[step.track] if undone else ""
    if status["relationship"] == NEW and not to:
        to = step.to
    if to:
        status[step.track] = to
    return status
