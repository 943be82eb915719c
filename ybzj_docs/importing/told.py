"""What an import tells: rows and values that it could not use, documents not written, information."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import orjson

from ybzj_docs.importing.messages import say
from ybzj_docs.importing.model import Tree

#: (list, place, line, entry as JSON): a list is read back in the order of place and line.
Saying = tuple[str, str | int, int, str]

ROWS: Final = "unusableRows"
VALUES: Final = "unusableValues"
DOCUMENTS: Final = "notWritten"
NOTES: Final = "notes"
LISTS: Final = (ROWS, VALUES, DOCUMENTS, NOTES)
_BATCH = 5_000


class Told:
    """Collects what is told and, once there is a ``sink``, hands it on in batches; counts it by list and by code."""

    def __init__(self) -> None:
        self.sink: Callable[[Sequence[Saying]], None] | None = None
        self.lists: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self._pending: list[Saying] = []

    def row(self, file: str, line: int, column: str, code: str, **data: object) -> None:
        """A row that cannot be used, because of ``column``, or (``""``) as a whole."""
        self._put(ROWS, (file, line), {"file": file, "line": line, "column": column or None}, code, data)

    def value(self, file: str, line: int, column: str, code: str, **data: object) -> None:
        """A value that cannot be used; the rest of its row is."""
        self._put(VALUES, (file, line), {"file": file, "line": line, "column": column}, code, data)

    def document(self, serial: int, psn_no: str, document_type: str, code: str, **data: object) -> None:
        """A document of a person that is not written."""
        self._put(DOCUMENTS, (serial, 0), {"psn_no": psn_no, "documentType": document_type}, code, data)

    def note(self, serial: int, psn_no: str, code: str, **data: object) -> None:
        """Information on a person."""
        self._put(NOTES, (serial, 0), {"psn_no": psn_no}, code, data)

    def flush(self) -> None:
        """Hand on what has not been handed on yet."""
        if self.sink is not None and self._pending:
            self.sink(self._pending)
            self._pending = []

    def _put(
        self, kind: str, place: tuple[str | int, int], entry: Tree, code: str, data: Mapping[str, object]
    ) -> None:
        self.lists[kind] += 1
        self.codes[code] += 1
        saying = orjson.dumps({**entry, "code": code, "reason": say(code, data)}).decode()
        self._pending.append((kind, *place, saying))
        if len(self._pending) >= _BATCH:
            self.flush()
