"""Nothing is transferred, and no reason is told.

Why: the person asks where the money is; the destination must know that none will come.
Basis: printed certificates and transfer systems of real agencies (code of not transferring). 医保办发〔2021〕43号 knows no
    payment to the person on a transfer, so under it a payout needs the local basis in dispositionReason.
Bad: disposition "none" without noTransferCode and dispositionReason; "paid-out" with a code only, under NHSA-2021-43.
Good: disposition "none" with noTransferCode "no-account"; "paid-out" with dispositionReason naming the local rule.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-06",
    WARNING,
    title_zh="个人账户不转移但未说明原因",
    why_zh="个人账户不转移的应写明原因代码或说明，供本人和转入地知悉。43 号没有转移时一次性支付本人的规定，"
    "支付本人的应在处置说明中写明本地政策依据。请补填。",
    forms=("certificate", "informationForm"),
    reads=("/account/disposition", "/account/noTransferCode", "/account/dispositionReason"),
    risk="资金",
    covers=("43-funds", "GBT-3"),
    messages={
        "reason": (
            "个人账户不转移，但未填原因代码或处置说明；请补填",
            "the account is not transferred, and no reason is given; add noTransferCode or dispositionReason",
        ),
        "basis": (
            "一次性支付本人须有本地政策依据（43 号无此规定）；请在处置说明中写明",
            "a payout to the person needs a local basis, the rules of 2021 have none; name it in dispositionReason",
        ),
    },
)
def reason_is_given(document: Document, scene: Scene) -> Iterator[At]:
    """Demand a reason where the disposition is not transfer, and the basis of a payout under 43号."""
    account = document.get("account", {})
    disposition = account.get("disposition", "transfer")
    if disposition == "transfer" or "dispositionReason" in account:
        return
    if disposition == "paid-out" and scene.profile.edition == "2021":
        yield at("/account", "basis", expected="dispositionReason")
    elif "noTransferCode" not in account:
        yield at("/account", "reason", expected="noTransferCode / dispositionReason")
