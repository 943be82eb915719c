"""The read models of transfers: made of events, in the transaction that records them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, false, insert, or_, select, update

from validators.lookups import person_keys
from validators.profile import Profile
from ybzj_docs import catalog, knowledge
from ybzj_docs.registers import Event, Reading, Writing, shapes, tables
from ybzj_docs.registers.events import canonical
from ybzj_docs.transfer import registered
from ybzj_docs.transfer.clocks import running
from ybzj_docs.transfer.events import read
from ybzj_docs.transfer.fold import after, folded
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.waiting import TRACK, waiting

PREFIX = "transfer:"
#: The ``due_on`` of a step whose last day lies in a year of which no working days are known: after all others.
NOT_KNOWN = date.max
_TRANSFERS, _NUMBERS, _RECEIPTS, _DUE = tables.transfers, tables.transfer_documents, tables.receipts, tables.due


class TransferTables:
    """``registers.projection.Projection`` of the streams of transfers."""

    prefix = PREFIX
    tables: Sequence[Table] = (_TRANSFERS, _NUMBERS, _RECEIPTS, _DUE)

    def apply(self, tx: Writing, event: Event) -> None:
        """Write what the transfer of ``event`` amounts to with it."""
        key = event.stream.removeprefix(PREFIX)
        *earlier, last = map(_said, tx.events(event.stream)[: event.version])
        before = folded(earlier)
        project(tx, key, before, after(before, last))


TRANSFER_TABLES = TransferTables()


def _said(event: Event) -> Any:
    return read(event.schema, event.kind, event.at, event.actor, event.channel, event.data)


def load(tx: Reading, key: str) -> Record:
    """The record of a stream: the fold of its events, a new one where it has none.

    Raises:
        ValueError: an event of a later version.
    """
    return folded(map(_said, tx.events(PREFIX + key)))


_BY_NUMBER = (
    select(_TRANSFERS.c.key)
    .join(_NUMBERS, _NUMBERS.c.transfer == _TRANSFERS.c.key)
    .where(_NUMBERS.c.number == bindparam("of"))
    .order_by(_TRANSFERS.c.open.desc(), _TRANSFERS.c.changed_at.desc(), _TRANSFERS.c.key.desc())
)
_OF_AGENCY = _BY_NUMBER.where(_TRANSFERS.c.agency == bindparam("at"))


def find(tx: Reading, agency: str | None, numbers: Iterable[str]) -> str | None:
    """The transfer of an agency (None: of any) that goes by one of ``numbers``, the surest first.

    Of several an open one, and the newest.
    """
    query = _BY_NUMBER if agency is None else _OF_AGENCY
    for number in numbers:
        found = tx.connection.execute(query, {"of": number, **({"at": agency} if agency else {})}).scalar()
        if found is not None:
            return str(found)
    return None


def of_person(
    tx: Reading, agency: str, person: Mapping[str, Any], insurance_type: str | None, side: str
) -> list[str]:
    """The open transfers of a person at an agency on one side; of the origin's insurance type where that is told.

    ``person`` is the group of a document: a person who goes by two numbers is found under both.
    """
    row = _TRANSFERS.c
    keys = [and_(row.person_type == kind, row.person_number == number) for kind, number in person_keys(person)]
    wanted = and_(or_(false(), *keys), row.agency == agency)
    if insurance_type:
        wanted = and_(wanted, row.insurance_type == insurance_type)
    found = tx.connection.execute(select(row.key).where(wanted, row.open, row.side == side).order_by(row.key))
    return list(found.scalars())


def profile_of(record: Record) -> Profile:
    """The regulation of a record: as it was when the record began where that is a file of one's own.

    Raises:
        ybzj_docs.registers.Refused: it is not to be had: an early record has only the path of such a file.
    """
    if record.rules is not None or not record.profile:
        return record.rules or knowledge.no_profile()
    try:
        return knowledge.profile(record.profile)
    except (catalog.UnknownName, ValueError) as error:
        raise refused(
            f"转移 {record.number} 适用的办法 {record.profile} 读取不到，不能改按其他办法办理；请把该文件放回原处",
            f"transfer {record.number} goes by {record.profile}, which cannot be read: put that file back",
        ) from error


_ADD = {table: insert(table) for table in TransferTables.tables}
_DROP = {table: delete(table).where(table.c.transfer == bindparam("of")) for table in (_RECEIPTS, _DUE)}
_CHANGE = update(_TRANSFERS).where(_TRANSFERS.c.key == bindparam("of"))


def project(tx: Writing, key: str, before: Record, record: Record) -> None:
    """Bring the rows of a record from ``before`` its last event to what they are after it."""
    row = _row(key, record)
    if before.version:
        tx.connection.execute(_CHANGE, {**row, "of": key})
    else:
        tx.connection.execute(_ADD[_TRANSFERS], row)
    new = sorted(record.numbers - before.numbers)
    _insert(tx, _NUMBERS, [{"number": number, "transfer": key} for number in new])
    for table, rows in ((_RECEIPTS, _receipt_rows), (_DUE, _due_rows)):
        old, now = rows(key, before), rows(key, record)
        if old != now:
            tx.connection.execute(_DROP[table], {"of": key})
            _insert(tx, table, now)


def _insert(tx: Writing, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.connection.execute(_ADD[table], rows)


def _row(key: str, record: Record) -> dict[str, Any]:
    kind, number = registered.person_key(record)
    return {
        "key": key,
        "version": record.version,
        "side": record.side,
        "agency": record.agency,
        "application_number": record.application_number,
        "transfer_number": record.transfer_number,
        "person_type": kind,
        "person_number": number,
        "insurance_type": record.origin_type,
        "relationship_status": record.relationship,
        "fund_status": record.funds,
        "open": record.open,
        "changed_at": record.acts[-1].at.isoformat(),
        "state": canonical(summary(record)),
        "registered": shapes.written(registered.transfer(record)),
    }


def summary(record: Record) -> dict[str, Any]:
    """What lists tell of a record beside its columns."""
    return {
        "profile": record.profile,
        "edition": record.edition,
        "origin": record.origin.get("name"),
        "destination": record.destination.get("name"),
        "acts": [[act.verb, act.day.isoformat()] for act in record.acts],
    }


def _receipt_rows(key: str, record: Record) -> list[dict[str, Any]]:
    rows = {(reference, entry.document): entry.amount for reference, entry in registered.receipts(record)}
    return [
        {"bank_reference": reference, "document": document, "transfer": key, "amount": amount}
        for (reference, document), amount in rows.items()
    ]


def _due_rows(key: str, record: Record) -> list[dict[str, Any]]:
    if not record.version or not record.open:
        return []
    asked = [
        {
            "transfer": key,
            "step": one.step,
            "track": TRACK,
            "agency": record.agency,
            "started_on": one.since,
            "due_on": one.by,
            "days": 0,
        }
        for one in waiting(record)
    ]
    return asked + [
        {
            "transfer": key,
            "step": due.step,
            "track": due.track,
            "agency": record.agency,
            "started_on": due.started_on,
            "due_on": due.due_on or NOT_KNOWN,
            "days": due.allowed,
        }
        for due in running(record, profile_of(record), knowledge.calendar(), record.acts[-1].day)
        if due.due_on or due.unknown
    ]
