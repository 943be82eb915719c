"""A step took longer than the regulation allows, or is about to.

Why: the regulations set working days for each agency's part; a person who waits for benefits depends on them.
Basis: 人社险中心函〔2010〕58号 art. 4 and 5 and 人社厅发〔2016〕94号 (15 working days each), 医保办发〔2021〕43号 (10 and
    5); the days are the profile's. The first day does not count (民法典 art. 201), pauses (TM-04) neither.
Bad: acceptedOn "2026-09-01" and informationForm.issuedOn "2026-09-16": 11 of 10 working days.
Good: issuedOn "2026-09-15"; a step whose start is not told; a step that the profile does not measure.
"""

from collections.abc import Iterator
from dataclasses import replace

from validators.finding import INFO, WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene
from validators.timeline import Step, measured

#: So many working days before the end of a step it is told that it is due.
_SOON = 3


@case_rule(
    "TM-01",
    WARNING,
    also=(INFO,),
    title_zh="办理超过时限或即将到期",
    why_zh="依据 58 号、94 号（各15个工作日）和 43 号（转出10个、转入5个工作日），始日不计，补正、更正期间不计。"
    "请说明超期原因并尽快办结；即将到期的优先办理。",
    forms=(
        *("acceptanceNotice", "contactLetter", "letterReply", "informationForm", "fundReceipt"),
        *("completionNotice", "application"),
    ),
    reads=("/acceptedOn", "/issuedOn", "/receivedOn", "/completedOn", "/registeredOn"),
    risk="时限",
    covers=("58-4", "58-5", "94-limits", "43-limits", "GBT-6-limits"),
    messages={
        "late": (
            "{step_zh}用时 {days} 个工作日，超过 {allowed} 个工作日（应于 {expected} 前办结）；请说明原因并记录",
            "{step_en}: {days} working days instead of {allowed}, due on {expected}; note the reason",
        ),
        "overdue": (
            "{step_zh}已用 {days} 个工作日，超过 {allowed} 个工作日，尚未办结；请立即办理",
            "{step_en}: {days} working days instead of {allowed}, and not done yet; do it at once",
        ),
        "soon": (
            "{step_zh}还剩 {left} 个工作日（共 {allowed} 个）；请及时办理",
            "{step_en}: {left} of {allowed} working days left; do it in time",
        ),
    },
)
def steps_are_in_time(scene: CaseScene) -> Iterator[At]:
    """Tell what is late, and of open steps those with at most three days left."""
    steps, _ = measured(scene.case, scene.profile, scene.calendar, scene.as_of)
    for step in steps:
        if step.late or (step.ended is None and step.left <= _SOON):
            yield _told(step)


#: The step in Chinese and English.
_NAMES = {
    "letter": ("发函（转入地）", "sending the letter (destination)"),
    "form": ("转出（转出地出具信息表）", "transferring out (origin's form)"),
    "completion": ("接续办结（转入地）", "completion (destination)"),
    "total": ("全程", "the whole transfer"),
}


def _told(step: Step) -> At:
    """The finding: at what ended the step, at what started it where it is open."""
    if step.ended is None:
        key = "overdue" if step.late else "soon"
        return on(step.started.paper, _words(step, step.started.pointer, key))
    told = replace(_words(step, step.ended.pointer, "late"), actual=step.ended.on.isoformat())
    return on(step.ended.paper, told, (step.started.paper, step.started.pointer))


def _words(step: Step, pointer: str, key: str) -> At:
    zh, en = _NAMES[step.step]
    return at(
        pointer,
        key,
        expected=step.due_on.isoformat() if step.due_on else None,
        severity=None if step.late else INFO,
        step=step.step,
        step_zh=zh,
        step_en=en,
        days=step.days,
        allowed=step.allowed,
        left=step.left,
    )
