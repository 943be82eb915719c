"""The amount to be transferred contradicts what becomes of the account.

Why: money that is announced and does not come, or comes unannounced, cannot be matched.
Basis: information form (amount of the account that is transferred) and 医保办发〔2021〕43号 (money goes with the relation).
Bad: disposition "transfer" with amount "0.00"; "none" with amount "100.00"; "none", and a fundNotice in the case.
Good: "transfer" with amount "1409.50" or without one; "paid-out" without amount, or with "0.00".
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, in_case, on, rule
from validators.scene import CaseScene, Scene

_FORMS = ("informationForm", "certificate")


@rule(
    "FD-09",
    ERROR,
    title_zh="转移金额与个人账户处置方式不符",
    why_zh="处置方式为转移的，转移金额应大于 0；支付本人或不转移的，转移金额应为 0.00 或不填，也不应有划转通知。"
    "请核对处置方式和金额。",
    forms=_FORMS,
    reads=("/account/disposition", "/account/amount"),
    risk="资金",
    covers=("GBT-3", "43-funds"),
    messages={
        "none": (
            "处置方式为转移，转移金额应大于 0；请核对金额，确无余额的改为不转移并注明原因",
            "the account is to be transferred, so the amount is above 0; correct it, or say that nothing is transferred",
        ),
        "some": (
            "处置方式不是转移，转移金额应为 0.00 或不填；请核对两者",
            "the account is not to be transferred, so the amount is 0.00 or absent; check both",
        ),
        "notice": (
            "个人账户不转移，却有资金划转通知；请核对处置方式，确不转移的撤回划款",
            "the account is not to be transferred, yet there is a fund notice; check the disposition, or recall the money",
        ),
    },
)
def amount_fits_disposition(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare amount and disposition, where both are given."""
    account = document.get("account", {})
    disposition, amount = account.get("disposition"), account.get("amount")
    if disposition is None or amount is None:
        return
    if disposition == "transfer" and amount == "0.00":
        yield at("/account/amount", "none", expected="> 0.00", actual=amount)
    elif disposition != "transfer" and amount != "0.00":
        yield at("/account/amount", "some", expected="0.00", actual=amount)


@in_case("FD-09")
def money_only_where_it_goes(scene: CaseScene) -> Iterator[At]:
    """No fund notice where the information form, else the certificate, says that nothing is transferred.

    One that was corrected to 0.00 before it was paid is as none.
    """
    told = ((paper, paper.get("/account/disposition")) for form in _FORMS for paper in scene.case.of(form))
    paper, disposition = next(((paper, said) for paper, said in told if said), (None, "transfer"))
    if paper is not None and disposition != "transfer":
        for notice in (one for one in scene.case.of("fundNotice") if one.get("/amount") != "0.00"):
            yield on(notice, at("/amount", "notice", actual=notice.get("/amount")), (paper, "/account/disposition"))
