"""Kills in the midst of transfers: two processes work on one store, one of them is killed at a random moment, again and
again.

    python benchmarks/kills_transfer.py [KILLS] [--store PLACE] [--seed N]

A worker walks transfers at both agencies with the commands that people use, papers kept by --save; a command's answer is
its word that the step is kept. Afterwards every step of which there is an answer is there as it was told, no step is half
there or was done twice, each of its papers is a file, or is made again out of the store, the chain is whole, the read
models are what the events make, and numbers have neither gaps nor doubles. Exit code 1 where that is not so. PLACE is an
empty store; without it a file in a temporary folder, then a PostgreSQL of its own.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from itertools import count
from pathlib import Path
from typing import Any

import kills
import transfer
from sqlalchemy import select

from ybzj_docs.cli.main import run
from ybzj_docs.registers import Store, open_store, rebuild, tables, verify
from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES
from ybzj_docs.transfer import read_models

#: Steps of a worker within which it is killed.
WITHIN = 12
Answer = Mapping[str, Any]
#: The end of an answer as commands print one.
_END = b"\n}\n"


class Clerk:
    """One who works at both agencies, by commands, and hands papers over as files."""

    def __init__(self, place: str, folder: Path, out: int) -> None:
        self.place, self.folder, self.out = place, folder, out

    def do(self, agency: str, verb: str, *words: str, document: object = None, actor: str = "甲") -> Answer:
        """A step; returns what was answered.

        Raises:
            RuntimeError: it was refused, which none is.
        """
        file = self.folder / f"{os.getpid()}.draft"
        file.write_text(json.dumps(document), encoding="utf-8")
        given = ["--document", str(file)] if document is not None else []
        where = ["--store", self.place, "--agency", agency, "--as-of", "2026-10-20", "--actor", actor]
        before = os.fstat(self.out).st_size
        if run(["transfer", verb, *words, *given, *where, "--save", str(self.folder)]):
            raise RuntimeError(verb)
        return dict(json.loads(os.pread(self.out, 1 << 24, before)))

    def walk(self, serial: int) -> None:
        """A whole transfer at both sides."""
        origin, destination = transfer.CODES["origin"], transfer.CODES["destination"]
        person = {"name": "程安澜", "idType": "01", "idNumber": transfer.id_number(serial)}
        asked = transfer.example("application") | {"person": person, "applicantKind": "insured"}
        asked = {name: value for name, value in asked.items() if name not in ("agent", "documentNumber")}
        number = self.do(destination, "apply", document=asked)["applicationNumber"]
        number = self.do(destination, "accept", number)["transferNumber"]
        [letter] = self.do(destination, "request", number)["documents"]
        self.do(origin, "request", document=letter)
        self.do(origin, "reply", number, "--outcome", "accepted")
        form = transfer.example("informationForm") | {"person": person}
        [form] = self.do(origin, "issue", number, document=form)["documents"]
        [notice] = self.do(origin, "notify", number)["documents"]
        self.do(origin, "pay", number, "--text", "P")
        self.do(destination, "issue", document=form)
        self.do(destination, "take-over", number)
        self.do(destination, "receive", number, document={"bankReference": f"B{serial}", "amount": notice["amount"]})
        self.do(destination, "match", number)
        self.do(destination, "credit", number, actor="乙")
        completion = self.do(destination, "complete", number)["documents"][0]
        self.do(origin, "complete", document=completion)


def work(place: str, name: int, folder: Path) -> None:
    """Walk transfers until killed; what is answered goes into a file."""
    out = os.open(folder / f"{name}.told", os.O_RDWR | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    clerk = Clerk(place, folder, out)
    for serial in count(name * 1000):
        clerk.walk(serial)


class Worker:
    """A process that works; it is forked, so that it need not read the rules first."""

    def __init__(self, place: str, name: int, folder: Path) -> None:
        self.told = folder / f"{name}.told"
        self.process = multiprocessing.get_context("fork").Process(
            target=work, args=(place, name, folder), daemon=True
        )
        self.process.start()
        self.begun = time.perf_counter()

    def until(self, answers: int) -> float:
        """Wait until it has answered so often; returns the seconds that a step takes.

        Raises:
            RuntimeError: it has ended, which it never does by itself.
        """
        while (had := self.said().count(_END)) < answers:
            if not self.process.is_alive():
                raise RuntimeError(f"a worker ended with {self.process.exitcode}")
            time.sleep(0.002)
        return (time.perf_counter() - self.begun) / had

    def kill(self) -> None:
        """Kill it, as a crash would."""
        self.process.kill()
        self.process.join()

    def said(self) -> bytes:
        """What it has said so far; nothing where it was killed before it began."""
        return self.told.read_bytes() if self.told.exists() else b""

    def answers(self) -> list[Answer]:
        """The answers that were told whole."""
        return [json.loads(one + _END) for one in self.said().split(_END)[:-1]]


def killed(place: str, times: int, chance: random.Random, folder: Path) -> list[Answer]:
    """Kill one of two workers so many times, and start another one in its place; returns the answers told."""
    workers = [Worker(place, name, folder) for name in (1, 2)]
    told: list[Answer] = []
    for name in range(3, times + 3):
        victim = workers.pop(0)
        time.sleep(chance.random() * victim.until(chance.randint(1, WITHIN)))
        victim.kill()
        told += victim.answers()
        workers.append(Worker(place, name, folder))
    for worker in workers:
        worker.kill()
        told += worker.answers()
    return told


def faults(store: Store, place: str, told: Sequence[Answer], times: int, folder: Path) -> Iterator[str]:
    """What is wrong with the store and the files."""
    with store.writing() as tx:
        yield from (f"{one.fault} at {one.position}" for one in verify(tx).faults)
        made = rebuild(tx, [CERTIFICATE_TABLES, read_models.TRANSFER_TABLES])
        yield from (f"{one.table}: {one.extra} extra, {one.lacking} lacking" for one in made)
        steps = {(row["stream"], row["version"]): row for row in tx.rows() if row["stream"].startswith("transfer:")}
        rows = tx.connection.execute(select(tables.transfers)).all()
        keys = {
            (number, row.side): row.key for row in rows for number in (row.transfer_number, row.application_number)
        }
        series = [tuple(row) for row in tx.connection.execute(select(tables.numbers))]
    events = {step: json.loads(row["data"]) for step, row in steps.items()}
    papers = [one for event in events.values() if event["own"] for one in event.get("documents", ())]
    yield from _told(told, keys, events, times)
    yield from _numbers(papers, series)
    yield from _files(papers, told, place, folder)


def _told(
    told: Sequence[Answer], keys: Mapping[Any, str], events: Mapping[tuple[str, int], Answer], times: int
) -> Iterator[str]:
    """Every answer is of a step that is there with the papers told; few steps are there of which nobody was told."""
    answered = set()
    for one in told:
        key = keys.get((one.get("transferNumber") or one["applicationNumber"], one["side"]))
        place = f"transfer:{key}", one["version"]
        if place not in events:
            yield f"told and not there: {place}"
        elif any(paper not in events[place].get("documents", ()) for paper in one["documents"]):
            yield f"there with other papers: {place}"
        if place in answered:
            yield f"told twice: {place}"
        answered.add(place)
    if len(events) - len(answered) > times + 2:  # each may die between keeping and telling
        yield f"{len(events) - len(answered)} there and not told"


def _numbers(papers: Sequence[Answer], series: Sequence[Any]) -> Iterator[str]:
    """Every number that was given stands in one paper, and none is between them that no paper has."""
    twice = [number for number, times in Counter(one["documentNumber"] for one in papers).items() if times > 1]
    if twice:
        yield f"numbers given twice: {twice}"
    named = {one[name] for one in papers for name in ("documentNumber", "transferNumber") if name in one}
    for region, letters, year, last in series:
        if lacking := {f"{region}{letters}{year}{serial:06d}" for serial in range(1, last + 1)} - named:
            yield f"numbers that no paper has: {sorted(lacking)}"


def _files(papers: Sequence[Answer], told: Sequence[Answer], place: str, folder: Path) -> Iterator[str]:
    """Every file is a paper of the store, whole; a paper of an answer is a file, or is made again out of the store."""
    kept = {one["documentNumber"]: one for one in papers}
    files = {file.stem: json.loads(file.read_bytes()) for file in folder.glob("*.json")}
    yield from (f"a file that is no paper of the store: {name}" for name in files if files[name] != kept.get(name))
    for answer in told:
        if lacking := {one["documentNumber"] for one in answer["documents"]} - set(files):
            number, agency = (
                answer.get("transferNumber") or answer["applicationNumber"],
                transfer.CODES[answer["side"]],
            )
            with redirect_stdout(TextIOWrapper(BytesIO())), tempfile.TemporaryDirectory() as again:
                run(["transfer", "show", number, "--store", place, "--agency", agency, "--save", again])
                made = {file.stem for file in Path(again).glob("*.json")}
            yield from (f"no file, and not made again: {one}" for one in lacking - made)


def told_of(options: argparse.Namespace) -> bool:
    """Kill, look, tell; whether anything is wrong."""
    with tempfile.TemporaryDirectory() as name, kills.store_place(options, name) as place:
        folder, start = Path(name, "papers"), time.perf_counter()
        folder.mkdir()
        store = open_store(place)
        transfer.enter_agencies(store)
        store.close()
        told = killed(place, options.kills, random.Random(options.seed), folder)
        seconds = time.perf_counter() - start
        store = open_store(place)
        wrong = list(faults(store, place, told, options.kills, folder))
        kind, saved = store.engine.dialect.name, len(list(folder.glob("*.json")))
        store.close()
    print(
        f"{kind}: {options.kills} kills while two processes worked, {len(told)} steps told, {saved} papers, {seconds:.0f} s"
    )
    print("\n".join(wrong) if wrong else "nothing lost, nothing twice, nothing half, no gap; the chain is whole")
    return bool(wrong)


def main() -> int:
    """In the store named; else in a file, then on PostgreSQL."""
    options = kills.options()
    with tempfile.TemporaryDirectory() as folder:
        transfer.Walk(Path(folder)).whole(1)  # rules and forms are read once, before workers are forked
    return max(told_of(one) for one in kills.places(options))


if __name__ == "__main__":
    sys.exit(main())
