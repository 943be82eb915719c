"""A back-payment was paid before its months were over.

Why: what is paid in time is an ordinary contribution; a wrong kind or date spoils what back-payment may be recognised.
Basis: tables of the medical-insurance platform (kinds 31, 32, 33, 40; day of payment); 医保办发〔2021〕43号
    (back-payment after a break).
Bad: contributionType "31", to "2015-09", paidOn "2015-08-12".
Good: the same with paidOn "2016-01-12"; contributionType "10" with any paidOn.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import BACK_PAID


@rule(
    "PD-08",
    WARNING,
    title_zh="补缴到账日期不晚于所属月份",
    why_zh="补缴（31、32、33、40）是事后缴纳，到账日期应晚于所属月份。否则缴费性质、到账日期或起止年月有一处写错，"
    "会影响补缴年限的认定。请按缴费明细核对。",
    forms=("informationForm",),
    reads=(("/periods/*/contributionType", "/periods/*/paidOn", "/periods/*/to"),),
    risk="信息",
    covers=("GBT-6-arrears",),
    messages={
        "": (
            "补缴的到账日期应晚于所属月份（{expected}）；请核对缴费性质和到账日期",
            "a back-payment is paid after its months ({expected}); check its kind and the day of payment",
        )
    },
)
def back_payment_comes_after(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the day of payment with the last month of every back-paid period."""
    if scene.column("contributionType").isdisjoint(BACK_PAID):
        return
    for position, period in enumerate(document.get("periods", ())):
        paid = period.get("paidOn")
        if paid and period.get("contributionType") in BACK_PAID and paid[:7] <= period["to"]:
            yield at(f"/periods/{position}/paidOn", expected=f"> {period['to']}", actual=paid)
