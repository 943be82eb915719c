"""A contribution period has more months than the calendar.

Why: months counted twice or typed wrong become years of contribution that were never paid.
Basis: checks of real agency systems: months ≤ (Y2·12+M2) − (Y1·12+M1) + 1. Lump sums (32, 33, 40) and months that are
    deemed, military or a lump sum buy more months than they span, and are free.
Bad: from "2026-01", to "2026-03", months 4.
Good: months 3, or 2 where a month was not paid; months 60 with contributionType "40".
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.periods import span
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import exempt


@rule(
    "PD-02",
    ERROR,
    title_zh="缴费月数多于时段的日历月数",
    why_zh="缴费月数不得超过起止年月之间的月数（一次性缴费、退休补缴和视同、军龄等除外），否则会虚增年限。"
    "请核对缴费明细后更正月数或起止年月。",
    forms=("informationForm",),
    reads=(
        (
            "/periods/*/from",
            "/periods/*/to",
            "/periods/*/months",
            "/periods/*/contributionType",
            "/periods/*/countedAs",
        ),
    ),
    risk="信息",
    covers=("GBT-6-periods", "GBT-7"),
    messages={
        "": (
            "缴费月数多于时段的日历月数（应 {expected}）；请核对缴费明细",
            "the period has more months than the calendar (must be {expected}); check the contribution record",
        )
    },
)
def months_fit_span(document: Document, scene: Scene) -> Iterator[At]:
    """Judge every period that is not exempt; one the wrong way round has no span (PD-01)."""
    if scene.complete and scene.summary.spans_hold:
        return  # the quick way: every period's months equals its span
    for position, period in enumerate(document.get("periods", ())):
        if not period.get("months"):
            continue
        most = span(period["from"], period["to"])
        if 0 < most < period["months"] and not exempt(period):
            yield at(f"/periods/{position}/months", expected=f"≤ {most}", actual=str(period["months"]))
