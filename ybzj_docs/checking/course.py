"""The course of a case in words: its situation, measured steps, what comes next, the break in months."""

from collections.abc import Iterable

from validators.case import Case
from validators.rule import rules
from validators.situation import situation
from validators.timeline import Step, Timeline
from ybzj_docs.checking.result import CaseResult, StepTold
from ybzj_docs.checking.wording import Lang


def case_told(number: int, case: Case, seen: Timeline, lang: Lang) -> CaseResult:
    """What a report tells of the case ``number``."""
    kind, gap = situation(case), seen.break_months
    following = seen.next.en if seen.next and lang == "en" else seen.next.zh if seen.next else None
    return CaseResult(
        number,
        kind.en if lang == "en" else kind.zh,
        tuple(_step(step) for step in seen.steps),
        following,
        gap.months if gap else None,
        gap.consequence[lang == "en"] if gap else None,
    )


def unknown_years(years: Iterable[int], lang: Lang) -> str:
    """Why the layer ``workingDays`` is skipped (rule TM-03)."""
    zh, en = rules()["TM-03"].messages[""]
    text, comma = (en, ", ") if lang == "en" else (zh, "、")
    return text.format(years=comma.join(map(str, years)))


def _step(step: Step) -> StepTold:
    ended = step.ended.on if step.ended else None
    return StepTold(step.step, step.started.on, ended, step.allowed, step.days, step.paused, step.due_on, step.late)
