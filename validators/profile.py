"""A profile: the time limits, required papers and severities of one regulation, each figure with its source.

A figure that a source does not give is absent, never filled in: the step is not measured, the demand not made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from validators.finding import Severity

#: The events that start a clock: acceptance of the application, receipt of the contact letter, of the information
#: form, and the later of the form and the money.
STARTS = ("acceptance", "letter", "form", "form-and-funds", "funds", "match")
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
}


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
    """One situation of the regulation and the document types that each stage demands in it."""

    id: str
    title: str
    documents: Mapping[str, tuple[str, ...]]
    source: str = ""


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """A severity that the profile gives a rule, and why."""

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of one regulation. ``edition`` is that of its forms; dates are inclusive, None = open."""

    id: str
    title: str = ""
    title_en: str = ""
    edition: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str | None = None
    source: str = ""
    steps: Mapping[str, Step] = field(default_factory=dict)
    situations: tuple[Situation, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    severities: Mapping[str, SeverityChange] = field(default_factory=dict)

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


def parse(data: Mapping[str, Any]) -> Profile:
    """The profile that the tables of a TOML file say, ``extends`` already resolved.

    Raises:
        ValueError: names the key, what is wrong with it, and what would be right.
    """
    _known(data, "", _TOP)
    return Profile(
        id=_get(data, "", "id", str, required=True),
        title=_get(data, "", "title", str) or "",
        title_en=_get(data, "", "title_en", str) or "",
        edition=_get(data, "", "edition", str),
        valid_from=_get(data, "", "validFrom", date),
        valid_to=_get(data, "", "validTo", date),
        replaced_by=_get(data, "", "replacedBy", str),
        source=_get(data, "", "source", str) or "",
        steps={name: _step(name, table) for name, table in _tables(data, "steps", STEPS)},
        situations=_situations(data),
        figures={name: _figure(name, value) for name, value in _table(data, "figures", FIGURES).items()},
        severities={code: _severity(code, table) for code, table in _tables(data, "severities", None)},
    )


_HEAD = ("id", "title", "title_en", "edition", "validFrom", "validTo", "replacedBy", "source")
_TOP = (*_HEAD, "steps", "situations", "figures", "severities")
_KINDS = {str: "a text", date: "a date without quotes", bool: "true or false", int: "a whole number", list: "a list"}


def _known(table: Mapping[str, Any], where: str, names: Any) -> None:
    for key in table:
        if key not in names:
            raise ValueError(f"{where}{key}: unknown key; write one of {', '.join(names)}")


def _get(table: Mapping[str, Any], where: str, key: str, kind: type, *, required: bool = False) -> Any:
    value = table.get(key)
    if value is None and not required:
        return None
    if type(value) is not kind:
        raise ValueError(f"{where}{key}: write {_KINDS[kind]}")
    if isinstance(value, int) and value < 0:
        raise ValueError(f"{where}{key}: write 0 or more")
    return value


def _table(data: Mapping[str, Any], key: str, names: Any) -> Mapping[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise ValueError(f"{key}: write a table [{key}]")
    if names is not None:
        _known(table, f"{key}.", names)
    return table


def _tables(data: Mapping[str, Any], key: str, names: Any) -> list[tuple[str, Mapping[str, Any]]]:
    tables = _table(data, key, names)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ValueError(f"{key}.{name}: write a table [{key}.{name}]")
    return list(tables.items())


def _step(name: str, table: Mapping[str, Any]) -> Step:
    where = f"steps.{name}."
    _known(table, where, ("days", "starts", "source", "unconfirmed"))
    starts = _get(table, where, "starts", str, required=True)
    if starts not in STARTS:
        raise ValueError(f"{where}starts: write one of {', '.join(STARTS)}")
    return Step(
        days=_get(table, where, "days", int),
        starts=starts,
        source=_get(table, where, "source", str) or "",
        unconfirmed=bool(_get(table, where, "unconfirmed", bool)),
    )


def _figure(name: str, value: Any) -> Figure:
    """A figure as a table with value and source, or as the bare value."""
    table = value if isinstance(value, dict) else {"value": value}
    where = f"figures.{name}."
    _known(table, where, ("value", "source", "unconfirmed"))
    return Figure(
        value=_get(table, where, "value", FIGURES[name], required=True),
        source=_get(table, where, "source", str) or "",
        unconfirmed=bool(_get(table, where, "unconfirmed", bool)),
    )


def _severity(code: str, table: Mapping[str, Any]) -> SeverityChange:
    where = f"severities.{code}."
    _known(table, where, ("severity", "reason"))
    severity = _get(table, where, "severity", str, required=True)
    if severity not in get_args(Severity):
        raise ValueError(f"{where}severity: write one of {', '.join(get_args(Severity))}")
    return SeverityChange(severity, _get(table, where, "reason", str, required=True))


def _situations(data: Mapping[str, Any]) -> tuple[Situation, ...]:
    tables = data.get("situations", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError("situations: write tables [[situations]]")
    return tuple(map(_situation, tables))


def _situation(table: Mapping[str, Any]) -> Situation:
    where = "situations."
    _known(table, where, ("id", "title", "source", *STAGES))
    documents = {stage: tuple(_get(table, where, stage, list)) for stage in STAGES if stage in table}
    return Situation(
        id=_get(table, where, "id", str, required=True),
        title=_get(table, where, "title", str) or "",
        documents=documents,
        source=_get(table, where, "source", str) or "",
    )
