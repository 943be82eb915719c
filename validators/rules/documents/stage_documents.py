"""A document of the stage is missing.

Why: a stage is closed only with its papers; what is missing is asked for later, at the person's expense.
Basis: 人社险中心函〔2010〕58号 art. 4 and 5 (with and without employer), 人社厅发〔2016〕94号, GB/T 34282.2-2017,
    医保办发〔2021〕43号 (no paper certificate, no contact letter). Judged only with --stage.
Bad: --stage acceptance and no acceptanceNotice; --stage funds, disposition transfer, and no fundNotice.
Good: a refusalNotice instead of the acceptanceNotice, and nothing after it; disposition none and no fund papers.
"""

from collections.abc import Iterator

from validators.case import Case, Paper
from validators.course import ended, nets, side
from validators.finding import ERROR
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene, Stage

_WITH_LETTER = ("2010", "2016", "2017")
_ARCHIVE = ("archiveCover", "archiveIndex", "archiveNote")


@case_rule(
    "DC-01",
    ERROR,
    stage="application",
    title_zh="缺少本阶段应有的单据",
    why_zh="按业务规定和情形（有无接收单位、有无资金划转）核对各阶段材料：申请、受理、发函、信息表、资金、办结、归档。"
    "请向出具方补齐；应由机构之间取得的，不要求申请人提供。",
    forms=(
        *("application", "certificate", "acceptanceNotice", "refusalNotice", "contactLetter", "informationForm"),
        *("fundNotice", "fundReceipt", "completionNotice", *_ARCHIVE),
    ),
    reads=("/documentType", "/edition", "/hasEmployer", "/account/disposition", "/side"),
    risk="信息",
    covers=("GBT-6-acceptance", "58-4", "58-5", "94-5"),
    messages={
        "": (
            "缺{document_zh}（{stage_zh}阶段应有）；请由出具方补齐",
            "{document_en} is missing, which belongs to the stage {stage}; get it from its issuer",
        )
    },
)
def stage_is_complete(scene: CaseScene) -> Iterator[At]:
    """Look for the documents of the stage asked for and of all before it; one finding for each that is missing."""
    case = scene.case
    for stage, form in _demanded(case):
        there = case.of("acceptanceNotice", "refusalNotice") if stage == "acceptance" else case.of(form)
        demands = _demands(case, stage)
        if scene.reaches(stage) and not there and demands is not None:
            zh, en = _NAMES[form]
            told = at("", expected=form, stage=stage, stage_zh=_STAGES[stage], document_zh=zh, document_en=en)
            yield on(demands, told)


def _demanded(case: Case) -> Iterator[tuple[Stage, str]]:
    """What each stage demands in the situation of the case; after it has ended otherwise only acceptance and archive."""
    edition = case.edition
    early = edition in ("2016", "2017") or (edition == "2010" and case.has_employer is False)
    yield "application", "application"
    if early:
        yield "application", "certificate"
    yield "acceptance", "acceptanceNotice"
    if not ended(case):
        if edition in _WITH_LETTER:
            yield "letter", "contactLetter"
        yield "form", "informationForm"
        if edition == "2010" and not early:
            yield "form", "certificate"
        if case.money_goes:
            yield "funds", "fundNotice"
            if side(case) == "destination" and not nets(case):
                yield "funds", "fundReceipt"
        yield "completion", "completionNotice"
    for form in _ARCHIVE:
        yield "archive", form


def _demands(case: Case, stage: Stage) -> Paper | None:
    """The document that demands those of a stage: the form those of the money, else the one that leads the case."""
    if stage == "archive":
        return next(iter(case.of(*_ARCHIVE)), case.lead)
    return (case.one("informationForm") if stage == "funds" else None) or case.lead


_STAGES: dict[Stage, str] = {
    "application": "申请",
    "acceptance": "受理",
    "letter": "发函",
    "form": "转出",
    "funds": "资金",
    "completion": "办结",
    "archive": "归档",
}
_NAMES = {
    "application": ("转移接续申请表", "the application"),
    "certificate": ("参保凭证", "the certificate"),
    "acceptanceNotice": ("受理告知书（或不予受理告知书）", "the acceptance notice (or a refusal notice)"),
    "contactLetter": ("联系函", "the contact letter"),
    "informationForm": ("信息表", "the information form"),
    "fundNotice": ("转移资金划转通知", "the fund notice"),
    "fundReceipt": ("到账登记", "the fund receipt"),
    "completionNotice": ("办结告知", "the completion notice"),
    "archiveCover": ("案卷封面", "the archive cover"),
    "archiveIndex": ("卷内文件目录", "the archive index"),
    "archiveNote": ("备考表", "the archive note"),
}
