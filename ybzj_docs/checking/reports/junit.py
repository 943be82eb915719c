"""A test report: one suite a file, one test a document; it fails for an error, warnings stand in its output."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from ybzj_docs.checking.reports.phrases import box, counts, document_name, said, skips, sums
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.reports.spool import Spool
from ybzj_docs.checking.result import CaseResult, DocumentResult, Told

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport:
    """Writes a suite when the next one begins: its counts stand before its tests."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out = head, out
        self._suite: _Suite | None = None
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ybzj check">\n')

    def document(self, result: DocumentResult) -> None:
        """Write one test."""
        if self._suite is None or self._suite.path != result.path:
            self._close()
            self._suite = _Suite(result.path)
        self._suite.add(result, self._head)

    def case(self, told: CaseResult) -> None:
        """A test report has no place for the course of a case."""

    def end(self, tail: Tail) -> None:
        """Write the last suite, and one without tests whose properties are the counts of all."""
        self._close()
        facts = {"asOf": self._head.as_of.isoformat(), "rules": self._head.rules_hash, **counts(tail.summary)}
        facts |= {"truncated": tail.summary.truncated, "interrupted": tail.interrupted}
        rows = [
            '  <testsuite name="summary" tests="0" failures="0" errors="0">',
            "    <properties>",
            *(f"      <property name={quoteattr(name)} value={_attribute(value)}/>" for name, value in facts.items()),
            "    </properties>",
            f"    <system-out>{_text(sums(tail.summary, self._head.lang, interrupted=tail.interrupted))}</system-out>",
            "  </testsuite>",
            "</testsuites>",
        ]
        self._out.write("".join(f"{row}\n" for row in rows).encode())

    def _close(self) -> None:
        if self._suite is not None:
            self._suite.write(self._out)
        self._suite = None


class _Suite:
    """The tests of one file, until all are known."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._tests = self._failures = self._errors = 0
        self._body = Spool()

    def add(self, result: DocumentResult, head: Head) -> None:
        """Add the test of one document."""
        self._tests += 1
        self._failures += result.verdict == "invalid"
        self._errors += result.verdict == "undetermined"
        self._body.write("".join(f"    {row}\n" for row in _test(result, head)).encode())

    def write(self, out: BinaryIO) -> None:
        """Write the suite."""
        numbers = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}"'
        out.write(f"  <testsuite name={_attribute(self.path)} {numbers}>\n".encode())
        self._body.empty_into(out)
        out.write(b"  </testsuite>\n")


def _test(result: DocumentResult, head: Head) -> Iterator[str]:
    """The lines of one test."""
    errors = [told for told in result.findings if told.severity == "error"]
    others = [told for told in result.findings if told.severity != "error"]
    skipped = skips(result, head.lang)
    name = f"<testcase name={_attribute(document_name(result, head.lang))} classname={_attribute(result.path)}"
    if not result.findings and not skipped:
        yield f"{name}/>"
        return
    yield f"{name}>"
    if errors:
        rules = ", ".join(dict.fromkeys(told.rule for told in errors))
        yield f'  <failure type="invalid" message={quoteattr(rules)}>{_lines(errors, result, head)}</failure>'
    elif result.verdict == "invalid":  # a cap left its errors out
        yield '  <failure type="invalid"/>'
    if skipped:
        tag = "error" if result.verdict == "undetermined" else "system-err"
        kind = ' type="undetermined"' if tag == "error" else ""
        yield f"  <{tag}{kind}>{_text('; '.join(skipped))}</{tag}>"
    if others:
        yield f"  <system-out>{_lines(others, result, head)}</system-out>"
    yield "</testcase>"


def _lines(findings: list[Told], result: DocumentResult, head: Head) -> str:
    rows = (
        f"{result.path}:{told.line}:{told.column}: {told.severity} {told.rule} {box(told, head.lang)}: "
        f"{said(told, head.lang)} [{told.pointer}]"
        for told in findings
    )
    return "\n" + _text("\n".join(rows)) + "\n"


def _clean(text: str) -> str:
    """``text``, with what XML cannot hold written as an escape."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _text(text: str) -> str:
    return escape(_clean(text), {"\r": "&#13;"})


def _attribute(value: object) -> str:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return quoteattr(_clean(shown), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
