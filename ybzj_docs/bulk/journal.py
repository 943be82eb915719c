"""The journal of a check: what a check that was broken off had found, and where it was, so that another goes on.

Lines of JSON: what the check is of, then what went to the report (``document``, ``case``) and, whenever all of it is
told, a ``mark``: where the check is, with a sum over everything before it. Lines are only ever added, those up to a
mark at once; what stands behind the last mark that is whole, of a process that was killed or a machine that lost its
power, counts for nothing.
"""

import fcntl
import os
import re
import weakref
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
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
#: Journals that this process writes; its workers let them go, lest they keep them when it is killed.
_HELD: weakref.WeakSet[IO[bytes]] = weakref.WeakSet()
_KEY = re.compile(r"(?:[0-9a-f]{2})+")


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
            BlockingIOError: another check writes it.
            OSError: it cannot be read.
        """
        journal = cls(path, run)
        earlier = begun(path)
        if earlier is None:
            return journal
        journal._file = _locked(path)
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
            journal._file.truncate(journal._length)
            journal._file.seek(journal._length)
        else:
            journal._file.truncate(0)
        return journal

    def claim(self) -> None:
        """Make the file, so that no other check writes it.

        Raises:
            BlockingIOError: another does.
            OSError: it cannot be made.
        """
        if self._file is None:
            self._file = _locked(self._path)
            self._file.truncate(0)

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
        self.claim()
        assert self._file is not None
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
        """No more is written; the journal stays, if anything is in it."""
        if self._file is not None:
            if os.fstat(self._file.fileno()).st_size == 0:
                self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None

    def end(self) -> None:
        """The check has been finished, and its report is in its place: no one goes on with it."""
        if self._file is not None or self._marks or self.mark is not None:
            self._path.unlink(missing_ok=True)
        self.close()


def begun(path: Path) -> Mapping[str, Any] | None:
    """What the check is of whose journal this is; None where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = packing.unpacked(file.readline()).get("journal")
        return head if _sound(head) else None
    except (FileNotFoundError, RecursionError, ValueError):
        return None


def _sound(head: Any) -> bool:
    """Whether ``head`` is how a journal of ours begins. Raises ValueError where its day is none."""
    if not isinstance(head, dict) or head.get("version") != _VERSION:
        return False
    options, key, inputs = (head.get(name, {}) for name in ("options", "key", "inputs"))
    if not all(isinstance(one, dict) for one in (options, key, inputs)):
        return False
    day, masks = options.get("as_of"), key.get("hex")
    if day is not None:
        date.fromisoformat(str(day))
    return masks is None or (isinstance(masks, str) and _KEY.fullmatch(masks) is not None)


def _locked(path: Path) -> IO[bytes]:
    """The journal at ``path``, made where there is none, for this check alone; one that ends meanwhile is not taken."""
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _MODE), "r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.fchmod(file.fileno(), _MODE)
            if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
                _HELD.add(file)
                return file
        except OSError:
            file.close()
            raise
        file.close()


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
                    if mark["sum"] != total or not isinstance(mark["state"], dict):
                        return
                except (ValueError, KeyError, TypeError, RecursionError):
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


def _let_go() -> None:
    for file in list(_HELD):
        file.close()


os.register_at_fork(after_in_child=_let_go)
