"""The papers of the money: notice, receipt, return, difference, payment to the person."""

from collections.abc import Mapping

from validators import money
from ybzj_docs.registers.refusal import OTHER
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.ledger import Ledger
from ybzj_docs.transfer.parts import Maker, Members, Settler, Work, signed, title_of

#: Why a surplus goes back, where nobody says it otherwise.
SURPLUS = "信息表更正后退回多划部分"


def _notice(work: Work) -> Members:
    record, letter = work.record, work.letter or {}
    back = record.newest("fundReturn") or {}
    person, due = record.person, max(record.ledger.left + record.ledger.ordered, 0)
    marks = (person["name"], person["idNumber"], record.transfer_number or "")
    return {
        **signed(work),
        "person": dict(person),
        "payee": back.get("newPayee") or letter.get("bankAccount") or work.house.payee,
        "payer": dict(work.house.account) if work.house.account else None,
        "amount": money.text(due),
        "paidOn": work.day,
        "inReplyTo": letter.get("documentNumber"),
        "postscript": " ".join(filter(None, marks))[:200],
        "settlementMode": "per-person",
    }


def _in_words(_: Work, members: Members) -> Members:
    return {"amountInWords": members.get("amountInWords") or money.in_words(money.cents(members["amount"]))}


def _receipt(work: Work) -> Members:
    record, draft = work.record, work.brought.of("fundReceipt") or {}
    amount, book = draft.get("amount"), record.ledger
    part = {"transferNumber": record.number, "amount": amount, "name": record.person["name"]}
    return {
        **signed(work),
        "receivedOn": work.day,
        "allocations": [part] if amount and not _surplus(book, money.cents(amount)) else None,
        "matchedTo": _announced(work, amount),
        "person": dict(record.person),
    }


def _surplus(book: Ledger, amount: int) -> bool:
    """Whether more comes than is due, though a form in force before said so: it is not allocated, the rest goes back."""
    return max(book.left, 0) < amount <= book.highest - book.out - book.moved


def _announced(work: Work, amount: str | None) -> str | None:
    """The notice whose money has come: one of the same amount before the newest."""
    book = work.record.ledger
    told = {one.get("matchedTo") for one in book.standing}
    waits = [number for number in book.notices if number not in told] or list(book.notices)
    same = [number for number in waits if amount and book.notices[number] == money.cents(amount)]
    return next(reversed(same or waits), None)


def _return(work: Work) -> Members:
    """What goes back: what was announced, the surplus after a new form, or what is here and not credited."""
    book, reason = work.record.ledger, work.brought.reason
    announced = work.record.funds in ("notified", "paid")
    receipt: Document = {} if announced else next(reversed(book.standing), {})
    amount = book.ordered if announced else book.surplus or book.waiting
    words = SURPLUS if book.surplus and reason == OTHER and not announced else title_of(reason)
    return {
        **signed(work),
        "concerns": receipt.get("matchedTo")
        or next(reversed(list(book.notices)), None)
        or receipt.get("documentNumber"),
        "amount": money.text(amount) if amount else None,
        "returnedOn": work.day,
        "reasonCode": reason,
        "reason": work.brought.text or words,
        "bankReference": receipt.get("bankReference"),
    }


def _difference(work: Work) -> Members:
    """A correction letter about money that is not what the form says."""
    record = work.record
    notice = record.newest("fundNotice", "informationForm") or {}
    came, wanted = money.text(record.ledger.moved), money.text(record.ledger.there)
    told = {"pointer": "/amount", "label": "金额", "was": came, "shouldBe": wanted}
    if work.brought.text:
        told["basis"] = work.brought.text
    return {**signed(work), "concerns": notice.get("documentNumber"), "items": [told]}


def _payout(work: Work) -> Members:
    record = work.record
    application = record.newest("application") or {}
    return {
        **signed(work),
        "person": dict(record.person),
        "amount": money.text(max(record.ledger.rest, 0)),
        "payee": application.get("personalBankAccount"),
        "paidOn": work.day,
        "basis": work.brought.text or title_of(work.brought.reason),
    }


MAKERS: Mapping[str, Maker] = {
    "correctionLetter": _difference,
    "fundNotice": _notice,
    "fundReceipt": _receipt,
    "fundReturn": _return,
    "accountPayout": _payout,
}
SETTLED: Mapping[str, Settler] = {"fundNotice": _in_words}
