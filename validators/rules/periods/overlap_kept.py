"""Natural or overlapping months do not follow from the periods.

Why: repeated periods must stand as they were paid; figures that do not follow from them show that periods were merged
    or dropped.
Basis: compilation notes of GB/T 34282.2-2017, six (5): periods are recorded truthfully, repeated ones not merged.
    Judged only where every period's months equals its span; overlaps that are right are told as information.
Bad: 310 from "2015-02" to "2026-06" and from "2024-12" to "2025-07" with naturalMonths 145, or overlapMonths 0.
Good: the same periods with naturalMonths 137 and overlapMonths 8.
"""

from collections.abc import Iterator

from validators.finding import ERROR, INFO
from validators.periods import Summary, stretch_text
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "PD-04",
    ERROR,
    also=(INFO,),
    title_zh="自然月数或重叠月数与时段不符（重复时段）",
    why_zh="依据 GB/T 34282.2 编制说明六（五）：重复缴费时段如实记录，不合并。自然月数、重叠月数应由各时段算出；"
    "不符说明时段被合并或漏记，请由转出地按缴费明细更正。重叠属实的仅提示，由转入地按规定处理。",
    forms=("informationForm",),
    reads=(
        "/periods/*/from",
        "/periods/*/to",
        "/periods/*/months",
        "/periods/*/insuranceType",
        "/naturalMonths",
        "/overlapMonths",
    ),
    risk="重复享受",
    covers=("GBT-6-periods",),
    messages={
        "naturalMonths": (
            "自然月数应为 {expected}（各险种去重月数之和）；请核对时段是否被合并或漏记",
            "natural months must be {expected}, the distinct months of each type added; see whether periods were merged",
        ),
        "overlapMonths": (
            "重叠月数应为 {expected}（总月数减自然月数）；请核对时段是否被合并或漏记",
            "overlapping months must be {expected}, total less natural months; see whether periods were merged",
        ),
        "overlap": (
            "有重叠月份：{actual}；已如实记录，由转入地按当地规定处理",
            "months overlap: {actual}; they are recorded as paid, the destination decides what they count",
        ),
    },
)
def overlaps_are_kept(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the given figures with the recomputed ones; tell overlaps where all given figures are right."""
    summary = scene.summary
    if not summary.spans_hold:
        return
    right = True
    for member, months in (("naturalMonths", summary.natural), ("overlapMonths", summary.overlap)):
        if document.get(member, months) != months:
            right = False
            yield at(f"/{member}", member, expected=str(months), actual=str(document[member]))
    if right and summary.overlap:
        pointer = "/overlapMonths" if "overlapMonths" in document else "/periods"
        yield at(pointer, "overlap", actual=_told(summary), severity=INFO)


def _told(summary: Summary) -> str:
    """The overlapping months of each type, such as ``310: 2024-12~2025-07``."""
    lines = (
        f"{kind}: {', '.join(map(stretch_text, line.overlaps))}"
        for kind, line in sorted(summary.types.items())
        if line.overlaps
    )
    return "; ".join(lines)
