"""Cases in a folder of very many documents: found by what little is kept of each."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence

import orjson

from ybzj_docs.bulk.tasks import Link
from ybzj_docs.checking.cases import MEMBERS, document_numbers, of_folder, once, usable
from ybzj_docs.checking.checker import Sheet, identity

#: Documents of one type, of those that a transfer has once, that may all be versions of one.
_VERSIONS = 50


def link_of(sheets: Sequence[Sheet]) -> Link | None:
    """What tells to which case the document of a file belongs; None where it can belong to none."""
    if len(sheets) != 1 or not usable(sheets[0]) or sheets[0].record.number is not None:
        return None
    tree = sheets[0].tree or {}
    members = orjson.dumps({name: tree[name] for name in MEMBERS if name in tree})
    return Link(members, hashlib.blake2b(identity(tree), digest_size=16).digest())


class Links:
    """What tells of each document of a folder to which case it belongs; kept in a file that is gone afterwards."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("")
        self._store.execute("CREATE TABLE link (document INTEGER PRIMARY KEY, kind TEXT, digest BLOB, members BLOB)")
        self._store.execute("CREATE TABLE number (value TEXT, document INTEGER)")

    def add(self, document: int, link: Link) -> None:
        """Keep what ``link`` tells of the document at this position in its folder."""
        tree = orjson.loads(link.members)
        self._store.execute(
            "INSERT INTO link VALUES (?, ?, ?, ?)", (document, repr(once(tree)), link.digest, link.members)
        )
        numbers = [(f"{kind} {number}", document) for kind, number in document_numbers(tree)]
        self._store.executemany("INSERT INTO number VALUES (?, ?)", numbers)

    def cases(self) -> list[list[int]]:
        """The cases, each as positions in order, by their first."""
        if not self._many_versions():
            rows = self._store.execute("SELECT document, members, digest FROM link ORDER BY document").fetchall()
            trees = {document: orjson.loads(members) for document, members, _ in rows}
            return of_folder(trees, {document: digest for document, _, digest in rows})
        return sorted(case for case in self._joined() if len(case) > 1)

    def _many_versions(self) -> bool:
        """Whether a type that a transfer has once stands there so often that it cannot all be one document."""
        most = self._store.execute(
            "SELECT max(many) FROM (SELECT count(DISTINCT digest) AS many FROM link WHERE kind != 'None' GROUP BY kind)"
        ).fetchone()[0]
        return (most or 0) > _VERSIONS

    def _joined(self) -> Iterator[list[int]]:
        """The documents that references join."""
        self._store.execute("CREATE INDEX by_value ON number (value)")
        shared = self._store.execute(
            "SELECT value, document FROM number WHERE value IN"
            " (SELECT value FROM number GROUP BY value HAVING count(DISTINCT document) > 1) ORDER BY value, document"
        )
        leads: dict[int, int] = {}

        def lead(document: int) -> int:
            while (above := leads.setdefault(document, document)) != document:
                leads[document] = document = leads[above]
            return document

        last: tuple[str, int] | None = None
        for value, document in shared:
            if last is not None and last[0] == value:
                leads[lead(document)] = lead(last[1])
            last = (value, document)
        groups: dict[int, list[int]] = {}
        for document in sorted(leads):
            groups.setdefault(lead(document), []).append(document)
        yield from groups.values()
