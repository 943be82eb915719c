"""The payee's account was changed within the last 30 days.

Why: a changed account shortly before a payment is how money is led astray.
Basis: design, after the practice of finance offices: confirm a new account by another way before the first payment.
Bad: paidOn "2026-11-02", and the register has the account as changed on "2026-10-20".
Good: changed more than 30 days before, or never.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import WARNING
from validators.lookups import destination_account, on_record
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_DAYS = 30


@rule(
    "FD-13",
    WARNING,
    title_zh="收款账户近 30 日内变更过",
    why_zh="划款前不久变更收款账户，是账户被冒改的常见迹象。请用电话等另一渠道向转入地核实账户，再划款。",
    forms=("fundNotice",),
    reads=(
        "/payee/number",
        "/paidOn",
        ("/recipient/regionCode", "/recipient/agencyCode"),
        ("/transferNumber",),
        ("/inReplyTo",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="资金",
    covers=("GBT-4-agencies", "GBT-7"),
    registered=True,
    messages={
        "": (
            "收款账户于 {changed} 变更，距划款不足 30 日；请用另一渠道向转入地核实后再划款",
            "the payee's account was changed on {changed}, within 30 days; confirm it by another way before paying",
        )
    },
)
def account_was_not_just_changed(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the entry of the register that is valid on the day of the payment."""
    _, known = destination_account(document, scene)
    number, paid = document["payee"]["number"], date.fromisoformat(document["paidOn"])
    for entry in on_record(known, number, paid):
        if entry.changed_on and 0 <= (paid - entry.changed_on).days <= _DAYS:
            yield at("/payee/number", actual=number, changed=entry.changed_on.isoformat())
            return
