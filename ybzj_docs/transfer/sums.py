"""What papers of money may say: the sums that the file bears out, no more, no less, and each entry of the bank once."""

from validators import money
from ybzj_docs.registers import Refused
from ybzj_docs.registers.refusal import OTHER
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record, allocated
from ybzj_docs.transfer.refusal import refused

Documents = tuple[Document, ...]


def bear_out(record: Record, verb: str, documents: Documents) -> None:
    """Refuse papers, made here or come in, whose money is not what ``record`` says before them.

    Raises:
        Refused: the sum is another, the entry of the bank is on file, or the receipt is matched.
    """
    for document in documents:
        form = document["documentType"]
        if verb == "payout" and form == "accountPayout":
            _paid_out(record, document)
        elif verb == "return" and form == "fundReturn":
            _returned(record, document)
        elif verb == "receive" and form == "fundReceipt":
            _received(record, document)
        elif verb == "correct" and form == "fundReceipt":
            _corrected(record)


def fit(record: Record) -> None:
    """Money is matched with the file, and credited, only where it is what the form says (rule FD-02).

    Raises:
        Refused: it is not.
    """
    receipt = record.receipt
    got, due = allocated(receipt, record.numbers) if receipt else 0, record.amount or 0
    if got != due:
        raise refused(
            f"到账 {money.text(got)} 与应转 {money.text(due)} 不符，请挂起并发更正函",
            f"{money.text(got)} came, {money.text(due)} is due: suspend it and send a correction letter",
            OTHER,
            "FD-02",
        )


def _paid_out(record: Record, payout: Document) -> None:
    """The person gets what the form says, the whole of it."""
    due = record.amount or 0
    if "amount" in payout and money.cents(payout["amount"]) != due:
        raise refused(
            f"支付金额 {payout['amount']} 应为信息表载明的 {money.text(due)}，请核对后更正",
            f"{payout['amount']} is paid out where the form says {money.text(due)}: check both and correct",
            OTHER,
            "FD-02",
        )


def _returned(record: Record, back: Document) -> None:
    """What came goes back whole, or what was notified; the origin takes back no more than it has paid (rule FD-11).

    A part is not returned: the rest could be neither matched nor paid again.
    """
    if "amount" not in back:
        return
    got = money.cents(back["amount"])
    if record.side == "origin":
        out = sum(record.paid.values()) - sum(record.returned.values())
        if got > out:
            raise refused(
                f"退汇 {back['amount']} 超过已划转未退回的 {money.text(max(out, 0))}，请与转入地核对",
                f"{back['amount']} is more than was paid and not returned, {money.text(max(out, 0))}: clarify it",
                OTHER,
                "FD-11",
            )
    receipt, notice = record.receipt if record.side == "destination" else None, record.newest("fundNotice")
    whole = allocated(receipt, record.numbers) if receipt else money.cents(notice["amount"]) if notice else 0
    if got != whole:
        came = ("到账", "came") if receipt else ("通知划转", "was notified")
        raise refused(
            f"退汇 {back['amount']} 应为{came[0]}的 {money.text(whole)}：须全额退回，请与对方核对",
            f"{back['amount']} is returned where {money.text(whole)} {came[1]}: return all of it, clarify it first",
            OTHER,
            "FD-02",
        )


def _received(record: Record, receipt: Document) -> None:
    """An entry of the bank whose money went back does not come again."""
    reference = receipt.get("bankReference")
    if reference is not None and any(one.get("bankReference") == reference for one in record.sent_back):
        raise entry_on_file(str(reference))


def entry_on_file(reference: str) -> Refused:
    """The refusal of an entry of the bank that was recorded before, and whose money was returned."""
    return refused(
        f"银行流水 {reference} 已登记过，其款项已退回；请填写新到账的银行流水号",
        f"the entry {reference} of the bank was recorded before and its money returned: give that of the new money",
        OTHER,
        "FD-04",
    )


def _corrected(record: Record) -> None:
    """A receipt stays as it is once its money is matched with the file."""
    act = record.last("match", "unmatch", "receive", "return")
    if act is not None and act.verb == "match":
        credited = record.funds == "credited"
        raise refused(
            "到账资金已计入，到账登记不能更正" if credited else "到账资金已匹配，不能更正到账登记；请先撤销匹配",
            "the receipt's money is credited" if credited else "the receipt's money is matched: undo the match first",
            OTHER,
            "FD-02",
        )
