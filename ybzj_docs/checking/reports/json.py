"""The JSON report, as its published schema (``ybzj forms schema report``) describes it."""

from typing import Any, BinaryIO

import orjson

from ybzj_docs.checking.reports.phrases import readable
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.reports.spool import Spool
from ybzj_docs.checking.result import CaseResult, DocumentResult, Place, StepTold, Summary, Told

_LAYOUT = orjson.OPT_INDENT_2


class JsonReport:
    """Writes the report as one JSON object, document by document."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._out, self._cases = out, Spool()
        self._count = 0
        opening = orjson.dumps(head_tree(head), option=_LAYOUT).removesuffix(b"\n}")
        out.write(opening + b',\n  "inputs": [')

    def document(self, result: DocumentResult) -> None:
        """Write one entry of ``inputs``."""
        text = orjson.dumps(document_tree(result), option=_LAYOUT).replace(b"\n", b"\n    ")
        self._out.write(b",\n    " if self._count else b"\n    ")
        self._out.write(text)
        self._count += 1

    def case(self, told: CaseResult) -> None:
        """Keep one entry of ``cases``, which stand behind ``inputs``."""
        text = orjson.dumps(case_tree(told), option=_LAYOUT).replace(b"\n", b"\n    ")
        self._cases.write((b",\n    " if self._cases else b'\n  "cases": [\n    ') + text)

    def end(self, tail: Tail) -> None:
        """Write the rest."""
        self._out.write(b"\n  ]," if self._count else b"],")
        if self._cases:
            self._cases.empty_into(self._out)
            self._out.write(b"\n  ],")
        rest = orjson.dumps(tail_tree(tail), option=_LAYOUT).removeprefix(b"{")
        self._out.write(rest + b"\n")


def head_tree(head: Head) -> dict[str, Any]:
    """The members of the report that stand before ``inputs``."""
    return {
        "reportVersion": "1",
        "tool": {"name": "ybzj-docs", "version": head.version},
        "rules": {"profile": head.profile, "asOf": head.as_of.isoformat(), "hash": head.rules_hash},
    }


def tail_tree(tail: Tail) -> dict[str, Any]:
    """The members of the report that stand after ``inputs`` and ``cases``."""
    return {
        "summary": _summary(tail.summary),
        **({"interrupted": True} if tail.interrupted else {}),
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        **{verdict: summary.verdicts[verdict] for verdict in ("valid", "invalid", "undetermined")},
        **{severity: summary.severities[severity] for severity in ("error", "warning", "info")},
        "byRule": dict(sorted(summary.by_rule.items())),
        "truncated": summary.truncated,
    }


def document_tree(result: DocumentResult) -> dict[str, Any]:
    """One entry of ``inputs``."""
    return {
        "path": readable(result.path),
        **({} if result.record is None else {"record": result.record}),
        **({} if result.case is None else {"case": result.case}),
        "documentType": result.document_type,
        "edition": result.edition,
        "profile": result.profile,
        **({} if result.document_number is None else {"documentNumber": result.document_number}),
        "verdict": result.verdict,
        "findings": [_finding(told) for told in result.findings],
        "skipped": [{"layer": one.layer, "reason": one.reason} for one in result.skipped],
    }


def case_tree(case: CaseResult) -> dict[str, Any]:
    """One entry of ``cases``."""
    gap = {"months": case.break_months, "consequence": case.consequence}
    return {
        "case": case.number,
        "situation": case.situation,
        "timeline": [_step(step) for step in case.steps],
        **({} if case.next is None else {"next": case.next}),
        **({} if case.break_months is None else {"break": gap}),
    }


def _step(step: StepTold) -> dict[str, Any]:
    return {
        "step": step.step,
        "startedOn": step.started_on.isoformat(),
        **({} if step.ended_on is None else {"endedOn": step.ended_on.isoformat()}),
        "allowed": step.allowed,
        "days": step.days,
        "paused": step.paused,
        **({} if step.due_on is None else {"dueOn": step.due_on.isoformat()}),
        "late": step.late,
    }


def _finding(told: Told) -> dict[str, Any]:
    return {
        "rule": told.rule,
        "severity": told.severity,
        "pointer": told.pointer,
        "line": told.line,
        "column": told.column,
        "label": told.label,
        "message": told.message,
        **({} if told.expected is None else {"expected": told.expected[:200]}),
        **({} if told.actual is None else {"actual": told.actual[:200]}),
        **({"related": [_place(place) for place in told.related]} if told.related else {}),
        **({"fix": list(told.fix)} if told.fix else {}),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": readable(place.path),
        **({} if place.record is None else {"record": place.record}),
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
    }
