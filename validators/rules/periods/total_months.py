"""The total is not the sum of the periods.

Why: the destination takes over the total; a wrong one gives or takes away years of contribution.
Basis: 人社险中心函〔2010〕58号 information form (累计缴费月数); totalMonths = Σ months of the periods.
Bad: periods of 12 and 6 months with totalMonths 17.
Good: totalMonths 18, also where periods overlap: repeated months are recorded as they were paid.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "PD-03",
    ERROR,
    title_zh="缴费总月数不等于各时段月数之和",
    why_zh="总月数由转入地据以计算年限，应等于各时段缴费月数之和（重复月份如实累计）。请核对各时段后更正总月数。",
    forms=("informationForm",),
    reads=("/periods/*/months", "/totalMonths"),
    risk="信息",
    covers=("GBT-6-periods",),
    messages={
        "": (
            "总月数应为各时段月数之和 {expected}；请更正总月数或时段",
            "the total must be the sum of the periods, {expected}; correct the total or the periods",
        )
    },
)
def total_is_sum(document: Document, scene: Scene) -> Iterator[At]:
    """Add the months of the periods up."""
    total = scene.summary.months if scene.complete else sum(period["months"] for period in document["periods"])
    if document["totalMonths"] != total:
        yield at("/totalMonths", expected=str(total), actual=str(document["totalMonths"]))
