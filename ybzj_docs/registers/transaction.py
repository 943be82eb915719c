"""What one transaction reads and writes: streams of events, and numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, true, update

from validators.numbers import document_number
from ybzj_docs.registers import tables
from ybzj_docs.registers.errors import Stale
from ybzj_docs.registers.events import NOTHING, Draft, Event, event_of, link, sealed
from ybzj_docs.registers.refusal import OTHER, Refused

_EVENTS, _HEAD, _NUMBERS = tables.events, tables.head, tables.numbers
_OF_STREAM = select(_EVENTS).where(_EVENTS.c.stream == bindparam("of")).order_by(_EVENTS.c.version)
_LAST = (
    select(_EVENTS.c.version, _EVENTS.c.hash, _EVENTS.c.at)
    .where(_EVENTS.c.stream == bindparam("of"))
    .order_by(_EVENTS.c.version.desc())
    .limit(1)
)
_NEWEST = select(_EVENTS).where(_EVENTS.c.stream == bindparam("of")).order_by(_EVENTS.c.version.desc()).limit(1)
_ALL = select(_EVENTS).order_by(_EVENTS.c.position)
_TOP = select(_HEAD.c.position, _HEAD.c.hash)
_BEFORE = _LAST.subquery("last")
#: What an event follows on: the head, and its stream's last event, where it has one.
_FOLLOWED = (
    select(_HEAD.c.position, _HEAD.c.hash.label("over"), _BEFORE.c.version, _BEFORE.c.hash, _BEFORE.c.at)
    .select_from(_HEAD)
    .outerjoin(_BEFORE, true())
)
_APPEND = insert(_EVENTS)
_MOVE = update(_HEAD).values(position=bindparam("to"), hash=bindparam("over"))
_SERIES = [_NUMBERS.c[name] == bindparam(f"of_{name}") for name in ("region", "letters", "year")]
_LAST_NUMBER = select(_NUMBERS.c.last).where(*_SERIES)
_FIRST_NUMBER = insert(_NUMBERS)
_NEXT_NUMBER = update(_NUMBERS).where(*_SERIES).values(last=bindparam("to"))
#: Streams whose events may be of an earlier time than the one before: entries of agencies bear dates of their own, and
#: who asks for progress is not kept from it by one whose clock goes ahead.
_UNORDERED = ("agency:", "progress:")
#: Rows that are fetched at a time where all are read.
_AT_A_TIME = 1000


class Reading:
    """A transaction that sees the store as it was when it began. ``connection`` is for read models."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def events(self, stream: str) -> list[Event]:
        """The events of a stream in their order; none where there is no such stream."""
        return [event_of(dict(row)) for row in self.connection.execute(_OF_STREAM, {"of": stream}).mappings()]

    def version(self, stream: str) -> int:
        """The version of a stream's last event, 0 where it has none."""
        last = self.connection.execute(_LAST, {"of": stream}).first()
        return last.version if last else 0

    def last(self, stream: str) -> Event | None:
        """The last event of a stream; None where there is no such stream."""
        row = self.connection.execute(_NEWEST, {"of": stream}).mappings().first()
        return event_of(dict(row)) if row else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """The row of every event of the store, in the order in which they were recorded."""
        found = self.connection.execute(_ALL, execution_options={"yield_per": _AT_A_TIME})
        return (dict(row) for row in found.mappings())

    def head(self) -> tuple[int, str]:
        """The position of the last event, and the hash over all events up to it."""
        top = self.connection.execute(_TOP).one()
        return top.position, top.hash


class Writing(Reading):
    """The one transaction that writes: others wait until it has ended."""

    def append(self, stream: str, expected: int, draft: Draft) -> Event:
        """Record an event as the next after version ``expected`` of ``stream``, 0 where it is to be the first.

        Raises:
            Stale: the stream has another version.
            Refused: its last event is of a later time.
        """
        last = self.connection.execute(_FOLLOWED, {"of": stream}).one()
        found, previous = last.version or 0, last.hash or NOTHING
        if found != expected:
            raise Stale(stream, expected, found)
        if last.at and draft.at < datetime.fromisoformat(last.at) and not stream.startswith(_UNORDERED):
            raise _earlier(draft.at, last.at)
        row = sealed(last.position + 1, stream, found + 1, previous, draft)
        self.connection.execute(_APPEND, row)
        self.connection.execute(_MOVE, {"to": row["position"], "over": link(last.over, row["hash"])})
        return event_of(row)

    def next_number(self, letters: str, region: str, day: date) -> str:
        """The next number of our own, such as ``320200PZ2026000001``: without gaps or doubles in the year of ``day``.

        Raises:
            ValueError: no letters of ours, or the year has no serials left.
        """
        series = {"of_region": region, "of_letters": letters, "of_year": day.year}
        last = self.connection.execute(_LAST_NUMBER, series).scalar()
        serial = (last or 0) + 1
        number = document_number.make(region, letters, day.year, serial)
        if last is None:
            row = {"region": region, "letters": letters, "year": day.year, "last": serial}
            self.connection.execute(_FIRST_NUMBER, row)
        else:
            self.connection.execute(_NEXT_NUMBER, {**series, "to": serial})
        return number


def _earlier(at: datetime, last: str) -> Refused:
    told = at.isoformat()
    zh = f"办理时间 {told} 早于上一步的时间 {last}，不能倒记；请核对 --as-of 或本机时钟"
    en = f"the time {told} is before that of the step before, {last}: look at --as-of and the clock"
    return Refused(OTHER, zh, en)
