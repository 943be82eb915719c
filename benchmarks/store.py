"""Events a second with full durability, beside what the disk and SQLite alone give; and questions to a large store.

    python benchmarks/store.py [--seconds N] [--transfers N] [--postgresql]

An event is one transaction: a number taken, an event appended to a stream, a read model written, all on the disk before
it counts. The bar: 200 events a second on SQLite. Peers in the same run: an fsync of an appended kilobyte, and one
INSERT with COMMIT in plain sqlite3 under the same settings. With --transfers the store is filled with so many
transfers, and what rules, clocks and people ask of it is timed (the bar: 100 ms).
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import kills
from sqlalchemy import Table, insert, select

from validators.registers import Transfer
from ybzj_docs.registers import Store, open_store, shapes, tables
from ybzj_docs.registers.stored import StoreRegisters

_CHUNK = 20_000
_DAY = date(2026, 1, 1)


def rate(one: Callable[[int], object], seconds: float) -> float:
    """How often ``one`` runs in a second, over ``seconds``."""
    start, count = time.perf_counter(), 0
    while (passed := time.perf_counter() - start) < seconds:
        one(count)
        count += 1
    return count / passed


def fsyncs(folder: str, seconds: float) -> float:
    """Appended kilobytes a second, each synced."""
    with Path(folder, "plain").open("wb") as file:

        def append(_turn: int) -> None:
            file.write(b"x" * 1024)
            file.flush()
            os.fsync(file.fileno())

        return rate(append, seconds)


def commits(folder: str, seconds: float) -> float:
    """Plain INSERTs a second, each committed and synced."""
    connection = sqlite3.connect(Path(folder, "plain.db"), isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a INTEGER, b TEXT)")
    found = rate(lambda turn: connection.execute("INSERT INTO t VALUES (?, ?)", (turn, "x" * 1000)), seconds)
    connection.close()
    return found


def events(store: Store, seconds: float) -> float:
    """Events a second: certificates, each issued and used, which are two."""
    return 2 * rate(lambda turn: kills.issue_one(store, f"P{turn}"), seconds)


def fill(store: Store, transfers: int) -> None:
    """Put rows of so many transfers into the read models: a number of its own, three documents, a step that runs."""
    for start in range(0, transfers, _CHUNK):
        places = range(start, min(start + _CHUNK, transfers))
        with store.writing() as tx:
            for table, rows in (
                (tables.transfers, [_transfer(place) for place in places]),
                (tables.transfer_documents, [row for place in places for row in _numbers(place)]),
                (tables.due, [_due(place) for place in places]),
            ):
                tx.connection.execute(insert(table), rows)


def _transfer(place: int) -> dict[str, object]:
    number = f"310000ZY2026{place:08d}"
    shape = Transfer(
        *(number, frozenset([number]), "destination", ("01", f"P{place}")),
        *({"regionCode": "320200"}, {"regionCode": "310000"}, "310", "requested", "pending"),
    )
    values = {column.name: None for column in tables.transfers.columns}
    return values | {
        "key": f"transfer:{place}",
        "version": 3,
        "side": "destination",
        "agency": "310000001",
        "application_number": f"310000SQ2026{place:08d}",
        "transfer_number": number,
        "person_type": "01",
        "person_number": f"P{place}",
        "insurance_type": "310",
        "relationship_status": "requested",
        "fund_status": "pending",
        "open": True,
        "changed_at": "2026-11-02T09:00:00+08:00",
        "state": "{}",
        "registered": shapes.written(shape),
    }


def _numbers(place: int) -> list[dict[str, object]]:
    return [
        {"number": f"310000{letters}2026{place:08d}", "transfer": f"transfer:{place}"}
        for letters in ("ZY", "SQ", "LX")
    ]


def _due(place: int) -> dict[str, object]:
    due_on = _DAY + timedelta(days=place % 365)
    return {
        **{"transfer": f"transfer:{place}", "step": "form", "track": "relationship", "agency": "310000001"},
        **{"started_on": _DAY, "due_on": due_on, "days": 15},
    }


def questions(store: Store, transfers: int) -> dict[str, float]:
    """Milliseconds that each question takes, each in a transaction of its own: medians of 21."""
    wanted: Table = tables.due
    soon = select(wanted).where(wanted.c.agency == "310000001", wanted.c.due_on >= _DAY).order_by(wanted.c.due_on)
    asked: dict[str, Callable[[StoreRegisters, int], object]] = {
        "a transfer by any number": lambda registers, n: registers.transfer(f"310000LX2026{n:08d}"),
        "a person's transfers": lambda registers, n: registers.transfers([("01", f"P{n}")]),
    }
    told = {name: _median(store, question, transfers) for name, question in asked.items()}
    with store.reading() as tx:
        start = time.perf_counter()
        found = tx.connection.execute(soon.limit(100)).all()
        told[f"the next {len(found)} that are due"] = (time.perf_counter() - start) * 1000
    return told


def _median(store: Store, question: Callable[[StoreRegisters, int], object], transfers: int) -> float:
    took = []
    for turn in range(21):
        start = time.perf_counter()
        with store.reading() as tx:
            if question(StoreRegisters(tx, "310000001"), turn * transfers // 21) in (None, []):
                raise RuntimeError("nothing was found")
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--transfers", type=int, default=0)
    parser.add_argument("--store")
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir="."))
        store = open_store(stack.enter_context(kills.store_place(options, folder)))
        stack.callback(store.close)
        kind = store.engine.dialect.name
        synced, committed = fsyncs(folder, options.seconds), commits(folder, options.seconds)
        ours = events(store, options.seconds)
        print(
            f"fsync of an appended kilobyte: {synced:,.0f}/s; plain INSERT and COMMIT in sqlite3: {committed:,.0f}/s"
        )
        print(f"{kind}: {ours:,.0f} events/s, {ours / 2:,.0f} durable transactions/s (bar 200 events/s), ", end="")
        print(f"{ours / 2 / committed:.2f} times plain commits")
        if options.transfers:
            fill(store, options.transfers)
            for name, took in questions(store, options.transfers).items():
                print(f"{kind}, {options.transfers:,} transfers: {name} in {took:.1f} ms (bar 100)")


if __name__ == "__main__":
    main()
