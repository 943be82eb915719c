"""What ``verify`` finds: events changed, missing, in another place, or forged as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from ybzj_docs.registers import Anchor, Draft, Store, Verified, Writing, verify
from ybzj_docs.registers.events import link, seal

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    """Three streams with three events each, in turn."""
    with store.writing() as tx:
        for version in range(3):
            for stream in "abc":
                tx.append(stream, version, Draft("done", {"amount": "1.00"}, NOW, "甲"))
    return store


@contextmanager
def unguarded(store: Store) -> Iterator[Writing]:
    """A transaction of someone who may alter the tables."""
    with store.writing() as tx:
        if tx.connection.dialect.name == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                tx.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS events_{verb}")
        else:
            tx.connection.exec_driver_sql("DROP TRIGGER events_only_added ON events")
        yield tx


def verified(store: Store, anchor: Anchor | None = None) -> Verified:
    with store.reading() as tx:
        return verify(tx, anchor)


def faults(store: Store, anchor: Anchor | None = None) -> list[tuple[str, int]]:
    return [(one.fault, one.position) for one in verified(store, anchor).faults]


def test_what_was_recorded_is_found_whole(filled: Store) -> None:
    found = verified(filled)
    assert (found.events, found.faults, found.head.position) == (9, (), 9)
    with filled.writing() as tx:
        tx.append("d", 0, Draft("done", {}, NOW, "甲"))
    assert faults(filled, found.head) == []


@pytest.mark.parametrize(
    "change", ["data = '{}'", "actor = '乙'", "at = '2026-11-02T09:30:00+08:00'", "reason = 'x'", "kind = 'undone'"]
)
def test_a_changed_event(filled: Store, change: str) -> None:
    with unguarded(filled) as tx:
        tx.connection.exec_driver_sql(f"UPDATE events SET {change} WHERE position = 5")
    assert faults(filled) == [("changed", 5)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("position = 5", [("missing", 5), ("order", 8), ("head", 9)]),
        ("position = 9", [("head", 9)]),
        ("stream = 'b'", [("missing", 2), ("missing", 5), ("missing", 8), ("head", 9)]),
        ("position > 6", [("head", 9)]),
    ],
)
def test_missing_events(filled: Store, condition: str, expected: list[tuple[str, int]]) -> None:
    with unguarded(filled) as tx:
        tx.connection.exec_driver_sql(f"DELETE FROM events WHERE {condition}")
    assert faults(filled) == expected


@pytest.mark.parametrize(("first", "far"), [(4, 7), (5, 10**9)])
def test_a_gap_is_one_fault_however_wide(filled: Store, first: int, far: int) -> None:
    with unguarded(filled) as tx:
        tx.connection.exec_driver_sql(f"DELETE FROM events WHERE position >= {first} AND position < 7")
        tx.connection.exec_driver_sql(f"UPDATE events SET position = position + {far - 7} WHERE position >= 7")
    gap, *_ = verified(filled).faults
    assert (gap.fault, gap.position, gap.to) == ("missing", first, far - 1)
    assert len([one for one in verified(filled).faults if one.fault == "missing"]) == 1


def test_events_that_changed_places(filled: Store) -> None:
    with unguarded(filled) as tx:
        for old, new in ((4, 40), (5, 4), (40, 5)):
            tx.connection.exec_driver_sql(f"UPDATE events SET position = {new} WHERE position = {old}")
    assert faults(filled) == [("changed", 4), ("changed", 5), ("head", 9)]


def test_an_event_sealed_anew(filled: Store) -> None:
    with unguarded(filled) as tx:
        row = {**list(tx.rows())[4], "actor": "乙"}
        tx.connection.exec_driver_sql(f"UPDATE events SET actor = '乙', hash = '{seal(row)}' WHERE position = 5")
    assert faults(filled) == [("order", 8), ("head", 9)]


def test_a_store_cut_off_whole_is_found_by_an_anchor(filled: Store) -> None:
    """Its last events are gone and its head is that of the events before them, as in an old copy."""
    anchor, over = verified(filled).head, ""
    with unguarded(filled) as tx:
        tx.connection.exec_driver_sql("DELETE FROM events WHERE position > 6")
        for row in list(tx.rows()):
            over = link(over, row["hash"])
        tx.connection.exec_driver_sql(f"UPDATE head SET position = 6, hash = '{over}'")
    assert faults(filled) == faults(filled, Anchor(6, over)) == []
    assert faults(filled, anchor) == [("anchor", 9)]


def test_a_store_forged_whole_is_found_by_an_anchor(filled: Store) -> None:
    anchor = verified(filled).head
    with unguarded(filled) as tx:
        tx.connection.exec_driver_sql("UPDATE events SET actor = '乙' WHERE position = 9")
        over = ""
        for row in list(tx.rows()):
            tx.connection.exec_driver_sql(
                f"UPDATE events SET hash = '{seal(row)}' WHERE position = {row['position']}"
            )
            over = link(over, seal(row))
        tx.connection.exec_driver_sql(f"UPDATE head SET hash = '{over}'")
    assert faults(filled) == []
    assert faults(filled, anchor) == [("anchor", 9)]
    assert faults(filled, Anchor(12, anchor.hash)) == [("anchor", 12)]
