"""The JSON report line by line: one line for each entry of ``inputs``, a last line with the rest."""

from typing import BinaryIO

import orjson

from ybzj_docs.checking.reports.json import case_tree, document_tree, head_tree, tail_tree
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.reports.spool import Spool
from ybzj_docs.checking.result import CaseResult, DocumentResult


class JsonLinesReport:
    """Writes a line as soon as a document was checked. Only the last line has a ``summary``."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out, self._cases = head, out, Spool()

    def document(self, result: DocumentResult) -> None:
        """Write one entry of ``inputs`` as a line."""
        self._out.write(orjson.dumps(document_tree(result), option=orjson.OPT_APPEND_NEWLINE))

    def case(self, told: CaseResult) -> None:
        """Keep one entry of ``cases``, which stand in the last line."""
        self._cases.write((b"," if self._cases else b',"cases":[') + orjson.dumps(case_tree(told)))

    def end(self, tail: Tail) -> None:
        """Write the rest of the report as a line."""
        self._out.write(orjson.dumps(head_tree(self._head)).removesuffix(b"}"))
        if self._cases:
            self._cases.empty_into(self._out)
            self._out.write(b"]")
        rest = orjson.dumps(tail_tree(tail), option=orjson.OPT_APPEND_NEWLINE)
        self._out.write(b"," + rest.removeprefix(b"{"))
