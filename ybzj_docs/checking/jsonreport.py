"""The JSON report, as its published schema (``ybzj forms schema report``) describes it."""

from typing import Any

import orjson

from ybzj_docs.checking.result import CaseResult, DocumentResult, Place, Report, StepTold, Told


def json_report(report: Report) -> bytes:
    """``report`` as UTF-8 JSON with a trailing newline."""
    return orjson.dumps(tree(report), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def tree(report: Report) -> dict[str, Any]:
    """``report`` as a JSON tree."""
    summary = report.summary
    return {
        "reportVersion": "1",
        "tool": {"name": "ybzj-docs", "version": report.version},
        "rules": {"profile": report.profile, "asOf": report.as_of.isoformat(), "hash": report.rules_hash},
        "inputs": [_document(result) for result in report.documents],
        **({"cases": [_case(case) for case in report.cases]} if report.cases else {}),
        "summary": {
            "documents": summary.documents,
            **{verdict: summary.verdicts[verdict] for verdict in ("valid", "invalid", "undetermined")},
            **{severity: summary.severities[severity] for severity in ("error", "warning", "info")},
            "byRule": dict(sorted(summary.by_rule.items())),
            "truncated": summary.truncated,
        },
    }


def _document(result: DocumentResult) -> dict[str, Any]:
    return {
        "path": result.path,
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


def _case(case: CaseResult) -> dict[str, Any]:
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
        "path": place.path,
        **({} if place.record is None else {"record": place.record}),
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
    }
