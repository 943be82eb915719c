"""What is asked of the records: one, many, what is due, who did what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, func, select, true

from validators.numbers import citizen_id
from validators.workdays import UnknownYear
from ybzj_docs import knowledge
from ybzj_docs.registers import Reading, tables
from ybzj_docs.transfer import answers, read_models
from ybzj_docs.transfer.answers import Answer
from ybzj_docs.transfer.clocks import OWNERS, running
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.waiting import TRACK

_TRANSFERS, _DUE = tables.transfers, tables.due


def record_of(tx: Reading, agency: str | None, number: str) -> tuple[str, Record]:
    """The key and the record of the transfer that goes by ``number``; at any agency where ``agency`` is None.

    Raises:
        ybzj_docs.registers.Refused: there is none.
    """
    key = read_models.find(tx, agency, [number])
    if key is None:
        raise refused(f"没有编号为 {number} 的转移", f"no transfer goes by {number}")
    return key, read_models.load(tx, key)


def shown(tx: Reading, agency: str | None, number: str, as_of: date) -> Answer:
    """A record with its papers and what was done."""
    _, record = record_of(tx, agency, number)
    answer = answers.state(record, as_of)
    answer["documents"] = [dict(filed.tree) for filed in record.papers]
    answer["profile"], answer["edition"] = record.profile, record.edition
    answer["money"] = answers.money_of(record)
    answer["informed"] = [
        {"verb": act.verb, "on": act.day.isoformat(), "by": act.actor, "text": act.text}
        for act in record.acts
        if act.verb in ("confirm", "remind") and act.text
    ]
    return answer


def history(tx: Reading, agency: str | None, number: str) -> list[Answer]:
    """The trail of a record, with the hash of each event."""
    key, record = record_of(tx, agency, number)
    events = tx.events(read_models.PREFIX + key)
    trail = [answers.act(act, version) for version, act in enumerate(record.acts, 1)]
    return [{**line, "hash": event.hash} for line, event in zip(trail, events, strict=True)]


def named(tx: Reading, stream: str) -> Answer:
    """What names a stream to people: of a transfer its numbers and agency, of others the stream's name."""
    if not stream.startswith(read_models.PREFIX):
        return {"stream": stream}
    row = _TRANSFERS.c
    wanted = select(row.transfer_number, row.application_number, row.agency)
    found = tx.connection.execute(wanted.where(row.key == stream.removeprefix(read_models.PREFIX))).first()
    if found is None:
        return {}
    told = {"transferNumber": found[0], "applicationNumber": found[1], "agency": found[2]}
    return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which transfers are listed: of an agency, in a status, on a side, open ones only; at most ``limit``."""

    agency: str | None = None
    status: str | None = None
    funds: str | None = None
    side: str | None = None
    only_open: bool = False
    limit: int = 100


def listed(tx: Reading, wanted: Wanted) -> list[Answer]:
    """Transfers, the one that changed last first."""
    row = _TRANSFERS.c
    query = select(_TRANSFERS).order_by(row.changed_at.desc(), row.key).limit(wanted.limit)
    return [_line(one) for one in tx.connection.execute(query.where(*_conditions(wanted)))]


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    row = _TRANSFERS.c
    if wanted.agency:
        yield row.agency == wanted.agency
    if wanted.status:
        yield row.relationship_status == wanted.status
    if wanted.funds:
        yield row.fund_status == wanted.funds
    if wanted.side:
        yield row.side == wanted.side
    if wanted.only_open:
        yield row.open.is_(True)


def _line(row: Any) -> Answer:
    state = orjson.loads(row.state)
    told = {
        "transferNumber": row.transfer_number,
        "applicationNumber": row.application_number,
        "side": row.side,
        "version": row.version,
        "relationshipStatus": row.relationship_status,
        "fundStatus": row.fund_status,
        "open": row.open,
        "insuranceType": row.insurance_type,
        "origin": state["origin"],
        "destination": state["destination"],
        "changedAt": row.changed_at,
    }
    return {name: value for name, value in told.items() if value is not None}


def stats(tx: Reading, agency: str | None) -> Answer:
    """How many transfers are in which status."""
    row = _TRANSFERS.c
    counted: dict[str, dict[str, int]] = {}
    for name, column in (("relationshipStatus", row.relationship_status), ("fundStatus", row.fund_status)):
        query: Select[Any] = select(column, func.count()).group_by(column).order_by(column)
        found = tx.connection.execute(query.where(row.agency == agency) if agency else query)
        counted[name] = {str(status): count for status, count in found}
    return {"transfers": sum(counted["relationshipStatus"].values()), **counted}


def due(tx: Reading, agency: str | None, as_of: date, within: int | None, limit: int) -> list[Answer]:
    """The steps that run, those that are due first; only those with at most ``within`` working days left.

    Those whose last day lies in a year of which no working days are known come last, with or without ``within``.
    """
    row = _DUE.c
    parts = (
        [row.due_on <= _until(as_of, within), row.due_on == read_models.NOT_KNOWN] if within is not None else [true()]
    )
    left = cache(partial(_left, as_of))  # many are due on one day
    found: list[Answer] = []
    for part in parts:
        query = _STEPS.where(part, row.agency == agency) if agency else _STEPS.where(part)
        rows = tx.connection.execute(query.limit(limit - len(found))).all()
        found += [_due_line(one, as_of, *_reckoned(tx, one, as_of, left)) for one in rows]
    return found


_STEPS: Select[Any] = (
    select(_DUE, _TRANSFERS.c.transfer_number, _TRANSFERS.c.application_number, _TRANSFERS.c.side)
    .join(_TRANSFERS, _TRANSFERS.c.key == _DUE.c.transfer)
    .where(_DUE.c.track != TRACK)
    .order_by(_DUE.c.due_on, _DUE.c.transfer, _DUE.c.step)
)
#: The last day of a step, the working days left (negative where it is late), and the year that keeps them unknown.
_Reckoned = tuple[date | None, int | None, int | None]


def _until(as_of: date, within: int) -> date:
    """The day by which ``within`` working days have gone, or the last day of which that is known."""
    try:
        return knowledge.calendar().after(as_of, within)
    except UnknownYear as error:
        return max(as_of, date(error.year - 1, 12, 31))


def _reckoned(tx: Reading, row: Any, as_of: date, left: Callable[[date], _Reckoned]) -> _Reckoned:
    """When a step is due; where that was not known it is reckoned anew, as far as today's calendar goes."""
    if row.due_on != read_models.NOT_KNOWN:
        return left(row.due_on)
    calendar = knowledge.calendar()
    try:
        calendar.after(row.started_on, row.days)
    except UnknownYear as error:
        return None, None, error.year
    record = read_models.load(tx, row.transfer)
    steps = running(record, read_models.profile_of(record), calendar, as_of)
    return next(((one.due_on, one.days, one.unknown) for one in steps if one.step == row.step), (None, None, None))


