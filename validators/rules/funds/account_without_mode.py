"""There is a balance, but no period had an account.

Why: who only took part in the pooled fund has no account; the balance is another person's, or the mode is wrong.
Basis: record of contributions of real agencies: account mode of each period (combined, pooling only, none).
Bad: every period 310 with accountMode "pooling-only", account.balance "1409.50".
Good: one period 310 with accountMode "combined", or without one.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import EMPLOYEE

_WITHOUT = frozenset({"pooling-only", "none"})


@rule(
    "FD-14",
    WARNING,
    title_zh="无个人账户的参保方式却有余额",
    why_zh="职工医保各时段均为单建统筹或无账户的，不应有个人账户余额；有余额说明统账方式有误或余额是他人的。"
    "请核对各时段的统账方式和余额。",
    forms=("informationForm",),
    reads=("/account/balance", "/periods/*/insuranceType", "/periods/*/accountMode"),
    risk="资金",
    covers=("GBT-7",),
    messages={
        "": (
            "职工医保各时段都没有个人账户，却有余额；请核对统账方式和余额",
            "no period of employee insurance had an account, yet there is a balance; check modes and balance",
        )
    },
)
def balance_has_an_account(document: Document, scene: Scene) -> Iterator[At]:
    """Judge a balance above zero by the account modes of the employee periods."""
    balance = document.get("account", {}).get("balance", "0.00")
    if balance == "0.00" or scene.column("accountMode").isdisjoint(_WITHOUT):
        return
    modes = {period.get("accountMode") for period in document["periods"] if period["insuranceType"] == EMPLOYEE}
    if modes and modes <= _WITHOUT:
        yield at("/account/balance", expected="0.00", actual=balance)
