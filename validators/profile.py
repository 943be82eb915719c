"""A profile: the time limits, required papers and severities of one regulation, each figure with its source.

A figure that a source does not give is absent, never filled in: the step is not measured, the demand not made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from validators.finding import Finding, Severity, tokens

#: The events that start a clock: registration at the destination, acceptance of the application, receipt of the
#: contact letter, of the information form, the later of the form and the money, the money, its match.
STARTS = ("registration", "acceptance", "letter", "form", "form-and-funds", "funds", "match")
#: The measured steps of a transfer; ``funds-out`` and ``funds-in`` are the clock of the money where it runs apart.
STEPS = ("letter", "form", "completion", "total", "funds-out", "funds-in")
#: The stages of a case for which a situation demands documents.
STAGES = ("application", "acceptance", "letter", "form", "funds", "completion", "archive")
#: What else a profile may say, and the kind of its value. Months and working days are whole numbers.
FIGURES: Mapping[str, type] = {
    "funds_apart": bool,
    "paper_certificate": bool,
    "e_seal": bool,
    "certificate_months": int,
    "registration_months": int,
    "arrears_block": bool,
    "retirees_excluded": bool,
    "credit_before_funds": bool,
    "break_max_months": int,
    "waiting_max_months": int,
    "switch_min_months": int,
    "pauses": list,
    "hotline": str,
    "automatic": bool,
    "system_review": bool,
    "second_actor": list,
    "back_payment_retroactive": bool,
    "current_month_paid": bool,
    "returned_months_actual": bool,
    "overlap_counted_once": bool,
}
#: Whether a regulation holds within a province or between provinces; one that does not say so holds for both.
SCOPES = ("within-province", "cross-province")
Action = Literal["error", "warning", "info", "off"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a regulation and where it stands; ``unconfirmed`` where no text of the source was read."""

    value: Any
    source: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A measured step: ``days`` working days (None: no source gives them) from the event ``starts``."""

    days: int | None
    starts: str
    source: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation of the regulation: the document types that each stage demands, and what the applicant brings."""

    id: str
    title: str
    documents: Mapping[str, tuple[str, ...]]
    source: str = ""
    title_en: str = ""
    bring: tuple[str, ...] = ()
    bring_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """A severity that the profile gives a rule, and why."""

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Override:
    """What becomes of a rule's findings at some places: another severity, or ``off``; why, and until which day.

    ``pointer`` is an RFC 6901 pointer in which ``*`` stands for any one token; None = everywhere. ``until`` is
    inclusive, None = without end.
    """

    rule: str
    action: Action
    reason: str
    pointer: str | None = None
    until: date | None = None

    def holds(self, as_of: date) -> bool:
        """Whether it has not ended by ``as_of``."""
        return self.until is None or as_of <= self.until

    def meets(self, finding: Finding) -> bool:
        """Whether ``finding`` is of its rule and at one of its places."""
        if finding.rule != self.rule:
            return False
        if self.pointer is None:
            return True
        wanted, found = tokens(self.pointer), tokens(finding.pointer)
        return len(wanted) == len(found) and all(w in ("*", f) for w, f in zip(wanted, found, strict=True))


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of one regulation. ``edition`` is that of its forms; dates are inclusive, None = open.

    ``region`` is the region code of a local one, ``scope`` one of :data:`SCOPES`. ``replaced_by`` are the profiles
    that took its place.
    """

    id: str
    title: str = ""
    title_en: str = ""
    edition: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    source: str = ""
    region: str | None = None
    scope: str | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    situations: tuple[Situation, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    severities: Mapping[str, SeverityChange] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()

    def value(self, name: str) -> Any:
        """The value of a figure; None where no source gives it. ``KeyError`` for a name that is no figure."""
        kind = FIGURES[name]
        figure = self.figures.get(name)
        return kind(figure.value) if figure else None

    @property
    def arrears_block(self) -> bool:
        """Whether arrears block a transfer; where nothing is said they do not."""
        return bool(self.value("arrears_block"))

    @property
    def retirees_excluded(self) -> bool:
        """Whether retired persons cannot transfer (43号第二条)."""
        return bool(self.value("retirees_excluded"))

    def severity_of(self, code: str, default: Severity) -> Severity:
        """The severity of a rule under this profile: its own where the profile does not change it."""
        change = self.severities.get(code)
        return change.severity if change else default


def apply(findings: Iterable[Finding], profile: Profile, as_of: date) -> tuple[list[Finding], frozenset[Override]]:
    """``findings`` of one document as the profile's overrides leave them, and the overrides that met one.

    Of several that meet a finding the first counts. One that has ended by ``as_of`` meets nothing.
    """
    live = [override for override in profile.overrides if override.holds(as_of)]
    kept: list[Finding] = []
    used: set[Override] = set()
    for finding in findings:
        override = next((each for each in live if each.meets(finding)), None)
        if override is None:
            kept.append(finding)
            continue
        used.add(override)
        if override.action != "off":
            kept.append(replace(finding, severity=override.action))
    return kept, frozenset(used)


def unused(profile: Profile, used: Iterable[Override]) -> list[Override]:
    """The overrides of the profile that are not among ``used``, those that have ended included, in its order."""
    met = set(used)
    return [override for override in profile.overrides if override not in met]
