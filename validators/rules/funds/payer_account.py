"""Money does not come from the origin's registered account.

Why: money from a stranger's account is another transfer's, or hides who paid.
Basis: design, after real agency systems, which find receipts by the payer's account.
Bad: fundReceipt.payerNumber "622200009999999999" for a transfer from 320200, whose register entry has another one.
Good: number and holder as in an entry valid on the day; an agency of whose accounts the register has none.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from validators.finding import WARNING
from validators.holders import holder_key
from validators.lookups import accounts_of, in_force, on_record, registers_of, transfer_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-12",
    WARNING,
    title_zh="付款账户不是转出地登记的账户",
    why_zh="转移资金应由转出地登记的账户划出，否则可能是他件或误划的款项。请与转出地核对付款账户；属机构信息未更新的，请其更新。",
    forms=("fundNotice", "fundReceipt"),
    reads=(
        ("/payer/holder", "/payer/number"),
        ("/payerHolder",),
        ("/payerNumber",),
        ("/paidOn",),
        ("/receivedOn",),
        ("/agency/regionCode", "/agency/agencyCode"),
        ("/allocations/*/transferNumber",),
        ("/transferNumber",),
        ("/inReplyTo",),
        ("/matchedTo",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="资金",
    covers=("GBT-4-agencies", "GBT-7"),
    registered=True,
    messages={
        "number": (
            "付款账号不在转出地登记的有效账户中；请与转出地核对",
            "the register has no valid account of this number for the origin; clarify it with the origin",
        ),
        "holder": (
            "付款户名与转出地登记不符；请与转出地核对",
            "the register has another holder for the origin's account; clarify it with the origin",
        ),
    },
)
def payer_is_the_origin(document: Document, scene: Scene) -> Iterator[At]:
    """Look the payer's account up among those of the origin on the day of the payment."""
    at_notice = document["documentType"] == "fundNotice"
    payer = document.get("payer", {}) if at_notice else document
    holder_name, number_name = ("holder", "number") if at_notice else ("payerHolder", "payerNumber")
    holder, number = payer.get(holder_name), payer.get(number_name)
    paid = document.get("paidOn") or document.get("receivedOn")
    if paid is None:
        return
    day, place = date.fromisoformat(paid), "/payer" if at_notice else ""
    known = accounts_of(_origin(document, scene), day, scene)
    if not known:
        return
    fitting = on_record(known, number, day) if number else [entry for entry in known if in_force(entry, day)]
    if number and not fitting:
        yield at(f"{place}/{number_name}", "number", actual=number)
    elif holder and holder_key(holder) not in {holder_key(entry.holder) for entry in fitting}:
        yield at(f"{place}/{holder_name}", "holder", actual=holder)


def _origin(document: Document, scene: Scene) -> dict[str, Any]:
    """The origin of the transfer that is paid: of the first one, where a receipt is allocated to several."""
    transfer = transfer_of(document, scene)
    for allocation in document.get("allocations", ()):
        transfer = transfer or registers_of(scene).transfer(allocation.get("transferNumber", ""))
    if transfer:
        return dict(transfer.origin)
    return dict(document.get("agency", {})) if document["documentType"] == "fundNotice" else {}
