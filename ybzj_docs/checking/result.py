"""What a check tells, as data: findings with their places, one result a document, a summary of all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from validators.finding import Patch, Severity
from validators.profile import Override

Verdict = Literal["valid", "invalid", "undetermined"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: path, record in its file, pointer, line and column from 1."""

    path: str
    record: int | None
    pointer: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Told:
    """A finding ready to be reported: masked, worded, with line and column (from 1) in the decoded text.

    ``crumbs`` are the Chinese names from the document down to the field, ``label`` the field's own.
    """

    rule: str
    severity: Severity
    pointer: str
    line: int
    column: int
    label: str
    crumbs: tuple[str, ...]
    message: str
    expected: str | None = None
    actual: str | None = None
    related: tuple[Place, ...] = ()
    fix: Patch = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A layer that was asked for and could not be run, and why."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A contribution period as a report draws it: months ``YYYY-MM``, a known insurance type (else empty), months."""

    first: str
    last: str
    insurance_type: str
    months: int | None


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """The verdict on one document; ``record`` counts from 1 where its file holds several.

    ``periods`` are those of an information form, where a report that draws them was asked for.
    """

    path: str
    record: int | None
    document_type: str | None
    title: str
    edition: str | None
    profile: str | None
    document_number: str | None
    verdict: Verdict
    findings: tuple[Told, ...]
    skipped: tuple[Skipped, ...] = ()
    case: int | None = None
    periods: tuple[Drawn, ...] = ()


def verdict_of(findings: Iterable[Told], skipped: Iterable[Skipped]) -> Verdict:
    """Any error makes a document invalid, else a skipped layer undetermined; warnings never reject."""
    if any(finding.severity == "error" for finding in findings):
        return "invalid"
    return "undetermined" if any(True for _ in skipped) else "valid"


@dataclass(frozen=True, slots=True)
class StepTold:
    """A measured step of a case: days are working days; ``due_on`` None = not known yet (a pause, or the calendar)."""

    step: str
    started_on: date
    ended_on: date | None
    allowed: int
    days: int
    paused: int
    due_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What is told of a case as a whole. ``situation`` and ``next`` (what comes next, and who owes it) are words.

    ``break_months`` lie between the last month at the origin and the first at the destination, with their
    ``consequence``; None where that is not known. ``folders`` are those in which its documents stand.
    """

    number: int
    situation: str
    steps: tuple[StepTold, ...]
    next: str | None
    break_months: int | None
    consequence: str | None
    folders: tuple[str, ...] = ()


@dataclass(slots=True)
class Summary:
    """Counts over all documents, also of what a cap left out of the list."""

    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    truncated: bool = False

    @property
    def documents(self) -> int:
        """How many documents were checked."""
        return self.verdicts.total()

    def add(self, result: DocumentResult) -> None:
        """Count ``result``."""
        self.verdicts[result.verdict] += 1
        for finding in result.findings:
            self.severities[finding.severity] += 1
            self.by_rule[finding.rule] += 1


@dataclass(frozen=True, slots=True)
class Report:
    """A whole check. ``profile`` is the one that was asked for; ``unread`` names inputs that could not be read.

    ``unused`` are overrides of that profile that met nothing, or have ended: they may be taken out of it.
    """

    version: str
    profile: str | None
    as_of: date
    rules_hash: str
    documents: tuple[DocumentResult, ...]
    summary: Summary
    cases: tuple[CaseResult, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    unused: tuple[Override, ...] = ()
