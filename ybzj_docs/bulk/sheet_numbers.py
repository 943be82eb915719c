"""Numbers of the documents of a sheet, and rows of it that are the same; memory does not grow with the rows."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import orjson

from validators.numbers import document_number
from ybzj_docs import catalog
from ybzj_docs.importing.sheet import Sheet, SheetRow

EDITION = "2021"
LARGEST_SERIAL = 99_999_999
#: What stands before all else in a document.
_HEAD = ("documentType", "edition", "documentNumber", "issuedOn")
_LETTERS = {form: letters for letters, form in document_number.LETTERS.items()}


class Numbers:
    """Numbers of documents: made where a row gives none, told where one comes twice; and rows that come twice."""

    def __init__(self, form: str, as_of: date, first: int) -> None:
        self._form, self._as_of, self._next = form, as_of, first
        issuer = str(catalog.form(form).settings["issued_by"])
        self._side = "destination" if "转入" in issuer and "转出" not in issuer else "origin"
        self._met = sqlite3.connect("")  # on disk, and gone when it is closed
        for table in ("met", "typed", "rows"):
            self._met.execute(f"CREATE TABLE {table} (key PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def leave(self, found: Iterator[Sheet]) -> None:
        """Give no number that a row of the sheets ``found`` bears itself."""
        for sheet in found:
            if any(head.column is not None and head.column.pointer == "/documentNumber" for head in sheet.heads):
                for row in sheet.rows():
                    if "documentNumber" in row.tree:
                        self._first("typed", str(row.tree["documentNumber"]), row.number)

    def same(self, row: SheetRow) -> int | None:
        """The number of the row that says the same as ``row``, which was not completed yet, if one does."""
        if row.faults:
            return None
        key = hashlib.sha256(orjson.dumps(row.tree, option=orjson.OPT_SORT_KEYS)).digest()
        return self._first("rows", key, row.number)

    def close(self) -> None:
        """No more rows."""
        self._met.close()

    def complete(self, row: SheetRow) -> int | None:
        """Give ``row`` what every document has; the number of the row that bears its number already, if one does."""
        given = {"documentType": self._form, "edition": EDITION, "issuedOn": self._as_of.isoformat()}
        faulty = {fault.pointer[1:] for fault in row.faults}
        head = {name: row.tree.get(name, value) for name, value in given.items() if name not in faulty}
        row.tree = tree = head | row.tree
        number = tree.get("documentNumber")
        if number is None and "documentNumber" not in faulty and self._form in _LETTERS:
            self._give(tree, row.number)
        row.tree = {name: tree[name] for name in _HEAD if name in tree} | tree
        return None if number is None else self._first("met", str(number), row.number)

    def _give(self, tree: dict[str, Any], row: int) -> None:
        """Make the next number that no row bears; without a region there is none, which structure tells."""
        groups = (tree.get(group, {}) for group in ("agency", self._side))
        region = next((str(group["regionCode"]) for group in groups if "regionCode" in group), "")
        while re.fullmatch("[0-9]{6}", region) and self._next <= LARGEST_SERIAL:
            number = document_number.make(region, _LETTERS[self._form], self._as_of.year, self._next)
            self._next += 1
            typed = self._met.execute("SELECT 1 FROM typed WHERE key = ?", (number,)).fetchone()
            if typed is None and self._first("met", number, row) is None:
                tree["documentNumber"] = number
                return

    def _first(self, table: Literal["met", "typed", "rows"], key: str | bytes, row: int) -> int | None:
        """The row that has ``key`` already; else it is ``row`` from now on."""
        try:
            self._met.execute(f"INSERT INTO {table} VALUES (?, ?)", (key, row))
        except sqlite3.IntegrityError:
            [(first,)] = self._met.execute(f"SELECT row FROM {table} WHERE key = ?", (key,))
            return int(first)
        return None
