"""What papers of money may say: the sums that the file bears out, no more, no less, and each entry of the bank once.

The invariants, at any moment, for the record of either side (``ledger.Ledger``; all sums are of papers in force, one that
another replaces does not count):

1. moved + paid out + rest = due. *Due* is what the information form in force says, *paid out* the payouts to the person.
   At the origin *moved* is Σ fund notices − Σ fund returns, at the destination Σ receipts (what they allocate to this
   transfer) − Σ returns of what came.
2. No verb moves more than the rest: a notice says at most what is left to be paid, a payout says the rest, a return at
   most what was moved (at the destination what is not credited, or the surplus). Only a new form makes the rest negative;
   then nothing moves but what brings it back to nothing.
3. What is matched, and credited, is what has to be at the destination: credited ≤ moved, and equal to it where the funds
   are ``credited``.
4. What was paid, credited, returned or paid out is never changed by a correction, only by more money: a paper of it keeps
   its amount. A notice that is not paid yet may be corrected, to 0.00 where nothing is left to be paid; so may a payout
   whose surplus the person has given back after a new form.
5. A record is closed only where the rest is nothing and no surplus is at the destination. A form that changes after the
   payment (arrears paid, a correction, before or after completion) opens the funds again: ``pending`` while something is
   to be paid, and as they were until the surplus was returned.
"""

from collections.abc import Callable, Mapping

from validators import money
from ybzj_docs.registers import Refused
from ybzj_docs.registers.refusal import OTHER
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.ledger import Ledger, allocated
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused

Documents = tuple[Document, ...]


def bear_out(record: Record, verb: str, documents: Documents) -> None:
    """Refuse papers, made here or come in, whose money is not what ``record`` says before them.

    Raises:
        Refused: the sum is another, the entry of the bank is on file, or the money of a paper was moved already.
    """
    for document in documents:
        judge = _JUDGES.get((verb, document["documentType"]))
        if judge is not None:
            judge(record, document)


def fit(record: Record) -> None:
    """Money is matched with the file, and credited, only where it is what the form says (rule FD-02).

    Raises:
        Refused: it is not.
    """
    got, due = record.ledger.moved, record.ledger.there
    if got != due:
        zh = (
            "请撤销匹配后退回多出部分（unmatch、return）"
            if got > due
            else "请挂起并发更正函，或登记补划的到账（receive）"
        )
        en = (
            "return the surplus"
            if got > due
            else "suspend it and send a correction letter, or record what still comes"
        )
        raise _wrong(
            f"到账 {money.text(got)} 与应转 {money.text(due)} 不符，{zh}",
            f"{money.text(got)} came, {money.text(due)} is due: {en}",
        )


def _wrong(zh: str, en: str, rule: str = "FD-02") -> Refused:
    return refused(zh, en, OTHER, rule)


def _paid_out(record: Record, payout: Document) -> None:
    """The person gets what is left of what the form says, the whole of it."""
    _is_rest(record.ledger, payout, record.ledger.rest)


def _payout_corrected(record: Record, payout: Document) -> None:
    book = record.ledger
    _is_rest(book, payout, max(_replaced(book.payouts, payout) + min(book.rest, 0), 0))


def _is_rest(book: Ledger, payout: Document, due: int) -> None:
    if "amount" in payout and money.cents(payout["amount"]) != due:
        wanted = money.text(max(due, 0))
        moved = f"（信息表 {money.text(book.due)}，已转 {money.text(book.moved)}）" if book.moved else ""
        raise _wrong(
            f"支付金额 {payout['amount']} 应为信息表载明而未转未付的 {wanted}{moved}，请核对后更正",
            f"{payout['amount']} is paid out where {wanted} of the form's sum is left: check both and correct",
        )


def _returned(record: Record, back: Document) -> None:
    """What goes back was moved, and goes back whole: the surplus, what is not credited, or what was notified."""
    if "amount" not in back:
        return
    got, book = money.cents(back["amount"]), record.ledger
    if record.side == "origin":
        may = {book.surplus, book.moved, *book.notices.values()}
        may |= {got} if got <= book.surplus else set()
        if got > book.moved:
            raise _wrong(
                f"退汇 {back['amount']} 超过已划转未退回的 {money.text(max(book.moved, 0))}，请与转入地核对",
                f"{back['amount']} is more than was paid and not returned, {money.text(max(book.moved, 0))}: clarify it",
                "FD-11",
            )
    else:
        may = {book.ordered} if record.funds in ("notified", "paid") else {book.surplus, book.waiting}
    may.discard(0)
    if got not in may:
        zh, en = " 或 ".join(map(money.text, sorted(may))), " or ".join(map(money.text, sorted(may)))
        raise _wrong(
            f"退汇 {back['amount']} 应为 {zh or '0.00'}：须全额退回到账或通知的款项，或信息表更正后多划的部分，请与对方核对",
            f"{back['amount']} is returned where it is {en or '0.00'}: all that came or was notified, or the surplus"
            " after a new form; clarify it first",
        )


