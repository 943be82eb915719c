"""What a step rests on beside its own papers: the certificate, an earlier transfer of the person, the bank's entry."""

from sqlalchemy import bindparam, select

from validators import money
from ybzj_docs.registers import Hand, Writing, certificate_uses, tables
from ybzj_docs.registers.stored import StoreRegisters
from ybzj_docs.transfer import read_models, registered, sums
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record, allocated
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
    person = registered.person_key(record)
    for key in read_models.of_person(tx, record.agency, person, None, "destination"):
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
            for receipt in other.sent_back:
                whole = allocated(receipt, other.numbers) == money.cents(receipt["amount"])
                if whole and receipt.get("bankReference") == reference:
                    raise sums.entry_on_file(reference)


def certificate_of(tx: Writing, record: Record, documents: tuple[Document, ...], step: Step) -> str | None:
    """The certificate in our own register on which the transfer rests with this step; None where there is none.

    It is the one that application or letter name; an issue takes the person's valid one where neither does.
    """
    if step.verb not in ("accept", "request", "issue", "recall"):
        return None
    if step.verb == "recall":
        issued = record.last("issue")
        return issued.certificate if issued else None
    registers = StoreRegisters(tx, record.agency)
    papers = (*documents, record.newest("contactLetter"), record.newest("application"))
    named = [paper["certificateNumber"] for paper in papers if paper and "certificateNumber" in paper]
    known = next((number for number in named if registers.certificate(number)), None)
    if known or record.side != "origin" or step.verb != "issue":
        return known
    area = record.origin.get("poolingArea") or record.origin.get("regionCode", "")
    held = registers.certificates(registered.person_key(record), area, record.origin_type)
    return next((one.number for one in held if one.status == "valid"), None)


def certificate_follows(tx: Writing, hand: Hand, record: Record, step: Step) -> None:
    """The certificate is held from acceptance on, used with the issue, given back with a recall, let go at an end.

    Raises:
        Refused: it is not valid, or another transfer's.
    """
    deed = _DEEDS.get(step.verb)
    last = next((act.certificate for act in reversed(record.acts) if act.certificate), None)
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