def _left(as_of: date, due_on: date) -> _Reckoned:
    calendar = knowledge.calendar()
    try:
        days = calendar.between(as_of, due_on) if as_of <= due_on else -calendar.between(due_on, as_of)
    except UnknownYear as error:
        return due_on, None, error.year
    return due_on, days, None


def _due_line(row: Any, as_of: date, due_on: date | None, left: int | None, unknown: int | None) -> Answer:
    told = {
        "transferNumber": row.transfer_number,
        "applicationNumber": row.application_number,
        "side": row.side,
        "agency": row.agency,
        "step": row.step,
        "track": row.track,
        "owner": OWNERS[row.step],
        "startedOn": row.started_on.isoformat(),
        "dueOn": due_on.isoformat() if due_on else None,
        "days": left,
        "late": due_on is not None and as_of > due_on,
        **answers.undetermined(unknown),
    }
    return {name: value for name, value in told.items() if value is not None}


def personal(tx: Reading, agency: str | None, id_number: str) -> list[Answer]:
    """All that is held of one person: every record with papers and trail, under either writing of the number."""
    row = _TRANSFERS.c
    query = select(row.key).where(row.person_number.in_(citizen_id.writings(id_number))).order_by(row.key)
    keys = tx.connection.execute(query.where(row.agency == agency) if agency else query).scalars()
    return [_whole(read_models.load(tx, key)) for key in keys]


def _whole(record: Record) -> Answer:
    return {
        "transferNumber": record.transfer_number,
        "applicationNumber": record.application_number,
        "agency": record.agency,
        "side": record.side,
        "relationshipStatus": record.relationship,
        "fundStatus": record.funds,
        "documents": [dict(filed.tree) for filed in record.papers],
        "history": [answers.act(act, version) for version, act in enumerate(record.acts, 1)],
    }


def log(tx: Reading) -> Iterator[Answer]:
    """Every event of transfers as it is stored, in the order in which they were recorded."""
    for row in tx.rows():
        if row["stream"].startswith((read_models.PREFIX, "progress:")):
            yield {str(name): value for name, value in row.items()} | {"data": orjson.loads(row["data"])}
