"""Where the parts of a drawing stand: contribution periods over the years, the steps of a case over the days.

Lengths are units of the drawing's view box, which is ``WIDTH`` wide; a template turns them into SVG.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from validators.periods import Stretch, gaps, month_index, overlaps, size, stretch_text
from ybzj_docs import catalog
from ybzj_docs.checking.result import CaseResult, Drawn, StepTold
from ybzj_docs.checking.wording import Lang

WIDTH = 960
_LEFT, _RIGHT = {"zh": 160, "en": 235}, 20
_TOP, _ROW, _BAR, _BETWEEN = 28, 22, 16, 10
_STEP_ROW, _STEP_LEFT, _STEP_RIGHT = 34, 90, 250
#: Days between two marks of a scale.
_PACES = (1, 2, 5, 7, 14, 28, 56, 91, 182, 365, 730, 1826, 3652)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place, what kind it is (a CSS class), the text upon it, and what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing ``height`` high: marks of the scale (x, text), labels of rows (y, text), and bars."""

    height: float
    marks: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    left: float
    right: float

    def at(self, value: int) -> float:
        room = WIDTH - self.left - self.right
        return round(self.left + room * (value - self.first) / max(1, self.last - self.first), 1)


# --- contribution periods ---


def periods_drawing(periods: Sequence[Drawn], lang: Lang) -> Drawing:
    """The periods of an information form: a band for each insurance type, months that are doubled or lacking marked."""
    spans = [(month_index(period.first), month_index(period.last)) for period in periods]
    years = min(first for first, _ in spans) // 12, max(last for _, last in spans) // 12 + 1
    scale = _Scale(years[0] * 12, years[1] * 12, _LEFT[lang], _RIGHT)
    pace = max(1, -(-(years[1] - years[0]) // 14))
    labels: list[tuple[float, str]] = []
    bars: list[Bar] = []
    top = float(_TOP)
    for kind in dict.fromkeys(period.insurance_type for period in periods):
        own = [(span, one) for span, one in zip(spans, periods, strict=True) if one.insurance_type == kind]
        lanes = _lanes([span for span, _ in own])
        height = max(lanes) * _ROW + _ROW
        labels.append((top + height / 2, _type(kind, lang)))
        bars += [
            _period(span, one, scale, top + lane * _ROW, lang) for lane, (span, one) in zip(lanes, own, strict=True)
        ]
        bars += _marked([span for span, _ in own], scale, top, height, lang)
        top += height + _BETWEEN
    marks = tuple((scale.at(year * 12), str(year)) for year in range(years[0], years[1] + 1, pace))
    return Drawing(top, marks, tuple(labels), tuple(bars))


def _lanes(spans: Sequence[Stretch]) -> list[int]:
    """For each span the first lane in which it touches none before it."""
    ends: list[int] = []
    lanes = []
    for first, last in spans:
        lane = next((index for index, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        lanes.append(lane)
    return lanes


def _period(span: Stretch, period: Drawn, scale: _Scale, top: float, lang: Lang) -> Bar:
    x, end = scale.at(span[0]), scale.at(span[1] + 1)
    months = size([span]) if period.months is None else period.months
    unit = f"{months} months" if lang == "en" else f"{months} 个月"
    short = str(months) if end - x > 22 else ""
    return Bar(x, top + 3, max(1.5, end - x), _BAR, "period", short, f"{period.first} ~ {period.last}  {unit}")


def _marked(spans: Sequence[Stretch], scale: _Scale, top: float, height: float, lang: Lang) -> Iterable[Bar]:
    words = ("doubled", "lacking", "months") if lang == "en" else ("重叠", "缺", "个月")
    for kind, word, found in (("doubled", words[0], overlaps(spans)), ("gap", words[1], gaps(spans))):
        for first, last in found:
            x, end = scale.at(first), scale.at(last + 1)
            title = f"{word} {size([(first, last)])} {words[2]}: {stretch_text((first, last))}"
            yield Bar(x, top, max(1.5, end - x), height, kind, "", title)


def _type(kind: str, lang: Lang) -> str:
    if not kind:
        return "other" if lang == "en" else "其他"
    known = catalog.codelist("insuranceType")
    return (known.titles_en if lang == "en" else known.titles)[kind]


# --- the course of a case ---


def timeline_drawing(case: CaseResult, as_of: date, words: dict[str, str]) -> Drawing:
    """The measured steps of ``case``, with the day on which each is due; what is open reaches to ``as_of``."""
    days = [day.toordinal() for step in case.steps for day in _days(step, as_of)]
    scale = _Scale(min(days), max(days), _STEP_LEFT, _STEP_RIGHT)
    pace = next((pace for pace in _PACES if (scale.last - scale.first) / pace <= 6), _PACES[-1])
    marks = tuple(
        (scale.at(day), date.fromordinal(day).isoformat()) for day in range(scale.first, scale.last + 1, pace)
    )
    tops = [float(_TOP + index * _STEP_ROW) for index in range(len(case.steps))]
    labels = tuple((top + _STEP_ROW / 2, words[step.step]) for top, step in zip(tops, case.steps, strict=True))
    bars = [bar for top, step in zip(tops, case.steps, strict=True) for bar in _step(step, scale, top, as_of, words)]
    return Drawing(_TOP + len(tops) * _STEP_ROW + 4, marks, labels, tuple(bars))


def _days(step: StepTold, as_of: date) -> list[date]:
    end = step.ended_on or max(as_of, step.started_on)
    return [step.started_on, end + timedelta(days=1), *([step.due_on + timedelta(days=1)] if step.due_on else [])]


def _step(step: StepTold, scale: _Scale, top: float, as_of: date, words: dict[str, str]) -> Iterable[Bar]:
    """The days that a step took, the days that it may take behind them, and in words what came of it."""
    start, end, *due = (day.toordinal() for day in _days(step, as_of))
    x, room = scale.at(start), _STEP_ROW - 14
    title = f"{step.started_on} → {step.ended_on or words['open']}"
    if due:
        yield Bar(
            x, top + 4, max(2.0, scale.at(due[0]) - x), room + 6, "allowed", "", words["due"].format(step.due_on)
        )
    kind = "late" if step.late else "in-time"
    yield Bar(x, top + 7, max(2.0, scale.at(end) - x), room, kind + ("" if step.ended_on else " open"), "", title)
    if due:
        yield Bar(scale.at(due[0]) - 1.5, top + 2, 3, room + 10, "due", "", words["due"].format(step.due_on))
    told = [words["days"].format(step.days, step.allowed)]
    told += [words["paused"].format(step.paused)] if step.paused else []
    told += [words["late" if step.late else "in_time" if step.ended_on else "open"]]
    yield Bar(WIDTH - _STEP_RIGHT + 14, top + _STEP_ROW / 2, 0, 0, f"{kind} told", " · ".join(told), title)
