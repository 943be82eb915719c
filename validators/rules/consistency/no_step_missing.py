"""A step between the first and the last document of a case has left no paper.

Why: a step that was skipped, or whose paper was lost, cannot be proved later.
Basis: the order of steps of 人社险中心函〔2010〕58号, 人社厅发〔2016〕94号, 医保办发〔2021〕43号 (2021: no contact letter,
    the platform's notice instead, and no paper of the receipt).
Bad: edition "2016": application, acceptanceNotice and informationForm without contactLetter.
Good: only application and acceptanceNotice so far; a certificate and a form alone.
"""

from collections.abc import Iterator

from validators.case import Case
from validators.course import nets, side
from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_NAMES = {
    "acceptanceNotice": ("受理告知书", "the acceptance notice"),
    "contactLetter": ("联系函", "the contact letter"),
    "informationForm": ("信息表", "the information form"),
    "fundReceipt": ("到账登记", "the fund receipt"),
}


@case_rule(
    "XD-03",
    WARNING,
    title_zh="中间环节缺单据",
    why_zh="有申请表或联系函的案件，从最先到最后的单据之间，受理告知书、联系函、信息表、到账登记不应缺失。"
    "请补入缺少的单据，或说明该环节未发生的原因。",
    forms=("application", "contactLetter", "informationForm", "fundReceipt", "acceptanceNotice", "completionNotice"),
    reads=("/documentType", "/edition", "/account/disposition", "/side"),
    risk="信息",
    covers=("GBT-4-exchange", "GBT-6-transfer"),
    messages={
        "": (
            "前面缺{document_zh}；请补入，或说明未发生的原因",
            "{document_en} before this is missing; add it, or say why the step did not happen",
        )
    },
)
def no_step_is_missing(scene: CaseScene) -> Iterator[At]:
    """Tell each absent one at the next document that is there."""
    case = scene.case
    if not case.of("application", "contactLetter"):
        return
    chain = list(_chain(case))
    there = [bool(case.of(form)) for form in chain]
    for position, form in enumerate(chain):
        following = next((later for later in chain[position + 1 :] if case.of(later)), None)
        if not there[position] and any(there[:position]) and following is not None:
            zh, en = _NAMES[form]
            yield on(case.of(following)[0], at("", expected=form, document_zh=zh, document_en=en))


def _chain(case: Case) -> Iterator[str]:
    """The documents that follow on each other in the situation of the case."""
    old = case.edition != "2021"
    yield from ("application", "acceptanceNotice")
    if old:
        yield "contactLetter"
    yield "informationForm"
    due = case.money_goes and side(case) == "destination" and not nets(case)
    if old and (due or case.of("fundReceipt")):  # money that has come in is a step, whatever the papers say
        yield "fundReceipt"
    yield "completionNotice"
