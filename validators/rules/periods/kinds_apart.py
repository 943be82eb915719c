"""Deemed or transferred months are not told apart in the totals.

Why: places recognise paid, deemed and transferred months differently; added together they cannot be judged any more.
Basis: 天津 2023 (paid and deemed months apart); compilation notes of GB/T 34282.2-2017, six (3). Military service counts
    as deemed.
Bad: a period 310 with countedAs "deemed", and a line of totals 310 without deemedMonths.
Good: the line has deemedMonths; no totals are given at all.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_DEEMED = frozenset({"deemed", "military"})
_TRANSFERRED = frozenset({"transferred"})
#: The member of a line of totals, the member of a period that demands it, and the values with which it does.
_DEMANDS = (("deemedMonths", "countedAs", _DEEMED), ("transferredMonths", "source", _TRANSFERRED))


@rule(
    "PD-09",
    WARNING,
    title_zh="合计未分列视同或转入月数",
    why_zh="各地对实缴、视同（含军龄）和外地转入月数的认定不同，混在一起转入地无法判断。"
    "有这类时段的，分险种合计应分列视同月数或转入月数。请补填。",
    forms=("informationForm",),
    reads=(
        "/periods/*/insuranceType",
        "/periods/*/countedAs",
        "/periods/*/source",
        "/totals/*/insuranceType",
        "/totals/*/deemedMonths",
        "/totals/*/transferredMonths",
    ),
    risk="信息",
    covers=("43-years", "GBT-6-continuation"),
    messages={
        "deemedMonths": (
            "该险种有视同缴费或军龄时段，合计中应列视同月数；请补填",
            "this type has deemed or military periods, so its line of totals needs deemedMonths; add it",
        ),
        "transferredMonths": (
            "该险种有外地转入时段，合计中应列转入月数；请补填",
            "this type has transferred periods, so its line of totals needs transferredMonths; add it",
        ),
    },
)
def kinds_stand_apart(document: Document, scene: Scene) -> Iterator[At]:
    """Demand the figure in the line of each type that has such periods; of a type without line at the totals."""
    if "totals" not in document:
        return
    for member, cause, values in _DEMANDS:
        if scene.column(cause).isdisjoint(values):
            continue
        kinds = {period["insuranceType"] for period in document["periods"] if period.get(cause) in values}
        for kind in sorted(kinds):
            lines = [(i, line) for i, line in enumerate(document["totals"]) if line["insuranceType"] == kind]
            if not any(member in line for _, line in lines):
                pointer = f"/totals/{lines[0][0]}" if lines else "/totals"
                yield at(pointer, member, expected=member)
