"""The money of the form, of the notice and of the receipts is not the same.

Why: what is credited must be what the origin's account held; a difference is suspended and cleared between agencies.
Basis: 医保办发〔2021〕43号 (money is credited after it was matched with the file and found right); GB/T 34282.2-2017
    (wrong funds are settled between the agencies). The balance of a certificate of another day is no matter.
Bad: form amount "1409.50" and notice amount "1490.50"; receipts of 900.00 and 600.00 for a notice of 1409.50.
Good: 1409.50 in all; receipts of 900.00 so far and no completion notice yet (a warning); a notice of 1000.00 and, after
    the form was renewed, one of 409.50.
"""

from collections.abc import Iterator

from validators import money
from validators.case import Case, Paper
from validators.course import newest
from validators.finding import ERROR, WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_AMOUNT, _TRANSFERRED = "/amount", "/account/amount"


@case_rule(
    "FD-02",
    ERROR,
    also=(WARNING,),
    title_zh="信息表、划转通知、到账金额不一致",
    why_zh="依据 43 号：到账资金与业务档案核对无误后方可计入个人账户。信息表转移额、划转通知金额、匹配到账合计应一致。"
    "请挂起差额，发更正函由两地经办机构核对，不要求参保人跑腿。",
    forms=("informationForm", "fundNotice", "fundReceipt", "completionNotice", "transferConfirmation", "fundReturn"),
    reads=(
        *("/account/amount", "/account/disposition", "/amount", "/settlementMode", "/matchedTo"),
        *("/allocations/*/transferNumber", "/allocations/*/amount", "/transferNumber", "/concerns"),
    ),
    risk="资金",
    covers=("43-funds", "GBT-6-errors"),
    messages={
        "notice": (
            "划转金额应等于信息表转移额 {expected}；请核对后更正",
            "the amount must be what the form transfers, {expected}; check both and correct",
        ),
        "received": (
            "匹配到账合计 {actual}，应为 {expected}；请挂起差额并发更正函",
            "the receipts matched come to {actual} instead of {expected}; suspend the difference, send a correction",
        ),
        "partly": (
            "匹配到账合计 {actual}，尚未到齐（应为 {expected}）；请继续核对到账",
            "the receipts matched come to {actual} so far, of {expected}; wait for the rest and match it",
        ),
        "credited": (
            "差额结算：计入金额应等于划转通知金额 {expected}；请核对后更正",
            "settled by netting: what is credited must be the notice's amount, {expected}; check both and correct",
        ),
    },
)
def money_agrees(scene: CaseScene) -> Iterator[At]:
    """Compare form and notice, then notice (without one, the form) and what arrived or was credited."""
    case, form = scene.case, scene.case.one("informationForm")
    goes = form is not None and form.get("/account/disposition") == "transfer"
    expected = form.get(_TRANSFERRED) if form is not None and goes else None
    notices = [paper for paper in case.of("fundNotice") if paper.get(_AMOUNT) is not None]
    apart = expected is None or _in_all(case, notices) == money.cents(expected)
    for notice in notices:
        if form is not None and not apart and notice.get(_AMOUNT) != expected:
            told = at(_AMOUNT, "notice", expected=expected, actual=notice.get(_AMOUNT))
            yield on(notice, told, (form, _TRANSFERRED))
        if notice.get("/settlementMode") == "netting":
            yield from _credited(case, notice)
        else:
            matched = [paper for paper in case.of("fundReceipt") if _matched_to(paper, notice)]
            yield from _received(case, notice, _AMOUNT, matched)
    if not notices and form is not None and expected is not None:
        matched = [paper for paper in case.of("fundReceipt") if paper.get("/matchedTo") is not None]
        yield from _received(case, form, _TRANSFERRED, matched)


def _in_all(case: Case, notices: list[Paper]) -> int:
    """What was paid in all: by the notices and without one, less what was returned; a difference is paid apart."""
    alone = [_own(paper, paper) for paper in case.of("fundReceipt") if paper.get("/matchedTo") is None]
    return _total(notices) + sum(filter(None, alone)) - _total(case.of("fundReturn"))


def _total(papers: list[Paper]) -> int:
    return sum(money.cents(paper.get(_AMOUNT)) for paper in papers if paper.get(_AMOUNT) is not None)


def _matched_to(receipt: Paper, notice: Paper) -> bool:
    number = notice.get("/documentNumber")
    return number is not None and receipt.get("/matchedTo") == number


def _received(case: Case, source: Paper, pointer: str, receipts: list[Paper]) -> Iterator[At]:
    """Compare what ``source`` announces with the receipts; the finding stands at the last of them."""
    last = newest(receipts)
    amounts = [_own(receipt, source) for receipt in receipts]
    if last is None or None in amounts:
        return
    wanted, got = money.cents(source.get(pointer)), sum(amount for amount in amounts if amount is not None)
    if got > wanted:
        got -= _returned(case, source)
    expected, actual = money.text(wanted), money.text(got)
    if got < wanted and not case.of("completionNotice"):
        told = at(_AMOUNT, "partly", expected=expected, actual=actual, severity=WARNING)
        yield on(last, told, (source, pointer))
    elif got != wanted:
        yield on(last, at(_AMOUNT, "received", expected=expected, actual=actual), (source, pointer))


def _own(receipt: Paper, source: Paper) -> int | None:
    """What of a receipt is for this transfer: its allocation, where it is told, else the whole; None = not told."""
    number = source.tree.get("transferNumber", receipt.tree.get("transferNumber"))
    parts = receipt.tree.get("allocations")
    if parts is None:
        amount = receipt.get(_AMOUNT)
        return None if amount is None else money.cents(amount)
    alone = number is None and len(parts) == 1
    own = [p["amount"] for p in parts if "amount" in p and (alone or p.get("transferNumber") == number)]
    return sum(map(money.cents, own)) if own else None


def _returned(case: Case, notice: Paper) -> int:
    """What was sent back of the money of a notice."""
    number = notice.get("/documentNumber")
    return _total([paper for paper in case.of("fundReturn") if paper.get("/concerns") == number])


def _credited(case: Case, notice: Paper) -> Iterator[At]:
    for paper in case.of("transferConfirmation", "completionNotice"):
        amount = paper.get(_AMOUNT)
        if amount is not None and amount != notice.get(_AMOUNT):
            told = at(_AMOUNT, "credited", expected=notice.get(_AMOUNT), actual=amount)
            yield on(paper, told, (notice, _AMOUNT))
