"""A record as rules see it in the register: ``validators.registers.Transfer``."""

from collections.abc import Mapping
from datetime import date

from validators.registers import Correction, Entry, PersonKey, Segment, Supplement, Transfer
from ybzj_docs import catalog
from ybzj_docs.transfer.record import Record


def transfer(record: Record) -> Transfer:
    """The transfer of a record, as the register serves it to rules."""
    book = record.ledger
    return Transfer(
        number=record.number,
        numbers=record.numbers,
        side=record.side,
        person=person_key(record),
        origin=dict(record.origin),
        destination=dict(record.destination),
        insurance_type=record.origin_type,
        relationship_status=record.relationship,
        fund_status=record.funds,
        amount=book.there if book.disposition == "transfer" else None,
        paid=_entries(book.notices),
        returned=_entries(book.returns),
        allocated=_entries(book.receipts),
        matched_on=_standing(record, "match", "unmatch"),
        reviewed_on=_standing(record, "credit", "unmatch"),
        segments=_segments(record),
        corrections=tuple(_corrections(record)),
        supplements=tuple(
            Supplement(one["documentNumber"], tuple(item["title"] for item in one.get("items", ())))
            for one in record.all("supplementNotice")
        ),
    )


def person_key(record: Record) -> PersonKey:
    """The person's key: type of paper, and its number in capitals without blanks."""
    return str(record.person.get("idType", "")), "".join(str(record.person.get("idNumber", "")).split()).upper()


def receipts(record: Record) -> list[tuple[str, Entry]]:
    """The receipts on file by the bank's reference, each with what of it this transfer has still."""
    here = record.ledger.receipts
    return [
        (one["bankReference"], Entry(one["documentNumber"], here.get(one["documentNumber"], 0)))
        for one in record.all("fundReceipt")
        if "bankReference" in one
    ]


def _entries(amounts: Mapping[str, int]) -> tuple[Entry, ...]:
    return tuple(Entry(document, amount) for document, amount in sorted(amounts.items()))


def _standing(record: Record, done: str, undone: str) -> date | None:
    """The day on which a thing was done, where it was not undone since."""
    act = record.last(done, undone)
    return act.day if act and act.verb == done else None


def _segments(record: Record) -> tuple[Segment, ...]:
    """The periods that were carried here, once they were taken over."""
    form = record.newest("informationForm")
    if form is None or record.side != "destination" or record.last("take-over") is None:
        return ()
    return tuple(
        Segment(one["from"], one["to"], one["insuranceType"], one["regionCode"], one.get("relationNumber"))
        for one in form.get("periods", ())
    )


def _corrections(record: Record) -> list[Correction]:
    found = []
    for letter in record.all("correctionLetter"):
        concerned = next(
            (one.form for one in record.papers if one.tree.get("documentNumber") == letter.get("concerns")), None
        )
        labels = [item["label"] for item in letter.get("items", ()) if "label" in item]
        titles = [catalog.form(concerned).title] if concerned else []
        found.append(Correction(letter["documentNumber"], (*titles, *labels)))
    return found
