"""A document names a number that no document of the case bears.

Why: a reference that leads nowhere joins the wrong papers, or hides that one is missing.
Basis: compilation notes of GB/T 34282.2-2017 (materials are exchanged and can be followed); practice of case files.
Bad: letterReply with inReplyTo "310000LX2026000009" in a case whose contactLetter is "310000LX2026000001".
Good: the letter's number; a number of an earlier version that a document of the case replaces; no contactLetter there.
"""

from collections.abc import Iterator
from functools import cache

from validators.case import Case, Paper
from validators.finding import WARNING
from validators.numbers import document_number
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_NAMES = {
    "inReplyTo": "contactLetter",
    "certificateNumber": "certificate",
    "applicationNumber": "application",
    "matchedTo": "fundNotice",
}
#: The numbers by which a document may be named: its own, the printed one, and that of the version before it.
_BORNE = ("documentNumber", "printedNumber", "replaces")


@case_rule(
    "DC-06",
    WARNING,
    title_zh="引用的文号在本案中不存在",
    why_zh="复函、凭证号、申请号、匹配通知、更正对象等引用的文号，应是本案同类单据的文号。请核对文号，或补入被引用的单据。",
    forms=(
        *(
            "application",
            "contactLetter",
            "letterReply",
            "informationForm",
            "fundNotice",
            "fundReceipt",
            "fundReturn",
        ),
        *("acceptanceNotice", "refusalNotice", "supplementNotice", "correctionLetter", "withdrawal"),
        *("completionNotice", "transferConfirmation"),
    ),
    reads=tuple(f"/{name}" for name in (*_NAMES, "concerns")),
    risk="信息",
    covers=("GBT-4-exchange",),
    messages={
        "": (
            "本案同类单据的文号是 {expected}；请核对引用的文号，或补入被引用的单据",
            "the document of that type in this case bears {expected}; correct the number, or add the document named",
        )
    },
)
def references_lead_somewhere(scene: CaseScene) -> Iterator[At]:
    """Look up every reference of every current document among the documents of its type."""

    @cache
    def of_form(form: str) -> tuple[list[Paper], set[str]]:
        return _borne(scene.case, form)

    for paper in scene.case.current:
        for member, form in _references(paper):
            held, numbers = of_form(form)
            given = paper.tree[member]
            if held and given not in numbers:
                wanted = held[-1].get("/documentNumber")
                yield on(paper, at(f"/{member}", expected=wanted, actual=given), (held[-1], "/documentNumber"))


def _references(paper: Paper) -> Iterator[tuple[str, str]]:
    """The members of a document that name another, each with the type of what they name."""
    for member, form in _NAMES.items():
        if member in paper.tree:
            yield member, form
    concerned = document_number.document_type(paper.tree.get("concerns", ""))
    if concerned is not None:
        yield "concerns", concerned


def _borne(case: Case, form: str) -> tuple[list[Paper], set[str]]:
    """The documents of a type that bear a number, and every number by which one of them may be named."""
    held = [paper for paper in case.papers if paper.form == form and "documentNumber" in paper.tree]
    return held, {paper.tree[name] for paper in held for name in _BORNE if name in paper.tree}
