"""The store: one SQLite file or one PostgreSQL database.

All that is written goes through :meth:`Store.writing`: one writer at a time (so numbers have no gaps and the chain no
fork), all or nothing, and on the disk before it returns.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from ybzj_docs.registers import tables
from ybzj_docs.registers.errors import Busy, NoDriver, NoStore, NotAStore, StoreError, Unreachable
from ybzj_docs.registers.transaction import Reading, Writing

#: Seconds that a writer waits for the others.
_PATIENCE = 30.0
#: PostgreSQL's advisory lock of writers: "ybzj".
_LOCK = sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(0x79627A6A))
#: PostgreSQL's state where a lock was not had in time.
_NOT_HAD = "55P03"
_SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")
_OTHER = re.compile(r"(?!sqlite:)[A-Za-z0-9+]+://")


class Store:
    """A store that is open; ``place`` is where it is, without a password."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine, self.place = engine, place

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction that is kept as a whole when the block ends, and not at all where it raises.

        Raises:
            Busy: other writers did not end in time.
            Unreachable: the disk is full, the server is gone, the file is read-only or damaged, what was to be
                written is not what the database takes.
        """
        with (
            self._told(),
            self.engine.connect() as connection,
            connection.execution_options(ybzj_writing=True).begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(_PATIENCE * 1000)}")
                connection.execute(_LOCK)
            yield Writing(connection)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A transaction that sees the store as it is at its first question, and changes nothing."""
        with self._told(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield Reading(connection)

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _kind_of(error)(self.place, str(error.orig).strip()) from error


def _kind_of(error: DBAPIError) -> type[StoreError]:
    told = str(error.orig)
    if "is locked" in told or getattr(error.orig, "sqlstate", None) == _NOT_HAD:
        return Busy
    return NotAStore if "not a database" in told else Unreachable


def open_store(place: str, *, create: bool = True) -> Store:
    """The store at ``place``: the path of a file, ``sqlite:///PATH`` or ``postgresql://…``.

    What is empty or not there becomes a store, unless ``create`` is false; an older store is brought up to date.

    Raises:
        NoStore: nothing is there, and ``create`` is false.
        NotAStore: something else is there.
        NewerStore: a later version wrote it.
        NoDriver: the extra ``postgresql`` is not installed.
        Unreachable: it cannot be read or written.
        ValueError: the URL of another kind of database, or no file: what is written there would be lost.
    """
    if _SERVER.match(place):
        store = _on_server(place)
    elif _OTHER.match(place):
        raise ValueError(f"{place.partition(':')[0]}: no kind of store")
    else:
        store = _in_file(place.removeprefix("sqlite:///"), create)
    try:
        _bring_up_to_date(store, create)
    except BaseException:
        store.close()
        raise
    return store


def _in_file(path: str, create: bool) -> Store:
    if path.strip() in ("", ":memory:"):
        raise ValueError(f"{path.strip() or '-'}: no file, and what is not in a file is lost")
    if not create and not Path(path).exists():
        raise NoStore(path)
    engine = sqlalchemy.create_engine(sqlalchemy.URL.create("sqlite", database=path))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, path)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Transactions are begun by us; what is committed is on the disk."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={round(_PATIENCE * 1000)}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA schema_version").fetchone() == (0,):  # empty: what others made stays as it is
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("ybzj_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _on_server(place: str) -> Store:
    url = sqlalchemy.make_url(place).set(drivername="postgresql+psycopg")
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    try:
        return Store(sqlalchemy.create_engine(url), shown)
    except ModuleNotFoundError as error:
        raise NoDriver(shown) from error


def _bring_up_to_date(store: Store, create: bool) -> None:
    with store.reading() as tx:
        if schema_of(tx.connection) == tables.SCHEMA:
            return
    from ybzj_docs.registers.migrate import migrate  # alembic is slow to import, and seldom needed

    with store.writing() as tx:
        migrate(tx.connection, store.place, create)


def schema_of(connection: Connection) -> str | None:
    """The schema that a database says it has; None where it says none."""
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None
