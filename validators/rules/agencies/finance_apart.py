"""One person handled the transfer and its money.

Why: who decides on money must not be who pays it.
Basis: 个人账户金转出通知书 of real agencies: business hands to finance, which checks item by item and pays.
Bad: a fundNotice whose handledBy and financeBy are both "王经办".
Good: two names; only one of them given.
"""

from collections.abc import Iterator

from validators import names
from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AG-06",
    ERROR,
    title_zh="业务经办人与财务经办人为同一人",
    why_zh="业务与财务应分离：业务出具通知，财务逐项核实后划款或入账。请由财务人员另行办理。",
    forms=("fundNotice", "fundReceipt", "fundReturn", "accountPayout"),
    reads=("/signature/handledBy", "/signature/financeBy"),
    risk="资金",
    covers=("GBT-4-handling", "GBT-7"),
    messages={
        "": (
            "业务经办人与财务经办人为同一人；请由财务人员另行办理",
            "one person handled the business and the money; have finance do its part",
        )
    },
)
def finance_is_another(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare both names, where both are given."""
    signature = document.get("signature", {})
    handled, finance = signature.get("handledBy"), signature.get("financeBy")
    if handled is not None and finance is not None and names.key(handled) == names.key(finance):
        yield at("/signature/financeBy", actual=finance)
