"""Reports of a check, one format a module, each a sink that writes while the check runs."""

import importlib
import io
from typing import BinaryIO

from ybzj_docs.checking.reports.sink import Collected, Head, Listing, Sink, Tail
from ybzj_docs.checking.result import Report
from ybzj_docs.checking.wording import Lang

__all__ = ["FORMATS", "Collected", "Head", "Listing", "Sink", "Tail", "open_report", "written"]

#: Format -> its sink, a class of the module of that name, which is imported when it is asked for.
FORMATS: dict[str, str] = {
    "text": "TextReport",
    "json": "JsonReport",
    "jsonl": "JsonLinesReport",
    "html": "HtmlReport",
    "sarif": "SarifReport",
    "junit": "JunitReport",
    "github": "GithubReport",
}


def open_report(form: str, head: Head, out: BinaryIO) -> Sink:
    """The sink that writes a report of ``form`` (a key of ``FORMATS``) to ``out`` as results come in."""
    module = importlib.import_module(f"{__name__}.{form}")
    sink: Sink = getattr(module, FORMATS[form])(head, out)
    return sink


def written(form: str, report: Report, lang: Lang = "zh") -> bytes:
    """A report that was collected, in ``form``."""
    out = io.BytesIO()
    sink = open_report(form, Head(report.version, report.profile, report.as_of, report.rules_hash, lang), out)
    for document in report.documents:
        sink.document(document)
    for case in report.cases:
        sink.case(case)
    sink.end(Tail(report.summary))
    return out.getvalue()
