"""Read models: tables that are made of events, one event at a time, in the transaction that records it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Table, delete, except_, func, select, text

from ybzj_docs.registers.events import Draft, Event, event_of
from ybzj_docs.registers.transaction import Writing


class Projection(Protocol):
    """What is made of the events of streams that begin with ``prefix``, and of no other ones."""

    @property
    def prefix(self) -> str:
        """The beginning of the streams' names, such as ``certificate:``."""

    @property
    def tables(self) -> Sequence[Table]:
        """The tables that are made, and by nothing else."""

    def apply(self, tx: Writing, event: Event) -> None:
        """Bring the tables up to ``event``: a function of the tables and the event alone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of a table that its events do not make (``extra``), and rows made that were not there (``lacking``)."""

    table: str
    extra: int
    lacking: int


def record(tx: Writing, projection: Projection, stream: str, expected: int, draft: Draft) -> Event:
    """Append an event and bring the tables up to it.

    Raises:
        Stale: the stream has another version.
    """
    event = tx.append(stream, expected, draft)
    projection.apply(tx, event)
    return event


def rebuild(tx: Writing, projections: Iterable[Projection]) -> list[Difference]:
    """Make the tables again from all events, and tell where they were not what the events make."""
    projections = list(projections)
    made = [table for projection in projections for table in projection.tables]
    for table in made:
        tx.connection.execute(text(f'CREATE TEMPORARY TABLE "before_{table.name}" AS SELECT * FROM "{table.name}"'))
        tx.connection.execute(delete(table))
    for row in tx.rows():
        event = event_of(row)
        for projection in projections:
            if event.stream.startswith(projection.prefix):
                projection.apply(tx, event)
    differences = [_difference(tx, table) for table in made]
    for table in made:
        tx.connection.execute(text(f'DROP TABLE "before_{table.name}"'))
    return [one for one in differences if one.extra or one.lacking]


def _difference(tx: Writing, table: Table) -> Difference:
    before, after = select(_before(table)), select(table)
    extra, lacking = (
        tx.connection.execute(select(func.count()).select_from(except_(*pair).subquery())).scalar_one()
        for pair in ((before, after), (after, before))
    )
    return Difference(table.name, extra, lacking)


def _before(table: Table) -> Table:
    """The table as it was kept aside."""
    return table.to_metadata(type(table.metadata)(), name=f"before_{table.name}")
