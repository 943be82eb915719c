"""What a run of printing tells: each document with its file, or why it has none, and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO

import orjson

from ybzj_docs.bulk.printing import Wanted, Why, papers
from ybzj_docs.bulk.reading import Met
from ybzj_docs.bulk.stack import Stack
from ybzj_docs.bulk.tasks import Sound
from ybzj_docs.checking.wording import Lang
from ybzj_docs.version import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: ``file`` where it was printed, else ``why``."""

    path: str
    record: int | None
    document_type: str | None
    document_number: str | None
    file: str | None
    why: Why | None


@dataclass(slots=True)
class Summary:
    """Counts: papers by form, documents not printed by reason, and the exit code."""

    printed: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    code: int = 0

    @property
    def documents(self) -> int:
        """How many documents or inputs there were."""
        return self.printed.total() + self.refused.total()

    def add(self, entry: Entry) -> None:
        """Count ``entry``."""
        if entry.why is None:
            self.printed[str(entry.document_type)] += 1
        else:
            self.refused[entry.why.kind] += 1
            self.code = max(self.code, entry.why.code)


def print_into(stack: Stack, met: Iterable[Met], wanted: Wanted, jobs: int = 1) -> Iterator[Entry]:
    """Print documents into ``stack``, in their order; what comes out tells of each as it is done.

    Raises:
        OSError: a file cannot be written; what was written before is whole.
    """
    found = papers(met, wanted, jobs)
    try:
        with closing(found):
            for one, paper in found:
                file = stack.put(one, paper) if isinstance(one, Sound) and isinstance(paper, bytes) else None
                yield _entry(one, file, paper if isinstance(paper, Why) else None)
        stack.close()
    finally:
        stack.abandon()


def _entry(one: Met, file: str | None, why: Why | None) -> Entry:
    if isinstance(one, Sound):
        number = one.tree.get("documentNumber") or one.tree.get("archivalCode")
        return Entry(one.path, one.number, one.document_type, number, file, why)
    result = getattr(one, "result", None)
    if result is None:
        return Entry(str(getattr(one, "path", "")), None, None, None, file, why)
    return Entry(result.path, result.record, result.document_type, result.document_number, file, why)


class JsonReport:
    """The entries as one JSON object, written as they come; the counts stand at its end."""

    def __init__(self, out: BinaryIO, to: str, lang: Lang) -> None:
        self._out, self._lang, self._between = out, lang, b"\n    "
        head = {"printVersion": "1", "tool": {"name": "ybzj-docs", "version": __version__}, "to": to}
        out.write(orjson.dumps(head, option=orjson.OPT_INDENT_2).removesuffix(b"\n}") + b',\n  "papers": [')

    def add(self, entry: Entry) -> None:
        """Write ``entry``."""
        told = {
            "path": entry.path,
            "record": entry.record,
            "documentType": entry.document_type,
            "documentNumber": entry.document_number,
            "file": entry.file,
        }
        if entry.why is not None:
            told["why"] = entry.why.kind
            told["reason"] = entry.why.en if self._lang == "en" else entry.why.zh
        self._out.write(self._between + orjson.dumps({k: v for k, v in told.items() if v is not None}))
        self._between = b",\n    "

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        told = {
            "documents": summary.documents,
            "printed": summary.printed.total(),
            "notPrinted": summary.refused.total(),
            "byForm": dict(sorted(summary.printed.items())),
            "byReason": dict(sorted(summary.refused.items())),
        }
        closing_bracket = b"\n  ]" if self._between.startswith(b",") else b"]"
        self._out.write(closing_bracket + b',\n  "summary": ' + orjson.dumps(told) + b"\n}\n")
