"""The JSON report line by line: one line for each entry of ``inputs``, a last line with the rest."""

from typing import BinaryIO

import orjson

from ybzj_docs.checking.reports.json import document_tree, head_tree, tail_tree
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.result import DocumentResult


class JsonLinesReport:
    """Writes a line as soon as a document was checked. Only the last line has a ``summary``."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out = head, out

    def document(self, result: DocumentResult) -> None:
        """Write one entry of ``inputs`` as a line."""
        self._out.write(orjson.dumps(document_tree(result), option=orjson.OPT_APPEND_NEWLINE))

    def end(self, tail: Tail) -> None:
        """Write the rest of the report as a line."""
        rest = head_tree(self._head) | tail_tree(tail)
        self._out.write(orjson.dumps(rest, option=orjson.OPT_APPEND_NEWLINE))
