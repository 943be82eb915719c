"""Reports of a check, one format a module, each a sink that writes while the check runs."""

import io
from typing import BinaryIO, Protocol

from ybzj_docs.checking.reports.json import JsonReport
from ybzj_docs.checking.reports.sink import Collected, Head, Listing, Sink, Tail
from ybzj_docs.checking.reports.text import TextReport
from ybzj_docs.checking.result import Report
from ybzj_docs.checking.wording import Lang

__all__ = ["FORMATS", "Collected", "Head", "Listing", "Sink", "Tail", "open_report", "written"]


class _Maker(Protocol):
    def __call__(self, head: Head, out: BinaryIO) -> Sink: ...


#: Format -> its sink.
FORMATS: dict[str, _Maker] = {"text": TextReport, "json": JsonReport}


def open_report(form: str, head: Head, out: BinaryIO) -> Sink:
    """The sink that writes a report of ``form`` (a key of ``FORMATS``) to ``out`` as results come in."""
    return FORMATS[form](head, out)


def written(form: str, report: Report, lang: Lang = "zh") -> bytes:
    """A report that was collected, in ``form``."""
    out = io.BytesIO()
    sink = open_report(form, Head(report.version, report.profile, report.as_of, report.rules_hash, lang), out)
    for document in report.documents:
        sink.document(document)
    sink.end(Tail(report.summary, report.cases))
    return out.getvalue()
