"""What the HTML report keeps of the results that pass by: capped lists, true counts of what they leave out."""

import hashlib
from dataclasses import dataclass, field

import orjson

from ybzj_docs.checking.reports.phrases import cut, document_name
from ybzj_docs.checking.result import CaseResult, DocumentResult, Drawn, Place, Told
from ybzj_docs.checking.wording import Lang

#: How much the page lists.
FINDINGS, SAMPLES, DOCUMENTS, CLEAN, DRAWN, CASES = 2000, 10, 1000, 1000, 100, 200
_LONGEST, _RELATED = 500, 5


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the page shows it; ``key`` tells it from every other."""

    key: str
    document: str
    path: str
    rule: str
    severity: str
    crumbs: tuple[str, ...]
    message: str
    expected: str | None
    actual: str | None
    pointer: str
    line: int
    column: int
    related: tuple[Place, ...]
    fix: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document of which there is something to say; ``left`` of its findings are not in ``rows``."""

    name: str
    path: str
    verdict: str
    rows: tuple[Row, ...]
    left: int
    skipped: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Kept:
    """Takes result after result. Memory is bounded by the caps, whatever passes by."""

    lang: Lang
    documents: list[Sheet] = field(default_factory=list)
    clean: list[tuple[str, str]] = field(default_factory=list)
    left_clean: int = 0
    samples: dict[str, list[Row]] = field(default_factory=dict)
    severities: dict[str, set[str]] = field(default_factory=dict)
    drawn: list[tuple[str, str, tuple[Drawn, ...]]] = field(default_factory=list)
    cases: list[CaseResult] = field(default_factory=list)
    seen_cases: int = 0
    listed: int = 0
    left_documents: int = 0
    left_drawn: int = 0

    @property
    def identity(self) -> list[str]:
        """What tells these findings from those of another check."""
        return [row.key for sheet in self.documents for row in sheet.rows]

    def add(self, result: DocumentResult) -> None:
        """Keep of ``result`` what there is room for."""
        if result.periods:
            self._draw(result)
        if result.findings or result.verdict != "valid":
            self._list(result)
        elif len(self.clean) < CLEAN:
            self.clean.append((document_name(result, self.lang), _path(result.path)))
        else:
            self.left_clean += 1

    def add_case(self, told: CaseResult) -> None:
        """Keep of the cases the most urgent ones; papers that measure nothing are no course."""
        if not told.steps and told.break_months is None:
            return
        self.seen_cases += 1
        self.cases.append(told)
        if len(self.cases) > 2 * CASES:
            self.cases = self.urgent_cases()

    def urgent_cases(self) -> list[CaseResult]:
        """The cases that the page has room for, those first that are late."""
        return sorted(self.cases, key=_urgency)[:CASES]

    def _draw(self, result: DocumentResult) -> None:
        if len(self.drawn) < DRAWN:
            self.drawn.append((document_name(result, self.lang), _path(result.path), result.periods))
        else:
            self.left_drawn += 1

    def _list(self, result: DocumentResult) -> None:
        room = FINDINGS - self.listed if len(self.documents) < DOCUMENTS else 0
        rows = []
        for number, told in enumerate(result.findings):
            samples = self.samples.setdefault(told.rule, [])
            self.severities.setdefault(told.rule, set()).add(told.severity)
            if number < room or len(samples) < SAMPLES:
                row = self._row(told, result)
                rows += [row] if number < room else []
                samples += [row] if len(samples) < SAMPLES else []
        self.listed += len(rows)
        if not room:
            self.left_documents += 1
            return
        skipped = tuple((one.layer, cut(one.reason, _LONGEST)) for one in result.skipped)
        left, name = len(result.findings) - len(rows), document_name(result, self.lang)
        self.documents.append(Sheet(name, _path(result.path), result.verdict, tuple(rows), left, skipped))

    def _row(self, told: Told, result: DocumentResult) -> Row:
        place = (result.path, result.record or 0, told.rule, told.pointer, told.line, told.column, told.message)
        return Row(
            hashlib.sha256(repr(place).encode(errors="backslashreplace")).hexdigest()[:12],
            document_name(result, self.lang),
            _path(result.path),
            told.rule,
            told.severity,
            tuple(cut(crumb, 60) for crumb in told.crumbs[:12]),
            cut(told.message, _LONGEST),
            None if told.expected is None or told.expected in told.message else cut(told.expected, 200),
            None if told.actual is None or told.actual in told.message else cut(told.actual, 200),
            cut(told.pointer, 300),
            told.line,
            told.column,
            told.related[:_RELATED],
            cut(orjson.dumps(list(told.fix)).decode(), _LONGEST) if told.fix else "",
        )


def _urgency(case: CaseResult) -> tuple[bool, bool, int]:
    return not any(step.late for step in case.steps), not case.steps, case.number


def _path(path: str) -> str:
    return path if len(path) <= 300 else f"…{path[-299:]}"
