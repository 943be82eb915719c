"""What the audit rules know of the world: profiles, the region list and the calendar, read from ``schemas/``."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from validators.profile import Profile
from validators.profile_file import parse
from validators.profile_lint import lint, unknown_names
from validators.regions import Regions
from validators.rule import rules
from validators.workdays import Calendar
from ybzj_docs import resources
from ybzj_docs.catalog import DOCUMENT_TYPES, UnknownName

#: The national profiles in the contract's order, by the edition of their forms.
_BY_EDITION: Mapping[str, str] = {
    "2010": "HRSS-2010-58",
    "2016": "HRSS-2016-94",
    "2017": "GBT34282-2017",
    "2021": "NHSA-2021-43",
}

#: What a profile says of itself alone: it is not inherited.
_OWN = ("id", "validFrom", "validTo", "replacedBy")
_DAY_KINDS = ("holiday", "workday")
_DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def profiles() -> tuple[str, ...]:
    """The ids of our profiles: the national ones by edition, then the local ones by name."""
    national = tuple(_BY_EDITION.values())
    found = sorted(file.stem for file in resources.path("schemas/profiles").glob("*.toml"))
    return national + tuple(name for name in found if name not in national)


@cache
def profile(name: str) -> Profile:
    """The profile of ours with the id ``name``, or the one in the TOML file ``name``.

    A file may inherit by ``extends = "ID"``, or from another file beside it: tables are merged, overrides stand
    before those inherited, ``without`` lists what of it does not hold (``"steps.form"``), all else is replaced.
    Id, dates and ``replacedBy`` are not inherited.

    Raises:
        UnknownName: neither an id of ours nor a file.
        ValueError: the file cannot be read, is no TOML, or says something wrong; names file, key and mend.
    """
    file = _file(name, Path())
    try:
        data = _merged(file, ())
        data.setdefault("id", file.stem)
        found = parse(data)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    if name not in profiles():
        _refuse_unknown(found, name)
    return found


def _refuse_unknown(profile: Profile, name: str) -> None:
    """Refuse a file of one's own that names rules, document types or profiles that do not exist."""
    named = profile.severities or profile.overrides
    faults = list(unknown_names(profile, rules() if named else (), DOCUMENT_TYPES))
    faults += [f"replacedBy: {heir!r} is no profile" for heir in profile.replaced_by if heir not in profiles()]
    if faults:
        raise ValueError(f"{name}: {'; '.join(faults)}")


def lint_profiles(as_of: date) -> list[str]:
    """What is wrong with our profiles on the day ``as_of``, one line a defect; empty = nothing."""
    found: dict[str, Profile] = {}
    faults: list[str] = []
    for name in profiles():
        try:
            found[name] = profile(name)
        except ValueError as error:
            faults.append(str(error))
    return [*faults, *lint(found, rules(), DOCUMENT_TYPES, as_of)]


def profile_for(edition: str) -> Profile | None:
    """The national profile of a document's edition; None for an edition that we do not know."""
    name = _BY_EDITION.get(edition)
    return profile(name) if name else None


def no_profile() -> Profile:
    """The profile of a document whose edition is not known: it says nothing, so nothing is demanded by it."""
    return Profile(id="")


@cache
def regions() -> Regions:
    """The region list with its history (``schemas/common/regions.csv``)."""
    return Regions(resources.read_text("schemas/common/regions.csv"))


@cache
def calendar(file: Path | None = None) -> Calendar:
    """The working days of the years that we know (``schemas/common/calendar/YEAR.csv``: date, kind, title).

    ``file`` is a table with the same columns, of one year or several: its years replace ours or are added.

    Raises:
        ValueError: ``file`` cannot be read, or says something wrong; names file, line and mend.
    """
    ours = sorted(resources.path("schemas/common/calendar").glob("[0-9][0-9][0-9][0-9].csv"))
    years = {int(table.stem): _days(table) for table in ours}
    if file is not None:
        given = _days(file)
        if not given:
            raise ValueError(f"{file}: no day in it; write lines such as 2027-01-01,holiday,元旦")
        years.update((year, {}) for year in {day.year for day in given})
        for day, kind in given.items():
            years[day.year][day] = kind
    days = [(day, kind) for table in years.values() for day, kind in table.items()]
    holidays, workdays = ([day for day, kind in days if kind == wanted] for wanted in _DAY_KINDS)
    return Calendar(years, holidays, workdays)


def _days(file: Path) -> dict[date, str]:
    """The days of a calendar table with their kind."""
    try:
        reader = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), strict=True)
        if not {"date", "kind"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{file}, line 1: write the columns date,kind,title")
        days: dict[date, str] = {}
        for row in reader:
            where = f"{file}, line {reader.line_num}"
            day = _day(row["date"], where)
            if row["kind"] not in _DAY_KINDS:
                raise ValueError(f"{where}: kind is {row['kind']!r}; write holiday or workday")
            if day in days:
                raise ValueError(f"{where}: {day} stands twice; leave one of the two lines")
            days[day] = row["kind"]
        return days
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise ValueError(f"{file} is no CSV: {error}; write lines such as 2027-01-01,holiday,元旦") from error


def _day(text: str | None, where: str) -> date:
    if text is None or not _DAY_FORM.fullmatch(text):
        raise ValueError(f"{where}: {text!r} is no date; write it like 2027-01-01")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{where}: {text!r} is no day of the calendar; correct it") from error


def _file(name: str, folder: Path) -> Path:
    if name in profiles():
        return resources.path(f"schemas/profiles/{name}.toml")
    if (folder / name).is_file():
        return folder / name
    raise UnknownName("profile", name, profiles())


def _merged(file: Path, heirs: tuple[Path, ...]) -> dict[str, Any]:
    """The tables of ``file`` over those that it extends; ``heirs`` are the files that led here."""
    if file.resolve() in heirs:
        raise ValueError(f"extends: {file.name} inherits from itself; name another profile")
    data = _tables(file)
    parent, without = data.pop("extends", None), data.pop("without", [])
    if parent is None and not without:
        return data
    if not isinstance(parent, str):
        raise ValueError("extends: write the id of a profile, or the name of a file")
    try:
        parent_file = _file(parent, file.parent)
    except UnknownName as error:
        raise ValueError(f"extends: {parent!r} is no profile; write one of {', '.join(error.known)}") from error
    inherited = _merged(parent_file, (*heirs, file.resolve()))
    for key in _OWN:
        inherited.pop(key, None)
    for place in without if isinstance(without, list) else (without,):
        _take_out(inherited, place)
    if overrides := [*_listed(data, "overrides"), *_listed(inherited, "overrides")]:
        data["overrides"] = overrides
    return _over(inherited, data)


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    return value if isinstance(value, list) else [value]


def _take_out(data: dict[str, Any], place: object) -> None:
    """Take what stands at ``place``, as ``"steps.form"``, out of the tables that were inherited."""
    table, _, key = place.partition(".") if isinstance(place, str) else ("", "", "")
    if not isinstance(data.get(table), dict) or key not in data[table]:
        raise ValueError(f'without: {place!r} is nothing that is inherited; write a list such as ["steps.form"]')
    data[table] = {name: value for name, value in data[table].items() if name != key}


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not UTF-8") from error


def _over(base: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` over ``base``: tables key by key, everything else as a whole."""
    merged = dict(base)
    for key, value in data.items():
        below = merged.get(key)
        merged[key] = _over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged
