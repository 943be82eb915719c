"""Employee and resident insurance were paid for the same months.

Why: nobody may draw benefits of both; the destination decides which months count, and whether a contribution goes back.
Basis: 人社部发〔2009〕191号 art. 2 (no double participation). Told only, at crossSchemeOverlapMonths where it is given.
Bad: 310 from "2020-01" to "2020-12" beside 390 from "2020-07" to "2021-06".
Good: 390 to "2019-12", 310 from "2020-01".
"""

from collections.abc import Iterator

from validators.finding import INFO
from validators.periods import overlaps, size, stretch_text, union
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import EMPLOYEE, RESIDENT


@rule(
    "PD-14",
    INFO,
    title_zh="职工医保与居民医保月份重合",
    why_zh="依据 191 号第二条：不得同时参加职工医保和居民医保、重复享受待遇。月份重合的如实记录，仅提示，"
    "由转入地按当地规定认定年限或办理退费。",
    forms=("informationForm",),
    reads=(
        "/periods/*/from",
        "/periods/*/to",
        "/periods/*/months",
        "/periods/*/insuranceType",
        "/crossSchemeOverlapMonths",
    ),
    risk="重复享受",
    covers=("191-2", "GBT-6-periods"),
    messages={
        "": (
            "职工医保与居民医保有 {months} 个月重合：{actual}；由转入地按当地规定处理",
            "employee and resident insurance coincide in {months} months: {actual}; the destination decides",
        )
    },
)
def schemes_take_turns(document: Document, scene: Scene) -> Iterator[At]:
    """Intersect the months of employee insurance with those of the resident schemes."""
    types = scene.summary.types
    if EMPLOYEE not in types or RESIDENT.isdisjoint(types):
        return
    resident = [stretch for kind in RESIDENT & types.keys() for stretch in types[kind].covered]
    both = overlaps([*types[EMPLOYEE].covered, *union(resident)])
    if both:
        pointer = "/crossSchemeOverlapMonths" if "crossSchemeOverlapMonths" in document else "/periods"
        yield at(pointer, actual=", ".join(map(stretch_text, both)), months=size(both))
