"""The parts of an amount do not add up to it.

Why: the destination books the parts apart; a part that is missing or doubled is somebody's money.
Basis: provinces print the account by current and prior years, and transfer it with interest (湘医保办发〔2025〕12号);
    interest lies within both and is not added.
Bad: currentYear "400.00", priorYears "1000.00", balance "1409.50"; items of "1000.00" and "9.50" with amount "1409.50".
Good: currentYear "409.50" and priorYears "1000.00" with balance "1409.50".
"""

from collections.abc import Iterator

from validators import money
from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-10",
    ERROR,
    title_zh="金额的各组成部分之和不等于总额",
    why_zh="个人账户当年结余加历年结余应等于余额（利息已含在内），划转明细各项之和应等于划转金额，否则转入地无法分项入账。"
    "请核对各项金额。",
    forms=("certificate", "informationForm", "fundNotice"),
    reads=(("/account/currentYear", "/account/priorYears", "/account/balance"), ("/items/*/amount", "/amount")),
    risk="资金",
    covers=("GBT-3",),
    messages={
        "account": (
            "余额应等于当年结余与历年结余之和 {expected}；请核对三者",
            "the balance must be current and prior years together, {expected}; check all three",
        ),
        "items": (
            "划转金额应等于各项明细之和 {expected}；请核对明细和总额",
            "the amount must be the sum of its items, {expected}; check items and amount",
        ),
    },
)
def parts_are_the_whole(document: Document, _scene: Scene) -> Iterator[At]:
    """Add up the years of the account, and the items of the notice, where all are given."""
    account = document.get("account", {})
    if "currentYear" in account and "priorYears" in account:
        parts = [account["currentYear"], account["priorYears"]]
        yield from _sum("/account/balance", "account", parts, account["balance"])
    if "items" in document and "amount" in document:
        parts = [item["amount"] for item in document["items"]]
        yield from _sum("/amount", "items", parts, document["amount"])


def _sum(pointer: str, key: str, parts: list[str], whole: str) -> Iterator[At]:
    total = sum(map(money.cents, parts))
    if total != money.cents(whole):
        yield at(pointer, key, expected=f"{total // 100}.{total % 100:02d}", actual=whole)
