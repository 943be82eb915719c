"""A line of totals contradicts itself or the periods.

Why: the destination counts years from the lines of totals; a part cannot be more than the whole.
Basis: information form (compilation notes of GB/T 34282.2-2017, six 3); 天津 2023: paid and deemed months apart.
    Military service counts as deemed, lump sums as neither. natural ≤ months only where every period's months equals
    its span.
Bad: a line with months 24 and transferredMonths 30; a line 310 with months 24 while its periods sum to 36.
Good: months 36, naturalMonths 30, actualMonths 24, deemedMonths 12.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "PD-13",
    ERROR,
    title_zh="分险种合计前后矛盾",
    why_zh="自然月数、转入月数、实缴加视同月数都不得多于该险种缴费月数，缴费月数应等于该险种各时段月数之和。"
    "请核对时段后更正合计。",
    forms=("informationForm", "completionNotice", "transferConfirmation"),
    reads=(
        "/periods/*/from",
        "/periods/*/to",
        "/periods/*/months",
        "/periods/*/insuranceType",
        "/totals/*/insuranceType",
        "/totals/*/months",
        "/totals/*/naturalMonths",
        "/totals/*/actualMonths",
        "/totals/*/deemedMonths",
        "/totals/*/transferredMonths",
    ),
    risk="信息",
    covers=("GBT-6-periods", "43-years"),
    messages={
        "part": (
            "该数不得多于本险种缴费月数（{expected}）；请更正",
            "this cannot be more than the months of its type ({expected}); correct it",
        ),
        "parts": (
            "实缴月数与视同月数之和不得多于本险种缴费月数（{expected}）；请更正",
            "actual and deemed months together cannot be more than the months of their type ({expected}); correct them",
        ),
        "sum": (
            "应等于该险种各时段月数之和 {expected}；请更正",
            "this must be the sum of the periods of its type, {expected}; correct it",
        ),
    },
)
def totals_agree(document: Document, scene: Scene) -> Iterator[At]:
    """Judge every line of totals, with the periods where the document has them."""
    with_periods = "periods" in document
    for position, line in enumerate(document.get("totals", ())):
        pointer = f"/totals/{position}"
        if with_periods:
            yield from _against_periods(pointer, line, scene)
        yield from _parts(pointer, line)


def _against_periods(pointer: str, line: Document, scene: Scene) -> Iterator[At]:
    kind = scene.summary.types.get(line["insuranceType"])
    months = kind.months if kind else 0
    if line["months"] != months:
        yield at(f"{pointer}/months", "sum", expected=str(months), actual=str(line["months"]))
    if scene.summary.spans_hold:
        yield from _at_most(pointer, line, "naturalMonths")


def _parts(pointer: str, line: Document) -> Iterator[At]:
    yield from _at_most(pointer, line, "transferredMonths")
    actual, deemed = line.get("actualMonths", 0), line.get("deemedMonths", 0)
    yield from _at_most(pointer, line, "actualMonths")
    if actual <= line["months"] < actual + deemed:
        yield at(f"{pointer}/deemedMonths", "parts", expected=f"≤ {line['months']}", actual=f"{actual} + {deemed}")


def _at_most(pointer: str, line: Document, member: str) -> Iterator[At]:
    if line.get(member, 0) > line["months"]:
        yield at(f"{pointer}/{member}", "part", expected=f"≤ {line['months']}", actual=str(line[member]))
