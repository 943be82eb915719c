"""Nominal and natural months differ, and only one is told.

Why: places count years differently; the destination needs both figures.
Basis: compilation notes of GB/T 34282.2-2017, six (5). Judged only where every period's months equals its span.
Bad: overlapping periods with totalMonths 145 and no naturalMonths.
Good: totalMonths 145 and naturalMonths 137; no overlap, and no naturalMonths.
"""

from collections.abc import Iterator

from validators.finding import INFO
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "PD-05",
    INFO,
    title_zh="有重叠月份但未列自然月数",
    why_zh="各地年限口径不同，名义月数与去重后的自然月数不同时应同时列出，供转入地选用。请补填自然月数。",
    forms=("informationForm",),
    reads=(
        "/periods/*/from",
        "/periods/*/to",
        "/periods/*/months",
        "/periods/*/insuranceType",
        "/totalMonths",
        "/naturalMonths",
    ),
    risk="信息",
    covers=("GBT-6-periods",),
    messages={
        "": (
            "有重叠月份，自然月数（{months}）与总月数不同，但未列出；请补填自然月数",
            "months overlap, so natural months ({months}) differ from the total, but are not told; add naturalMonths",
        )
    },
)
def both_counts_are_told(document: Document, scene: Scene) -> Iterator[At]:
    """Demand naturalMonths where it differs from the sum of the months."""
    summary = scene.summary
    if summary.spans_hold and summary.overlap and "naturalMonths" not in document:
        yield at("", expected="naturalMonths", months=summary.natural)
