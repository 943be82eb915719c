"""A voucher stands in the index without a reference to where its original lies.

Why: originals of vouchers belong to the accounting archive; the case holds a copy that must lead there.
Basis: 会计档案管理办法 and DA/T 94-2022 (accounting archives). Vouchers are known by the letters of our numbers: HK, DZ,
    TH, ZF.
Bad: an item with documentNumber "320200HK2026000001" and no crossReference.
Good: the same item with crossReference "KJ-2026-30-0012"; an item "320200XX2026000001" without one.
"""

import re
from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_VOUCHER = re.compile(r"[0-9]{6}(?:HK|DZ|TH|ZF)[0-9]")


@rule(
    "AR-02",
    WARNING,
    title_zh="卷内凭证缺互见号",
    why_zh="依据会计档案管理规定：划转通知、到账登记、退汇、支付单等凭证原件归会计档案，业务案卷存复印件并注明互见号，"
    "以便查到原件。请补填互见号。",
    forms=("archiveIndex",),
    reads=(("/items/*/documentNumber", "/items/*/crossReference"),),
    risk="资金",
    covers=("DAT94", "GBT-8"),
    messages={
        "": (
            "该件为资金凭证，应填写会计档案的互见号；请补填",
            "this is a voucher, so it needs the reference of the accounting archive; add crossReference",
        )
    },
)
def voucher_leads_to_original(document: Document, _scene: Scene) -> Iterator[At]:
    """Demand the reference of every item that bears a voucher's number."""
    for position, item in enumerate(document.get("items", ())):
        if _VOUCHER.match(item.get("documentNumber", "")) and "crossReference" not in item:
            yield at(f"/items/{position}", expected="crossReference")
