"""A correction cannot be followed: from what to what, and where both versions are.

Why: a correction must show what was wrong, and the wrong version must be kept beside the right one.
Basis: compilation notes of GB/T 34282.2-2017 (wrong information is settled between the agencies by letter); practice:
    the original is kept, the new version says what it replaces.
Bad: an item with neither was nor shouldBe; a new version without replaces, or without the old version in the case.
Good: an item with only shouldBe (an entry was added); a letter whose new version has not come yet.
"""

from collections.abc import Iterator

from validators.case import Case, Paper
from validators.course import ORDER
from validators.finding import ERROR
from validators.numbers import document_number
from validators.pauses import answers
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene


@case_rule(
    "DC-02",
    ERROR,
    title_zh="更正不可追溯",
    why_zh="更正函逐项写明原值或更正值（新增或删除的只写其一）；原版保留，新版写明所替代的文号（replaces）。"
    "请补写各项，并把原版、新版一并存入案卷。",
    forms=(
        "correctionLetter",
        *(form for form in ORDER if not form.startswith("archive") and form != "correctionLetter"),
    ),
    reads=("/items/*/was", "/items/*/shouldBe", "/concerns", "/replaces", "/correctionNumber", "/documentNumber"),
    risk="信息",
    covers=("GBT-6-errors",),
    messages={
        "item": (
            "更正项应写明原值（was）或更正值（shouldBe）",
            "the item must say what was (was) or what should be (shouldBe)",
        ),
        "replaces": (
            "更正后的单据应写明所替代的文号 {expected}（replaces）",
            "the new version must name the document that it replaces: {expected}",
        ),
        "old": (
            "案卷中缺更正前的原版（{expected}）；请保留原版并补入",
            "the version before the correction is missing ({expected}); keep it and add it to the case",
        ),
    },
)
def correction_is_traceable(scene: CaseScene) -> Iterator[At]:
    """Look at the items of each letter, and at the old and the new version of what it concerns."""
    for letter in scene.case.of("correctionLetter"):
        for position, item in enumerate(letter.tree.get("items", ())):
            if "pointer" in item and "was" not in item and "shouldBe" not in item:
                yield on(letter, at(f"/items/{position}", "item"))
        concerned = letter.get("/concerns")
        if concerned is not None:
            yield from _versions(scene.case, letter, concerned)


def _versions(case: Case, letter: Paper, concerned: str) -> Iterator[At]:
    renewed = _renewed(case, letter, concerned)
    for paper in renewed:
        if paper.get("/replaces") != concerned:
            pointer = "/replaces" if "replaces" in paper.tree else ""
            told = at(pointer, "replaces", expected=concerned, actual=paper.get("/replaces"))
            yield on(paper, told, (letter, "/concerns"))
    kept = [p for p in case.papers if p.get("/documentNumber") == concerned and p not in renewed]
    if renewed and not kept:
        yield on(letter, at("", "old", expected=renewed[0].form), (renewed[0], ""))


def _renewed(case: Case, letter: Paper, concerned: str) -> list[Paper]:
    """The new versions of what a letter concerns: those that answer it, or name the letter and are of its type."""
    number = letter.get("/documentNumber")
    form = document_number.document_type(concerned) or _form_of(case, concerned)
    named = [
        paper
        for paper in case.of(*([form] if form else []))
        if number is not None
        and paper.get("/correctionNumber") == number
        and paper.get("/documentNumber") != concerned
    ]
    answered = answers(case, letter)
    return answered[:1] or named


def _form_of(case: Case, number: str) -> str | None:
    return next((paper.form for paper in case.papers if paper.get("/documentNumber") == number), None)
