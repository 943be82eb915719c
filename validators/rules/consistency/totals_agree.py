"""The months of the form, of the totals and of the completion notice are not the same number.

Why: what the person is told must be what the origin sent; no month is lost or added on the way.
Basis: 人社厅发〔2016〕94号 (the data are entered into the new place's file without a break); compilation notes of
    GB/T 34282.2-2017, six (5).
Bad: informationForm.totalMonths 276 and completionNotice.totalMonths 270, or totals that add up to 270.
Good: 276 wherever it stands; the certificate's figure, which is of natural months (PD-10).
"""

from collections.abc import Iterator

from validators.case import Case, Paper
from validators.course import place
from validators.finding import ERROR
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_FORMS = ("informationForm", "transferConfirmation", "completionNotice")


@case_rule(
    "XD-02",
    ERROR,
    title_zh="累计月数前后不一致",
    why_zh="信息表、办结告知的累计月数和各处合计的月数之和应为同一个数。请以信息表各时段为准核对，更正不一致的一处。",
    forms=_FORMS,
    reads=("/totalMonths", "/totals/*/months"),
    risk="信息",
    covers=("GBT-6-periods", "GBT-6-errors"),
    messages={
        "": (
            "月数应与本案其他单据一致（{expected}）；请以信息表各时段为准核对更正",
            "the months must be those of the other documents, {expected}; check them against the form's periods",
        )
    },
)
def totals_agree(scene: CaseScene) -> Iterator[At]:
    """Compare every such figure with the first: the form's total, else what comes next."""
    figures = [figure for paper in _papers(scene.case) for figure in _figures(paper)]
    for paper, pointer, months in figures[1:]:
        first = figures[0]
        if months != first[2]:
            yield on(paper, at(pointer, expected=str(first[2]), actual=str(months)), (first[0], first[1]))


def _papers(case: Case) -> list[Paper]:
    return sorted(case.of(*_FORMS), key=lambda paper: (_FORMS.index(paper.form), place(paper)))


def _figures(paper: Paper) -> Iterator[tuple[Paper, str, int]]:
    total = paper.get("/totalMonths")
    if total is not None:
        yield paper, "/totalMonths", total
    months = [line.get("months") for line in paper.tree.get("totals", ())]
    if months and None not in months:
        yield paper, "/totals", sum(months)
