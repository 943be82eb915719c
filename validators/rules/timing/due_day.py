"""The day by which the applicant was told it is done is not the day on which the step ends.

Why: what the applicant is told must be what the regulation promises, no more and no less.
Basis: 医保办发〔2021〕43号, 人社险中心函〔2010〕58号, 人社厅发〔2016〕94号: the working days of the step that acceptance
    starts; the clock stands still from a supplement notice or correction letter to the next revision of what it asked.
Bad: acceptedOn "2026-10-12" and dueOn "2026-10-22" where 10 working days are allowed.
Good: dueOn "2026-10-26", and three working days later where the applicant took three to hand in what was missing.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene
from validators.timeline import Step, measured


@case_rule(
    "TM-04",
    WARNING,
    title_zh="受理告知的办结日期与时限不符",
    why_zh="受理告知书的办结日期应为受理所起算环节的最后一日：按工作日计，始日不计，补正、更正期间不计。"
    "请按推算日期更正并告知申请人。",
    forms=("acceptanceNotice", "application", "supplementNotice", "correctionLetter", "informationForm"),
    reads=("/acceptedOn", "/dueOn", "/issuedOn", "/revision", "/replaces", "/concerns"),
    risk="时限",
    covers=("GBT-6-limits",),
    messages={
        "": (
            "办结日期应为 {expected}（{allowed} 个工作日，扣除补正、更正 {paused} 日）；请更正并告知申请人",
            "this must be {expected}: {allowed} working days, {paused} of pauses not counted; correct and tell it",
        )
    },
)
def due_day_is_right(scene: CaseScene) -> Iterator[At]:
    """Compare dueOn with the ends of the steps that acceptance starts; it may be the end of any of them."""
    notice = scene.case.one("acceptanceNotice")
    promised = notice.get("/dueOn") if notice else None
    steps, _ = measured(scene.case, scene.profile, scene.calendar, scene.as_of)
    ends: list[tuple[Step, date]] = [
        (step, step.due_on) for step in steps if step.started.pointer == "/acceptedOn" and step.due_on is not None
    ]
    if notice is None or promised is None or not ends:
        return
    if all(due.isoformat() != promised for _, due in ends):
        step, due = ends[0]
        told = at("/dueOn", expected=due.isoformat(), actual=promised, allowed=step.allowed, paused=step.paused)
        yield on(notice, told, (notice, "/acceptedOn"))
