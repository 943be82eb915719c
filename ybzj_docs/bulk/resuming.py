"""Where a check is, and going on from there."""

import dataclasses
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ybzj_docs.bulk import packing
from ybzj_docs.bulk.journal import Differs, Journal
from ybzj_docs.bulk.text import BLOCK, Text
from ybzj_docs.bulk.unreported import Guarded, Unreported
from ybzj_docs.bulk.walk import Run
from ybzj_docs.checking.reports.sink import Listing

_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a text where a record begins: its offset, line and column, how many records stand before it.

    ``mixed`` as a cutter tells it; ``sum`` is over what stands before it, where it cannot be told from its file.
    """

    offset: int
    line: int
    column: int
    records: int
    mixed: bool
    sum: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check is: in which of the paths given, of a folder or zip behind how many runs of files, at which file
    of its folder, and in the text there. ``sum`` is over the names, sizes and stamps of the files in those runs.
    """

    path: int = 0
    run: int = 0
    file: int = 0
    sum: int = 0
    point: Point | None = None

    @classmethod
    def of(cls, tree: Mapping[str, Any]) -> "Place":
        """The place that was told as ``tree``."""
        return cls(**{**tree, "point": tree["point"] and Point(**tree["point"])})

    def behind(self, run: Run) -> "Place":
        """The place behind ``run``."""
        of = run.of
        files = [told[run.start : run.end] for told in (of.names, of.sizes, of.stamps)]
        total = zlib.crc32(repr(files).encode(errors="backslashreplace"), self.sum)
        return Place(self.path, self.run + 1, 0, total)


class Keeper:
    """Keeps in a journal, where there is one, where a check is; ``start`` is where it begins."""

    def __init__(self, journal: Journal | None, listing: Listing) -> None:
        self._journal, self._listing = journal, listing
        self.start = Place()
        self.engine: Mapping[str, Any] | None = None
        if journal is None:
            listing.sink = Guarded(listing.sink)
            return
        if journal.mark is not None:
            journal.replay(listing.sink)
            told = journal.mark["listing"]
            listing.restore({**told, "held": [packing.document(one) for one in told["held"]]})
            self.start, self.engine = Place.of(journal.mark["place"]), journal.mark["engine"]
        listing.sink = Guarded(journal.recorded(listing.sink))

    def mark(self, place: Place, engine: Mapping[str, Any]) -> None:
        """All before ``place`` has been handed to the listing.

        Raises:
            Unreported: the journal cannot be written.
        """
        if self._journal is None:
            return
        state = {"place": dataclasses.asdict(place), "engine": engine, "listing": self._listing.state()}
        try:
            self._journal.set_mark(state)
        except OSError as error:
            raise Unreported(error) from error


def rest(runs: Iterable[Run], start: Place, name: str) -> Iterator[tuple[Place, Run]]:
    """The runs of the folder or zip ``name`` from ``start`` on, each with its place.

    Raises:
        Differs: what stands before ``start`` is not what stood there.
    """
    place = Place(start.path)
    for run in runs:
        if place.run == start.run and place.sum != start.sum:
            break
        if place.run >= start.run:
            yield place, run
        place = place.behind(run)
    if place.run < start.run or (place.run == start.run and place.sum != start.sum):
        raise Differs("inputs", name)


def skip(text: Text, point: Point) -> None:
    """Pass over what stands before ``point``.

    Raises:
        Differs: it is not what stood there.
        OSError: it cannot be read.
    """
    for start in range(0, 0 if text.file else point.offset, BLOCK):
        text.read(start, end := min(start + BLOCK, point.offset))
        text.forget(end)
    if text.sum != point.sum:
        raise Differs("inputs", text.name)


def inputs_of(paths: Sequence[str]) -> dict[str, object]:
    """What tells each input from what it may be at another time: of files their size, time and beginning."""
    return {path: _input_of(path) for path in paths}


def _input_of(path: str) -> object:
    file = Path(path)
    try:
        if path == "-" or not file.is_file():
            return "folder" if file.is_dir() else "stream" if path == "-" or file.exists() else None
        with file.open("rb") as opened:
            told = os.fstat(opened.fileno())
            return [told.st_size, told.st_mtime_ns, hashlib.sha256(opened.read(_HEAD)).hexdigest()]
    except OSError:
        return None
