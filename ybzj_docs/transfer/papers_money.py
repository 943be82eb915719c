"""The papers of the money: notice, receipt, return, difference, payment to the person."""

from collections.abc import Mapping

from validators import money
from ybzj_docs.transfer.parts import Maker, Members, Settler, Work, signed, title_of
from ybzj_docs.transfer.record import allocated


def _notice(work: Work) -> Members:
    record, letter = work.record, work.letter or {}
    back = record.newest("fundReturn") or {}
    person, due = record.person, max(record.to_pay, 0)
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
    notice = record.newest("fundNotice") or {}
    part = {"transferNumber": record.number, "amount": draft.get("amount"), "name": record.person["name"]}
    return {
        **signed(work),
        "receivedOn": work.day,
        "allocations": [part] if draft.get("amount") else None,
        "matchedTo": notice.get("documentNumber"),
        "person": dict(record.person),
    }


def _return(work: Work) -> Members:
    record = work.record
    receipt, notice = record.receipt or {}, record.newest("fundNotice") or {}
    amount = money.text(allocated(receipt, record.numbers)) if receipt else notice.get("amount")
    return {
        **signed(work),
        "concerns": notice.get("documentNumber") or receipt.get("documentNumber"),
        "amount": amount,
        "returnedOn": work.day,
        "reasonCode": work.brought.reason,
        "reason": work.brought.text or title_of(work.brought.reason),
        "bankReference": receipt.get("bankReference"),
    }


def _difference(work: Work) -> Members:
    """A correction letter about money that is not what the form says."""
    record = work.record
    receipt, notice = record.receipt or {}, record.newest("fundNotice", "informationForm") or {}
    wanted = money.text(record.amount) if record.amount is not None else None
    item = {"pointer": "/amount", "label": "金额", "was": receipt.get("amount"), "shouldBe": wanted}
    told = {name: value for name, value in item.items() if value is not None}
    if work.brought.text:
        told["basis"] = work.brought.text
    return {**signed(work), "concerns": notice.get("documentNumber"), "items": [told]}


def _payout(work: Work) -> Members:
    record = work.record
    application = record.newest("application") or {}
    return {
        **signed(work),
        "person": dict(record.person),
        "amount": money.text(record.amount) if record.amount is not None else None,
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
