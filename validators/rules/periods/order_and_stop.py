"""A contribution period ends before it begins, or long after participation was stopped.

Why: such a period is a slip, or months that nobody owes; both spoil the years that are carried over.
Basis: checks of real agency systems; 人社险中心函〔2010〕58号 information form. Residents pay a year ahead and
    back-payment comes later, so there it is a warning; the month after the stop is always right.
Bad: from "2026-05", to "2026-03"; a period 310 to "2026-09" with stoppedOn "2026-06-30".
Good: to "2026-07" with stoppedOn "2026-06-30".
"""

from collections.abc import Iterator

from validators.finding import ERROR, WARNING
from validators.periods import month_index, month_text
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import EMPLOYEE


@rule(
    "PD-01",
    ERROR,
    also=(WARNING,),
    title_zh="缴费时段的起止年月有误",
    why_zh="开始年月不得晚于结束年月；结束年月一般不晚于中止参保的次月（居民医保预缴、补缴等情形仅提示）。"
    "请由转出地核对缴费明细后更正。",
    forms=("informationForm",),
    reads=(
        (
            "/periods/*/from",
            "/periods/*/to",
            "/periods/*/insuranceType",
            "/periods/*/contributionType",
        ),
        ("/stoppedOn",),
    ),
    risk="信息",
    covers=("GBT-6-periods", "GBT-7"),
    messages={
        "order": (
            "结束年月早于开始年月；请核对缴费明细后更正",
            "the period ends before it begins; correct it from the contribution record",
        ),
        "stop": (
            "结束年月晚于中止参保的次月（{expected}）；请核对停保日期或缴费明细",
            "the period ends later than the month after participation was stopped ({expected}); check both",
        ),
    },
)
def period_lies_right(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the order of every period, then its end against the stop."""
    stop = document.get("stoppedOn")
    latest = month_text(month_index(stop) + 1) if stop else "9999-12"
    if scene.complete and scene.summary.spans_hold and scene.summary.last <= latest:
        return  # the quick way: no period is the wrong way round, and the last one ends in time
    for position, period in enumerate(document.get("periods", ())):
        first, last = period.get("from"), period.get("to")
        if first is None:
            continue
        if first > last:
            yield at(f"/periods/{position}/to", "order", expected=f"≥ {first}", actual=last)
        elif last > latest:
            severity = None if _regular(period) else WARNING
            yield at(f"/periods/{position}/to", "stop", expected=f"≤ {latest}", actual=last, severity=severity)


def _regular(period: Document) -> bool:
    """Whether the period is of employee insurance, paid in the ordinary way."""
    return bool(period["insuranceType"] == EMPLOYEE and period.get("contributionType", "10") == "10")
