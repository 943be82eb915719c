"""Money that came in is allocated above its amount, twice, beyond a transfer's amount, or not fully.

Why: money credited to the wrong person, or twice, can hardly be got back; money that is left lies unclaimed.
Basis: real agency systems (one entry of the bank, one allocation); 医保办发〔2021〕43号 (checked against the form).
Bad: a receipt of 2819.00 with allocations of 1409.50 and 1500.00; the entry of the bank recorded in two receipts.
Good: the allocations are the receipt's amount, and no transfer gets more than its information form says.
"""

from collections import Counter
from collections.abc import Iterator

from validators import money
from validators.finding import ERROR, WARNING
from validators.lookups import registers_of
from validators.registers import Entry
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-04",
    ERROR,
    also=(WARNING,),
    title_zh="到账资金分配有误",
    why_zh="一笔到账只分配一次，分配合计不超过到账金额，各件不超过信息表载明的转移金额；未分配完的应查明余款。"
    "请对照银行回单和各件信息表更正分配，差额挂账并发更正函。",
    forms=("fundReceipt",),
    reads=(
        "/amount",
        "/allocations/*/transferNumber",
        "/allocations/*/amount",
        ("/bankReference",),
        ("/documentNumber", "/replaces"),
    ),
    risk="资金",
    covers=("43-funds",),
    registered=True,
    messages={
        "above": (
            "分配合计超过到账金额（{expected}）；请对照银行回单更正分配",
            "more is allocated than came in ({expected}); correct the allocations from the bank slip",
        ),
        "rest": (
            "到账金额（{expected}）未分配完；请查明余款归属或办理退回",
            "not all that came in ({expected}) is allocated; find out whose the rest is, or return it",
        ),
        "twice": (
            "这笔银行到账已在 {number} 登记并分配；请勿重复登记",
            "this entry of the bank is recorded and allocated by {number}; do not record it again",
        ),
        "beyond": (
            "该件累计分配超过信息表载明的转移金额（{expected}）；请与转出地核对",
            "the transfer gets more than its information form says ({expected}); clarify it with the origin",
        ),
    },
)
def money_is_allocated_once(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the sum, the entry of the bank, then each transfer; a receipt that allocates nothing is not judged."""
    allocations = document.get("allocations", ())
    if not allocations:
        return
    received = money.cents(document["amount"])
    given = sum(money.cents(allocation["amount"]) for allocation in allocations)
    if given != received:
        key, severity = ("above", None) if given > received else ("rest", WARNING)
        total = money.text(given) if given <= money.MAXIMUM else None
        yield at("/allocations", key, expected=document["amount"], actual=total, severity=severity)
    recorded = registers_of(scene).receipts(document.get("bankReference", ""))
    others = [entry for entry in recorded if entry.amount and not _own(entry, document)]
    if others:
        yield at("/bankReference", "twice", number=others[0].document)
    yield from _beyond(document, scene)


def _beyond(document: Document, scene: Scene) -> Iterator[At]:
    """The allocations with which a transfer gets more than its amount."""
    running: Counter[str] = Counter()
    for position, allocation in enumerate(document["allocations"]):
        number = allocation["transferNumber"]
        running[number] += money.cents(allocation["amount"])
        transfer = registers_of(scene).transfer(number)
        if transfer is None or transfer.amount is None:
            continue
        before = sum(entry.amount for entry in transfer.allocated if not _own(entry, document))
        if before + running[number] > transfer.amount:
            limit = f"≤ {money.text(transfer.amount)}"
            yield at(f"/allocations/{position}/amount", "beyond", expected=limit, actual=allocation["amount"])


def _own(entry: Entry, document: Document) -> bool:
    """Whether the register has the entry from this document, or from the one that it replaces."""
    return entry.document in (document.get("documentNumber"), document.get("replaces"))
