"""The store: streams, numbers, transactions, and what opening finds; on SQLite and PostgreSQL alike."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ybzj_docs.registers import (
    Busy,
    Draft,
    NewerStore,
    NoStore,
    NotAStore,
    Refused,
    Stale,
    Store,
    Unreachable,
    database,
    open_store,
    tables,
)
from ybzj_docs.registers.migrate import revisions

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 2)


def draft(**data: object) -> Draft:
    return Draft("done", data, NOW, "测试经办员", "测试", "counter")


def test_events_are_told_as_recorded(store: Store) -> None:
    with store.writing() as tx:
        first = tx.append("a", 0, draft(name="吴㐂", amounts=["1.00", {"b": 1, "a": None}]))
        other = tx.append("b", 0, draft())
        second = tx.append("a", 1, draft())
    with store.reading() as tx:
        assert tx.events("a") == [first, second]
        assert tx.events("b") == [other]
        assert tx.events("c") == []
        assert (tx.version("a"), tx.version("c")) == (2, 0)
    assert [event.position for event in (first, other, second)] == [1, 2, 3]
    assert (first.previous, second.previous) == ("", first.hash)
    assert first.data == {"name": "吴㐂", "amounts": ["1.00", {"b": 1, "a": None}]}


def test_a_stale_writer_fails(store: Store) -> None:
    with store.writing() as tx:
        tx.append("a", 0, draft())
    with pytest.raises(Stale) as stale, store.writing() as tx:
        tx.append("b", 0, draft())
        tx.append("a", 0, draft())
    assert (stale.value.stream, stale.value.expected, stale.value.found) == ("a", 0, 1)
    with store.reading() as tx:
        assert tx.events("b") == []
        assert tx.head()[0] == 1


def test_time_does_not_go_back_within_a_stream(store: Store) -> None:
    earlier = replace(draft(), at=NOW - timedelta(seconds=1))
    same = replace(draft(), at=NOW.astimezone(timezone(timedelta(hours=8))))
    with store.writing() as tx:
        tx.append("a", 0, draft())
        tx.append("a", 1, same)
        tx.append("b", 0, earlier)
        tx.append("agency:1", 0, draft())
        tx.append("agency:1", 1, earlier)
    with pytest.raises(Refused) as refused, store.writing() as tx:
        tx.append("a", 2, earlier)
    assert "--as-of" in refused.value.zh
    with store.reading() as tx:
        assert (tx.version("a"), tx.head()[0]) == (2, 5)


def test_numbers_have_no_gaps(store: Store) -> None:
    with store.writing() as tx:
        assert [tx.next_number("PZ", "320200", DAY) for _ in range(2)] == ["320200PZ2026000001", "320200PZ2026000002"]
    with pytest.raises(RuntimeError), store.writing() as tx:
        tx.next_number("PZ", "320200", DAY)
        raise RuntimeError
    with store.writing() as tx:
        assert tx.next_number("PZ", "320200", DAY) == "320200PZ2026000003"
        assert tx.next_number("PZ", "320200", date(2027, 1, 1)) == "320200PZ2027000001"
        assert tx.next_number("SQ", "310000", DAY) == "310000SQ2026000001"
        with pytest.raises(ValueError, match="not a number of ours"):
            tx.next_number("AB", "320200", DAY)


@pytest.mark.parametrize("statement", ["UPDATE events SET actor = 'x'", "DELETE FROM events"])
def test_the_database_refuses_to_change_events(store: Store, statement: str) -> None:
    with store.writing() as tx:
        tx.append("a", 0, draft())
    with pytest.raises(Unreachable, match="only ever added"), store.writing() as tx:
        tx.connection.exec_driver_sql(statement)


def test_events_have_a_time_with_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        Draft("done", {}, NOW.replace(tzinfo=None), "a")


def test_migrations_make_the_tables(store: Store) -> None:
    assert revisions()[0] == tables.SCHEMA
    with store.reading() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_a_store_is_opened_again(place: str) -> None:
    for version in range(2):
        store = open_store(place)
        with store.writing() as tx:
            assert tx.append("a", version, draft()).version == version + 1
        store.close()
    store = open_store(place, create=False)
    with store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(NewerStore) as newer:
        open_store(place)
    assert newer.value.detail == "9999"


def test_what_is_no_store_is_left_alone(place: str, tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        open_store(place, create=False)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    before = foreign.read_bytes()
    with pytest.raises(NotAStore):
        open_store(str(foreign))
    assert foreign.read_bytes() == before
    text = tmp_path / "text.db"
    text.write_text("no database, but long enough to be looked at " * 100)
    with pytest.raises(NotAStore):
        open_store(str(text))
    with pytest.raises(Unreachable):
        open_store(str(tmp_path / "none" / "store.db"))
    with pytest.raises(ValueError, match="mysql"):
        open_store("mysql://localhost/a")


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(Unreachable) as unreachable:
        open_store("postgresql://user:secret@127.0.0.1:1/none")
    assert "secret" not in str(unreachable.value)


def test_a_writer_does_not_wait_for_ever(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.2)
    first, second = open_store(place), open_store(place)
    try:
        with first.writing() as tx:
            tx.append("a", 0, draft())
            with pytest.raises(Busy), second.writing():
                pass
        with second.writing() as tx:
            tx.append("a", 1, draft())
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("statement", ["SELECT a FROM nowhere", "INSERT INTO events (position) VALUES (1)"])
def test_what_the_database_refuses_is_told(store: Store, statement: str) -> None:
    with pytest.raises(Unreachable) as told, store.writing() as tx:
        tx.connection.exec_driver_sql(statement)
    assert told.value.detail


@pytest.mark.parametrize("nowhere", ["", " ", ":memory:", "sqlite:///", "sqlite:///:memory:"])
def test_what_would_be_lost_is_not_written(nowhere: str) -> None:
    for create in (True, False):
        with pytest.raises(ValueError, match="no file"):
            open_store(nowhere, create=create)
