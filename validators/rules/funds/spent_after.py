"""The individual account was spent from after the day of the balance.

Why: the balance that is transferred is then no longer there; the amount changes until the account is closed.
Basis: design; as information, because a balance of an earlier day is usual on a certificate.
Bad: account.asOf "2026-10-08", and the register has a spending of "2026-10-12".
Good: no spending after asOf.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import INFO
from validators.lookups import person_keys, registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-08",
    INFO,
    title_zh="余额截止日后个人账户有支出",
    why_zh="余额截止日之后又有支出的，划转金额可能与余额不一致。划转前请重新结算个人账户余额。",
    forms=("certificate", "informationForm"),
    reads=(
        "/account/asOf",
        "/person/idType",
        "/person/idNumber",
        ("/person/formerIdNumber",),
        "/insuranceType",
        "/originInsuranceType",
    ),
    risk="资金",
    covers=("GBT-7",),
    registered=True,
    messages={
        "": (
            "余额截止日（{actual}）后个人账户仍有支出，最近一笔在 {spent}；请重新结算余额",
            "the account was spent from after the day of the balance, last on {spent}; settle the balance anew",
        )
    },
)
def nothing_is_spent_after(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the day of the balance with the last spending in the register."""
    as_of = document["account"].get("asOf") if "account" in document else None
    if as_of is None:
        return
    kind = document.get("insuranceType") or document["originInsuranceType"]
    spent = registers_of(scene).last_spending(person_keys(document["person"]), kind)
    if spent and spent > date.fromisoformat(as_of):
        yield at("/account/asOf", actual=as_of, spent=spent.isoformat())
