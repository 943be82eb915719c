"""What a step rests on beside its own papers: the certificate, an earlier transfer of the person, the bank's entry."""

from sqlalchemy import bindparam, select

from validators import money
from validators.lookups import person_keys
from ybzj_docs.registers import Hand, Writing, certificate_uses, tables
from ybzj_docs.registers.certificate_tables import current, of_person
from ybzj_docs.transfer import read_models, sums
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.ledger import allocated
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.states import ENDED, Step


def earlier_transfer(tx: Writing, record: Record, step: Step, outcome: str | None) -> None:
    """A chain A→B→C: B issues nothing to C before the transfer to B has completed; it defers (R17).

    Raises:
        Refused: the earlier transfer is under way.
    """
    issues = step.verb in ("issue", "resume") or (step.verb == "reply" and outcome == "accepted")
    if record.side != "origin" or not issues:
        return
    for key in read_models.of_person(tx, record.agency, record.person, None, "destination"):
        before = read_models.load(tx, key)
        if before.destination_type == record.origin_type and before.relationship not in ENDED:
            raise refused(
                f"此人转入本地的前一转移（{before.number}）尚未办结，请先回复暂缓（reply --outcome deferred）",
                f"the transfer to here ({before.number}) is not completed: defer (reply --outcome deferred)",
                "R17",
            )


_WITH_ENTRY = (
    select(tables.receipts.c.transfer).distinct().where(tables.receipts.c.bank_reference == bindparam("of"))
).order_by(tables.receipts.c.transfer)


def new_money(tx: Writing, step: Step, documents: tuple[Document, ...]) -> None:
    """An entry of the bank that another transfer returned whole is no money for this one; a share of a batch may be.

    Raises:
        Refused: it was returned.
    """
    references = [one.get("bankReference") for one in documents if step.verb == "receive"]
    for reference in filter(None, references):
        for key in tx.connection.execute(_WITH_ENTRY, {"of": reference}).scalars().all():
            other = read_models.load(tx, key)
            for receipt in other.ledger.sent_back:
                whole = allocated(receipt, other.numbers) == money.cents(receipt["amount"])
                if whole and receipt.get("bankReference") == reference:
                    raise sums.entry_on_file(reference)


def certificate_of(tx: Writing, record: Record, documents: tuple[Document, ...], step: Step) -> str | None:
    """The certificate in our own register on which the transfer rests with this step; None where there is none.

    It is the one that application or letter name, or, where the transfer rests on that, the last that was issued in its
    stead or as its duplicate; an issue takes the person's valid one where neither names one.
    """
    if step.verb not in ("accept", "request", "issue", "recall"):
        return None
    if step.verb == "recall":
        issued = record.last("issue")
        return _now(tx, record, issued.certificate) if issued and issued.certificate else None
    papers = (*documents, record.newest("contactLetter"), record.newest("application"))
    named = [paper["certificateNumber"] for paper in papers if paper and "certificateNumber" in paper]
    known = next(filter(None, (_now(tx, record, number) for number in named)), None)
    if known or record.side != "origin" or step.verb != "issue":
        return known
    area = record.origin.get("poolingArea") or record.origin.get("regionCode", "")
    relation = area, record.origin_type
    held = (one for one in of_person(tx, person_keys(record.person)) if one.status == "valid")
    return next((one.number for one in held if (one.pooling_area, one.document["insuranceType"]) == relation), None)


def _now(tx: Writing, record: Record, number: str) -> str | None:
    """A certificate, or what was issued in its stead since the transfer rests on it; None where it is not ours."""
    last = current(tx, number)
    if last is None:
        return None
    return number if record.numbers.isdisjoint(last.used_by) else last.number


def certificate_follows(tx: Writing, hand: Hand, record: Record, step: Step) -> None:
    """The certificate is held from acceptance on, used with the issue, given back with a recall, let go at an end.

    Raises:
        Refused: it is not valid, or another transfer's.
    """
    deed = _DEEDS.get(step.verb)
    rested = next((act.certificate for act in reversed(record.acts) if act.certificate), None)
    last = _now(tx, record, rested) if rested else None
    if last is None or (record.side != "origin" and step.verb in ("issue", "recall")):
        return
    if deed is not None:
        deed(tx, hand, last, record.number)
    elif record.relationship in _WITHOUT:
        certificate_uses.let_go(tx, hand, last, record.number)


_DEEDS = {
    "accept": certificate_uses.hold,
    "request": certificate_uses.hold,
    "issue": certificate_uses.use,
    "recall": certificate_uses.give_back,
}
#: Ends of a transfer that leave its certificate as it was.
_WITHOUT = ENDED - {"completed"}
