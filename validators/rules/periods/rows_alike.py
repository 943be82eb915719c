"""Two contribution periods are alike.

Why: a row that stands twice doubles its months; truly repeated months come from two relations or employers.
Basis: compilation notes of GB/T 34282.2-2017, six (5): periods are recorded as they were paid, so rows are told apart
    by relation, or by employer.
Bad: two rows 310, contributionType "10", regionCode "320200", "2024-01" to "2024-12", without relationNumber.
Good: the same rows with relationNumber "1" and "2", or without any, with two employers.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_ALIKE = ("insuranceType", "contributionType", "regionCode", "from", "to", "relationNumber")


@rule(
    "PD-12",
    WARNING,
    title_zh="缴费时段重复录入",
    why_zh="两行的险种、缴费性质、区划、起止年月和参保关系（都没有时看单位名称）全部相同，可能是重复录入，会虚增年限。"
    "请核对缴费明细：重复录入的删去一行，确属两段关系的填写各自的关系编号或单位名称。",
    forms=("informationForm",),
    reads=(*(f"/periods/*/{member}" for member in (*_ALIKE, "employerName")), "/periods/*/months"),
    risk="重复享受",
    covers=("GBT-6-periods",),
    messages={
        "": (
            "与第 {row} 行完全相同；重复录入的请删去一行，确属两段关系的请填写关系编号或单位名称",
            "the same as row {row}; remove one if it was typed twice, else give relation numbers or employers",
        )
    },
)
def rows_differ(document: Document, scene: Scene) -> Iterator[At]:
    """Compare every row with all before it."""
    if scene.summary.spans_hold and not scene.summary.overlap:
        return  # the quick way: rows that are alike would overlap
    seen: dict[tuple[str | None, ...], int] = {}
    for position, period in enumerate(document["periods"]):
        employer = None if "relationNumber" in period else period.get("employerName")
        key = (*map(period.get, _ALIKE), employer)
        first = seen.setdefault(key, position)
        if first != position:
            yield at(f"/periods/{position}", row=first + 1)