def _received(record: Record, receipt: Document) -> None:
    """An entry of the bank whose money went back does not come again."""
    reference = receipt.get("bankReference")
    if reference is not None and any(one.get("bankReference") == reference for one in record.ledger.sent_back):
        raise entry_on_file(str(reference))


def entry_on_file(reference: str) -> Refused:
    """The refusal of an entry of the bank that was recorded before, and whose money was returned."""
    return _wrong(
        f"银行流水 {reference} 已登记过，其款项已退回；请填写新到账的银行流水号",
        f"the entry {reference} of the bank was recorded before and its money returned: give that of the new money",
        "FD-04",
    )


def _receipt_corrected(record: Record, receipt: Document) -> None:
    """A receipt stays as it is once its money is matched with the file, credited, or gone back."""
    book, number = record.ledger, receipt.get("replaces", receipt["documentNumber"])
    before = next((one for one in book.standing if one["documentNumber"] == number), None)
    act = record.last("match", "unmatch", "receive", "return")
    if act is not None and act.verb == "match" and record.funds != "credited":
        raise _wrong(
            "到账资金已匹配，不能更正到账登记；请先撤销匹配（unmatch）",
            "the receipt's money is matched: undo the match first",
        )
    if record.funds == "credited" or before is None or not _whole(book, before, record.numbers):
        raise _wrong(
            "该笔到账资金已计入或已退回，到账登记不能更正",
            "the receipt's money is credited, or was returned: it stays as it is",
        )


def _whole(book: Ledger, receipt: Document, numbers: frozenset[str]) -> bool:
    """Whether nothing of a receipt was credited or returned: what is not credited came last."""
    after, here = 0, 0
    for one in reversed(book.standing):
        after += book.receipts[one["documentNumber"]]
        if one is receipt:
            here = book.receipts[one["documentNumber"]]
            break
    return after <= book.waiting and here == allocated(receipt, numbers)


def _notice_corrected(record: Record, notice: Document) -> None:
    """A notice that is not paid yet says what is left to be paid; one that is paid keeps its amount."""
    book = record.ledger
    before, got = _replaced(book.notices, notice), money.cents(notice["amount"])
    out = book.order == notice.get("replaces", notice["documentNumber"])
    if out and record.side == "destination":
        return
    wanted = max(book.left + before, 0) if out else before
    if got != wanted:
        paid = "" if out else "（该笔已划转，金额不能更正；差额请另行通知划转 notify，多划的由转入地退回 return）"
        raise _wrong(
            f"划转通知金额 {notice['amount']} 应为 {money.text(wanted)}{paid}，请核对后更正",
            f"the notice says {notice['amount']} instead of {money.text(wanted)}: what was paid is not changed, a"
            " difference is notified or returned apart",
            "FD-11",
        )


def _return_corrected(record: Record, back: Document) -> None:
    before = _replaced(record.ledger.returns, back)
    if money.cents(back["amount"]) != before:
        raise _wrong(
            f"退汇金额 {back['amount']} 应为已退回的 {money.text(before)}，金额不能更正",
            f"{back['amount']} was returned as {money.text(before)}: the amount is not corrected",
        )


def _replaced(held: Mapping[str, int], paper: Document) -> int:
    """The amount of the paper in whose stead this one comes; 0 where it is not on file."""
    return held.get(paper.get("replaces", paper["documentNumber"]), 0)


_JUDGES: Mapping[tuple[str, str], Callable[[Record, Document], None]] = {
    ("payout", "accountPayout"): _paid_out,
    ("correct", "accountPayout"): _payout_corrected,
    ("return", "fundReturn"): _returned,
    ("correct", "fundReturn"): _return_corrected,
    ("receive", "fundReceipt"): _received,
    ("correct", "fundReceipt"): _receipt_corrected,
    ("correct", "fundNotice"): _notice_corrected,
}
