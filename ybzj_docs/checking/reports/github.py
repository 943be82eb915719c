"""Workflow commands: a code host shows them beside the lines of a change."""

from typing import BinaryIO

from ybzj_docs.checking.reports.phrases import box, said, skips, sums
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.result import CaseResult, DocumentResult, Told

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class GithubReport:
    """Writes nothing but commands, one a line; the last is the summary."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._lang, self._out = head.lang, out

    def document(self, result: DocumentResult) -> None:
        """Write a command for each finding, and one for each layer that was skipped."""
        for told in result.findings:
            where = {"file": result.path, "line": told.line, "col": told.column, "title": self._title(told)}
            self._command(_COMMANDS[told.severity], where, said(told, self._lang))
        for reason in skips(result, self._lang):
            self._command("warning", {"file": result.path}, reason)

    def case(self, told: CaseResult) -> None:
        """A code host has no place for the course of a case."""

    def end(self, tail: Tail) -> None:
        """Write the counts."""
        failed = tail.summary.verdicts["invalid"] or tail.summary.verdicts["undetermined"]
        text = sums(tail.summary, self._lang, interrupted=tail.interrupted)
        self._command("error" if failed else "notice", {"title": "ybzj"}, text)

    def _title(self, told: Told) -> str:
        return f"{told.rule} {box(told, self._lang)}"

    def _command(self, name: str, properties: dict[str, object], text: str) -> None:
        shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        self._out.write(f"::{name} {shown}::{_data(text)}\n".encode(errors="backslashreplace"))


def _data(text: str) -> str:
    """``text`` as a runner reads it back: a line break in it would begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
