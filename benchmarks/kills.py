"""Kills: two processes work on one store, one of them is killed at a random moment, again and again.

    python benchmarks/kills.py [KILLS] [--store PLACE] [--seed N]

A worker issues certificates and uses each for a transfer in the same transaction, and tells a number once that is
kept. Afterwards every number told is there, no transaction is half there, the chain is whole, the read models are what
the events make, and numbers have neither gaps nor doubles. Exit code 1 where that is not so. PLACE is an empty store;
without it a file in a temporary folder, then a PostgreSQL of its own.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from ybzj_docs.registers import Hand, Store, open_store, rebuild, verification_code, verify
from ybzj_docs.registers import certificate_uses as uses
from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES, listed
from ybzj_docs.registers.certificates import Office, issue

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
#: Seconds after a worker's first certificate within which it is killed.
WITHIN = 0.12


def draft(person: str) -> dict[str, Any]:
    """A certificate of an invented person."""
    return {
        "documentType": "certificate",
        "edition": "2021",
        "person": {"name": "测试", "idType": "99", "idNumber": person},
        "insuranceType": "310",
        "account": {"balance": "0.00"},
        "agency": {"name": "测试经办机构", "regionCode": "320200", "agencyCode": "320200001"},
    }


def issue_one(store: Store, person: str) -> str:
    """Issue a certificate and use it, in one transaction; rules are left out, which would only take time."""
    hand = Hand("测试经办员", NOW)
    with store.writing() as tx:
        office = Office(tx, hand, lambda _documents, _registers: [])
        made = issue(office, draft(person), verification_code.make(os.urandom(16)))
        uses.use(tx, hand, made.number, f"T-{person}")
    return made.number


def work(place: str, name: str) -> None:
    """Issue certificates until killed, or until nobody is there to be told."""
    store, parent, turn = open_store(place), os.getppid(), 0
    while os.getppid() == parent:
        turn += 1
        os.write(1, f"{issue_one(store, f'{name}-{turn}')}\n".encode())


class Worker:
    """A process that works, and the file in which it tells what is kept."""

    def __init__(self, place: str, name: str, folder: Path) -> None:
        self.told = folder / name
        with self.told.open("wb") as out:
            command = [sys.executable, __file__, "--work", name, "--store", place]
            self.process = subprocess.Popen(command, stdout=out)

    def numbers(self) -> list[str]:
        """The numbers told so far."""
        return self.told.read_text().split("\n")[:-1]

    def begun(self) -> bool:
        """Whether it has told its first number.

        Raises:
            RuntimeError: it has ended, which it never does by itself.
        """
        if self.process.poll() not in (None, -signal.SIGKILL):
            raise RuntimeError(f"a worker ended with {self.process.returncode}")
        return self.told.stat().st_size > 0

    def kill(self) -> None:
        """Kill it, as a crash would."""
        self.process.kill()
        self.process.wait()


def killed(place: str, kills: int, chance: random.Random, folder: Path) -> list[str]:
    """Kill one of two workers ``kills`` times, and start another one in its place; returns the numbers told."""
    workers = [Worker(place, f"w{number}", folder) for number in range(2)]
    told: list[str] = []
    for number in range(2, kills + 2):
        victim = workers.pop(0)
        while not victim.begun():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, WITHIN))
        victim.kill()
        told += victim.numbers()
        workers.append(Worker(place, f"w{number}", folder))
    for worker in workers:
        worker.kill()
        told += worker.numbers()
    return told


def faults(store: Store, told: Sequence[str], kills: int) -> Iterator[str]:
    """What is wrong with the store."""
    with store.writing() as tx:
        found = verify(tx)
        yield from (f"{one.fault} at {one.position}" for one in found.faults)
        yield from (
            f"{one.table}: {one.extra} extra, {one.lacking} lacking" for one in rebuild(tx, [CERTIFICATE_TABLES])
        )
        kept = [one.number for one in listed(tx)]
        used = [one.number for one in listed(tx, status="used")]
        following = tx.next_number("PZ", "320200", NOW.date())
    if kept != [f"320200PZ2026{serial:06d}" for serial in range(1, len(kept) + 1)]:
        yield "numbers have gaps"
    if following != f"320200PZ2026{len(kept) + 1:06d}":
        yield f"the next number would be {following}"
    if used != kept or found.events != 2 * len(kept):
        yield "a transaction is half there"
    if lost := set(told) - set(kept):
        yield f"told and not there: {sorted(lost)}"
    if len(told) != len(set(told)):
        yield "a number was told twice"
    if len(kept) - len(told) > kills + 2:  # each may die between keeping and telling
        yield f"{len(kept) - len(told)} there and not told"


@contextmanager
def file_place(options: argparse.Namespace, folder: str) -> Iterator[str]:
    """The store named, else a file."""
    yield options.store or f"{folder}/store.db"


@contextmanager
def server_place(_options: argparse.Namespace, _folder: str) -> Iterator[str]:
    """A PostgreSQL of our own."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.stores import cluster, programs

    found = programs()
    if found is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    with cluster(found) as url:
        yield url.format("postgres")


def store_place(options: argparse.Namespace, folder: str) -> AbstractContextManager[str]:
    """Where the store is made."""
    return (server_place if options.postgresql else file_place)(options, folder)


def told_of(given: argparse.Namespace) -> bool:
    """Kill, look, tell; whether anything is wrong."""
    with tempfile.TemporaryDirectory() as folder, store_place(given, folder) as place:
        start = time.perf_counter()
        told = killed(place, given.kills, random.Random(given.seed), Path(folder))
        seconds = time.perf_counter() - start
        store = open_store(place)
        wrong = list(faults(store, told, given.kills))
        kind = store.engine.dialect.name
        store.close()
    print(f"{kind}: {given.kills} kills while two processes worked, {len(told)} certificates told, {seconds:.0f} s")
    print("\n".join(wrong) if wrong else "nothing lost, nothing twice, nothing half, no gap; the chain is whole")
    return bool(wrong)


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--store")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    return parser.parse_args()


def places(given: argparse.Namespace) -> Iterator[argparse.Namespace]:
    """The store named; else a file, then PostgreSQL."""
    for server in (False,) if given.store else (False, True):
        yield argparse.Namespace(**vars(given), postgresql=server)


def main() -> int:
    """In the store named; else in a file, then on PostgreSQL."""
    given = options()
    if given.work:
        work(given.store, given.work)
        return 0
    return max(told_of(one) for one in places(given))


if __name__ == "__main__":
    sys.exit(main())
