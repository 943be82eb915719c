"""Reads a profile out of the tables of its TOML file, and says what is wrong with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from validators.finding import Severity
from validators.profile import (
    FIGURES,
    SCOPES,
    STAGES,
    STARTS,
    STEPS,
    Action,
    Figure,
    Override,
    Profile,
    SeverityChange,
    Situation,
    Step,
)


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
        replaced_by=_ids(data, "replacedBy"),
        source=_get(data, "", "source", str) or "",
        region=_get(data, "", "region", str),
        scope=_one_of(data, "", "scope", SCOPES),
        steps={name: _step(name, table) for name, table in _tables(data, "steps", STEPS)},
        situations=tuple(_situation(table) for table in _array(data, "situations")),
        figures={name: _figure(name, value) for name, value in _table(data, "figures", FIGURES).items()},
        severities={code: _severity(code, table) for code, table in _tables(data, "severities", None)},
        overrides=tuple(_override(table) for table in _array(data, "overrides")),
    )


_HEAD = ("id", "title", "title_en", "edition", "validFrom", "validTo", "replacedBy", "region", "scope", "source")
_TOP = (*_HEAD, "steps", "situations", "figures", "severities", "overrides")
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
    starts = _one_of(table, where, "starts", STARTS, required=True)
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
    severity = _one_of(table, where, "severity", get_args(Severity), required=True)
    return SeverityChange(severity, _reason(table, where))


def _override(table: Mapping[str, Any]) -> Override:
    where = "overrides."
    _known(table, where, ("rule", "pointer", "severity", "reason", "until"))
    pointer = _get(table, where, "pointer", str)
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"{where}pointer: begin with /, as in /periods/*/months")
    action = _one_of(table, where, "severity", get_args(Action), required=True)
    return Override(
        rule=_get(table, where, "rule", str, required=True),
        action=action,
        reason=_reason(table, where),
        pointer=pointer,
        until=_get(table, where, "until", date, required=action == "off"),
    )


def _reason(table: Mapping[str, Any], where: str) -> str:
    reason: str = _get(table, where, "reason", str, required=True)
    if not reason.strip():
        raise ValueError(f"{where}reason: say why")
    return reason


def _ids(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """One id, or a list of them."""
    value = data.get(key, [])
    ids = [value] if isinstance(value, str) else value
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise ValueError(f"{key}: write the id of a profile, or a list of them")
    return tuple(ids)


def _one_of(table: Mapping[str, Any], where: str, key: str, known: Any, *, required: bool = False) -> Any:
    value = _get(table, where, key, str, required=required)
    if value is not None and value not in known:
        raise ValueError(f"{where}{key}: write one of {', '.join(known)}")
    return value


def _array(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError(f"{key}: write tables [[{key}]]")
    return tables


def _situation(table: Mapping[str, Any]) -> Situation:
    where = "situations."
    _known(table, where, ("id", "title", "title_en", "source", "bring", "bring_en", *STAGES))
    documents = {stage: _texts(table, where, stage) for stage in STAGES if stage in table}
    return Situation(
        id=_get(table, where, "id", str, required=True),
        title=_get(table, where, "title", str) or "",
        documents=documents,
        source=_get(table, where, "source", str) or "",
        title_en=_get(table, where, "title_en", str) or "",
        bring=_texts(table, where, "bring"),
        bring_en=_texts(table, where, "bring_en"),
    )


def _texts(table: Mapping[str, Any], where: str, key: str) -> tuple[str, ...]:
    texts = _get(table, where, key, list) or ()
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{where}{key}: write a list of texts")
    return tuple(texts)
