"""Rows on disk, so that an export may be larger than memory: one SQLite file, sorted by person when read back.

SQLite won against DuckDB on the same rows: ``benchmarks/import_export.py`` tells both figures.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from ybzj_docs.importing.told import Saying

#: (psn_no, tag, key, line, first, last, data)
Stored = tuple[Any, ...]
#: Tags, in the order in which the rows of one person come back.
SERIAL: Final = 0
PERSON: Final = 1
RELATION: Final = 2
ACCOUNT: Final = 3
CHECK: Final = 4
DETAIL: Final = 5

_BATCH = 10_000
_SETUP = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -16384;
CREATE TABLE master (psn, tag, key, line, first, last, data);
CREATE TABLE detail (psn, tag, key, line, first, last, data);
CREATE TABLE told (list, place, line, entry);
"""
_NUMBER = f"""
INSERT INTO master SELECT psn, {SERIAL}, NULL, line, ? - 1 + row_number() OVER (ORDER BY line), NULL, NULL
FROM (SELECT psn, min(line) AS line FROM master WHERE tag = {PERSON}
      GROUP BY psn HAVING count(*) = 1 AND min(first) = 1)
"""
_SAME_RELATION = f"""
SELECT rowid, key, line, psn, data FROM master WHERE tag = {RELATION} AND key IN
(SELECT key FROM master WHERE tag = {RELATION} GROUP BY key HAVING count(*) > 1) ORDER BY key, line
"""
_BY_PERSON = "SELECT * FROM master UNION ALL SELECT * FROM detail ORDER BY 1, 2, 3, 4"


class Spill:
    """A file of rows on disk. Its methods raise ``OSError`` where the disk is full or fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _disk():
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.executescript(_SETUP)

    def close(self) -> None:
        """Close the file and remove it."""
        self._base.close()
        self._path.unlink(missing_ok=True)

    def store(self, rows: Iterable[Stored], *, details: bool = False) -> None:
        """Keep ``rows``, in batches: they may come from a generator that reads a table."""
        source, table = iter(rows), "detail" if details else "master"
        with _disk():
            while batch := list(islice(source, _BATCH)):
                self._write(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)", batch)

    def tell(self, sayings: Sequence[Saying]) -> None:
        """Keep what is told until the report is written."""
        with _disk():
            self._write("INSERT INTO told VALUES (?, ?, ?, ?)", sayings)

    def told(self, kind: str) -> Iterator[str]:
        """The entries of one list of the report, in order."""
        query = "SELECT entry FROM told WHERE list = ? ORDER BY place, line, rowid"
        with _disk():
            yield from (entry for (entry,) in self._base.execute(query, (kind,)))

    def number(self, first: int) -> int:
        """Number the persons who are usable and not repeated, in the order of their rows; how many there are."""
        with _disk():
            return self._base.execute(_NUMBER, (first,)).rowcount

    def same_relations(self) -> Iterator[tuple[int, str, int, str, str]]:
        """Rows of relations whose number is not unique: row id, number, line, psn_no, data; by number and line."""
        return self._rows(_SAME_RELATION)

    def drop(self, row_ids: Iterable[int]) -> None:
        """Forget rows of relations."""
        with _disk():
            self._base.executemany("DELETE FROM master WHERE rowid = ?", ((row_id,) for row_id in row_ids))

    def index_relations(self) -> None:
        """Make ``has_relation`` quick."""
        with _disk():
            self._base.execute(f"CREATE INDEX relation ON master (key) WHERE tag = {RELATION}")

    def has_relation(self, key: str) -> bool:
        """Whether anybody has the relation ``key``."""
        query = f"SELECT 1 FROM master WHERE tag = {RELATION} AND key = ?"
        return self._base.execute(query, (key,)).fetchone() is not None

    def by_person(self) -> Iterator[Stored]:
        """Every row kept, sorted by psn_no, tag, key and line."""
        return self._rows(_BY_PERSON)

    def _rows(self, query: str) -> Iterator[Any]:
        """What ``query`` finds. ``chain`` has no ``close``: an iterator that is given up after the file was closed
        (Ctrl-C) must not close its cursor, which SQLite would complain of.
        """
        with _disk():
            yield from chain(self._base.execute(query))

    def _write(self, statement: str, rows: Sequence[Any]) -> None:
        self._base.execute("BEGIN")
        self._base.executemany(statement, rows)
        self._base.execute("COMMIT")


@contextmanager
def _disk() -> Iterator[None]:
    """Turn what SQLite says of the disk into ``OSError``."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = (error.sqlite_errorcode or 0) & 0xFF
        number = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}.get(code)
        if number is None:
            raise
        raise OSError(number, str(error)) from error
