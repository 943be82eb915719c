"""More was paid for a transfer than its amount.

Why: returned money is sent again; without a sum over all payments it is sent twice.
Basis: design, after the practice of returns and resends; 医保办发〔2021〕43号 (amount of the information form).
Bad: a second fundNotice of 1409.50 for a transfer of 1409.50, of which nothing was returned.
Good: the first payment was returned in full; two payments that together are the amount.
"""

from collections.abc import Iterator

from validators import money
from validators.finding import ERROR
from validators.lookups import transfer_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-11",
    ERROR,
    title_zh="累计划转超过应转金额",
    why_zh="一件转移累计划转减去退回，不得超过信息表载明的转移金额，防止重复划款。"
    "请核对已划转和退汇记录；原款未退回的不得再次划转。",
    forms=("fundNotice",),
    reads=(
        "/amount",
        "/documentNumber",
        ("/transferNumber",),
        ("/inReplyTo",),
        ("/replaces",),
    ),
    risk="资金",
    covers=("43-funds", "GBT-7"),
    registered=True,
    messages={
        "": (
            "连同本次累计划转超过应转金额，本次至多 {expected}；请核对已划转和退汇记录，勿重复划款",
            "with this payment more is paid than the transfer's amount, at most {expected} is left; do not pay twice",
        )
    },
)
def no_more_is_paid_than_due(document: Document, scene: Scene) -> Iterator[At]:
    """Add this payment to the others of its transfer, less what was returned."""
    transfer = transfer_of(document, scene)
    if transfer is None or transfer.amount is None:
        return
    paid = sum(entry.amount for entry in transfer.paid if entry.document != document["documentNumber"])
    left = transfer.amount - paid + sum(entry.amount for entry in transfer.returned)
    if money.cents(document["amount"]) > left:
        yield at("/amount", expected=money.text(max(left, 0)), actual=document["amount"])
