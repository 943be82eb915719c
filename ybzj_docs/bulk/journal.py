"""The journal of a check: what a check that was broken off had found, and where it was, so that another goes on.

Lines of JSON: what the check is of, then what went to the report (``document``, ``case``) and, whenever all of it is
told, a ``mark``: where the check is, with a sum over everything before it. Lines are only ever added, those up to a
mark at once; what stands behind the last mark that is whole, of a process that was killed or a machine that lost its
power, counts for nothing.
"""

import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from ybzj_docs.bulk import packing
from ybzj_docs.checking.reports.sink import Sink, Tail
from ybzj_docs.checking.result import CaseResult, DocumentResult

_VERSION = "1"
#: After so many marks what was written is brought to the disk itself.
_SYNC = 8
#: So many bytes wait for the next mark; more of them are written before it.
_WAITING = 4 << 20
#: Only its owner reads it: it bears the key of the masks.
_MODE = 0o600


class Differs(Exception):
    """The check to go on with is of something else: ``what`` is a member of its run, ``which`` a member of that."""

    def __init__(self, what: str, which: str = "") -> None:
        super().__init__(what, which)
        self.what, self.which = what, which


class Journal:
    """The journal of one check, in the file ``path``, which is made with the first mark and gone when all is done."""

    def __init__(self, path: Path, run: Mapping[str, Mapping[str, Any]]) -> None:
        self._path, self._pending = path, bytearray(packing.packed("journal", {"version": _VERSION, **run}))
        self._file: IO[bytes] | None = None
        self._sum = self._length = self._marks = 0
        self.mark: Mapping[str, Any] | None = None

    @classmethod
    def found(cls, path: Path, run: Mapping[str, Mapping[str, Any]]) -> "Journal":
        """The journal of an earlier check of ``run``; a new one where no mark is whole.

        ``run`` tells under ``options`` and ``inputs`` what a check is of, as JSON.

        Raises:
            Differs: it is of something else.
            OSError: it cannot be read.
        """
        journal = cls(path, run)
        earlier = begun(path)
        if earlier is None:
            return journal
        for what, value in run.items():
            for which, one in value.items():
                if (earlier.get(what) or {}).get(which) != one:
                    raise Differs(what, which)
        length = 0
        for line, total in _lines(path):
            length += len(line)
            if (mark := _mark(line)) is not None:
                journal.mark, journal._length, journal._sum = mark, length, total
        if journal.mark is not None:
            journal._pending.clear()
            journal._file = path.open("r+b")
            journal._file.truncate(journal._length)
            journal._file.seek(journal._length)
        return journal

    def recorded(self, sink: Sink) -> Sink:
        """``sink``, of which is kept here what it is given."""
        return _Recorded(sink, self._keep)

    def replay(self, sink: Sink) -> None:
        """Give ``sink`` what the earlier check gave to its own."""
        length = 0
        for line, _ in _lines(self._path):
            length += len(line)
            if length > self._length:
                return
            thing = packing.unpacked(line)
            if "document" in thing:
                sink.document(packing.document(thing["document"]))
            elif "case" in thing:
                sink.case(packing.case(thing["case"]))

    def set_mark(self, state: Mapping[str, Any]) -> None:
        """All that was given to the sink is of what lies before the place that ``state`` tells.

        Raises:
            OSError: the disk is full or fails.
        """
        total = zlib.crc32(self._pending, self._sum)
        self._pending += packing.packed("mark", {"sum": total, "state": state})
        file = self._write()
        self._marks += 1
        if self._marks % _SYNC == 0:
            os.fsync(file.fileno())

    def _keep(self, line: bytes) -> None:
        self._pending += line
        if len(self._pending) > _WAITING:
            self._write()

    def _write(self) -> IO[bytes]:
        """Write what waits; a journal that was there before and is of no use is made anew."""
        if self._file is None:
            self._path.unlink(missing_ok=True)
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE), "wb")
        self._sum = zlib.crc32(self._pending, self._sum)
        self._file.write(self._pending)
        self._file.flush()
        self._pending.clear()
        return self._file

    @property
    def marked(self) -> bool:
        """Whether another check can go on with it."""
        return self.mark is not None or self._marks > 0

    def close(self) -> None:
        """No more is written; the journal stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def end(self) -> None:
        """The check has been finished, and its report is in its place: no one goes on with it."""
        self.close()
        self._path.unlink(missing_ok=True)


def begun(path: Path) -> Mapping[str, Any] | None:
    """What the check is of whose journal this is; None where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = packing.unpacked(file.readline()).get("journal")
    except (FileNotFoundError, ValueError):
        return None
    return head if isinstance(head, dict) and head.get("version") == _VERSION else None


def _lines(path: Path) -> Iterator[tuple[bytes, int]]:
    """The whole lines of a journal up to what is not whole or not what it was, each with the sum up to its end."""
    total = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            if line.startswith(b'{"mark"'):
                try:
                    mark = packing.unpacked(line)["mark"]
                except (ValueError, KeyError):
                    return
                if mark.get("sum") != total:
                    return
            total = zlib.crc32(line, total)
            yield line, total


def _mark(line: bytes) -> Mapping[str, Any] | None:
    if not line.startswith(b'{"mark"'):
        return None
    state: Mapping[str, Any] = packing.unpacked(line)["mark"]["state"]
    return state


class _Recorded:
    """A sink that passes everything on, and keeps it as lines for the next mark."""

    def __init__(self, sink: Sink, keep: Callable[[bytes], None]) -> None:
        self._sink, self._keep = sink, keep

    def document(self, result: DocumentResult) -> None:
        """As the protocol says."""
        self._keep(packing.packed("document", result))
        self._sink.document(result)

    def case(self, told: CaseResult) -> None:
        """As the protocol says."""
        self._keep(packing.packed("case", told))
        self._sink.case(told)

    def end(self, tail: Tail) -> None:
        """As the protocol says."""
        self._sink.end(tail)
