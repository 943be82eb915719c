"""The person is in hospital, or claims are open.

Why: costs that are not settled yet belong to the old agency; after the transfer nobody pays them.
Basis: checks of real agency systems before participation is stopped (in hospital, unsettled claims).
Bad: precheck with inpatient true, or with pendingClaims true.
Good: both false or absent.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "EL-07",
    WARNING,
    title_zh="在院或有未结费用",
    why_zh="依据各地经办系统的停保校验：在院或费用未结清时转移，未结费用无人支付。"
    "请待出院结算或费用报销完毕后再办理。",
    forms=("precheck",),
    reads=(("/inpatient",), ("/pendingClaims",)),
    risk="资金",
    covers=("GBT-7",),
    messages={
        "inpatient": (
            "参保人在院治疗；请待出院结算后再办理",
            "the person is in hospital; wait until the stay has been settled",
        ),
        "pendingClaims": (
            "有未结算的医疗费用；请待结清后再办理",
            "there are unsettled claims; wait until they are settled",
        ),
    },
)
def nothing_is_open(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge both flags."""
    for member in ("inpatient", "pendingClaims"):
        if document.get(member):
            yield at(f"/{member}", member, expected="false", actual="true")
