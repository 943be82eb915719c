"""There is a break between the last month at the origin and the first at the destination.

Why: up to three months may be paid later without a waiting period; after that benefits may have to wait.
Basis: 医保办发〔2021〕43号 (break of up to 3 months, waiting of at most 6); the figures are the profile's.
Bad: last period to "2026-07" and destinationFrom "2026-12": a break of 4 months.
Good: last period to "2026-07" and destinationFrom "2026-08"; a completion notice without destinationFrom.
"""

from collections.abc import Iterator

from validators.breaks import break_of
from validators.finding import INFO
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene


@case_rule(
    "PD-06",
    INFO,
    title_zh="两地之间缴费中断",
    why_zh="依据 43 号：中断缴费3个月以内可按规定补缴、不设待遇等待期；超过3个月的等待期不超过6个月（具体按业务规定）。"
    "请把中断月数和补缴、等待期告知参保人。",
    forms=("informationForm", "completionNotice"),
    reads=("/periods/*/to", "/periods/*/insuranceType", "/destinationFrom", "/breakMonths"),
    risk="信息",
    covers=("43-benefits",),
    messages={
        "within": (
            "中断 {months} 个月，未超过 {limit} 个月：{zh}",
            "a break of {months} months, not more than {limit}: {en}",
        ),
        "beyond": (
            "中断 {months} 个月，超过 {limit} 个月：{zh}",
            "a break of {months} months, more than {limit}: {en}",
        ),
        "told": (
            "中断 {months} 个月：{zh}",
            "a break of {months} months: {en}",
        ),
    },
)
def break_is_told(scene: CaseScene) -> Iterator[At]:
    """Tell the months and what follows by the profile."""
    found = break_of(scene.case, scene.profile)
    if found is None:
        return
    zh, en = found.consequence
    key = "told" if found.within is None else "within" if found.within else "beyond"
    given = found.notice.get("/breakMonths")
    told = at(
        "/destinationFrom" if given is None else "/breakMonths",
        key,
        expected=str(found.months),
        actual=None if given is None else str(given),
        months=found.months,
        limit=found.limit,
        zh=zh,
        en=en,
    )
    yield on(found.notice, told, (found.form, found.pointer))
