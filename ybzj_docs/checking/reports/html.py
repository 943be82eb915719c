"""The report as one page for a browser: verdict first, then what to mend; it needs no network and asks for none."""

import base64
import hashlib
import json
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ybzj_docs import resources
from ybzj_docs.checking.reports.drawing import WIDTH, periods_drawing, timeline_drawing
from ybzj_docs.checking.reports.htmlrows import Kept
from ybzj_docs.checking.reports.htmlwords import WORDS
from ybzj_docs.checking.reports.phrases import counts
from ybzj_docs.checking.reports.rulewords import rule_words
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.result import CaseResult, DocumentResult, Summary

_FOLDER = "templates/_report"


class HtmlReport:
    """Keeps what the page lists, which is capped, and writes the page at the end."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out, self._kept = head, out, Kept(head.lang)

    def document(self, result: DocumentResult) -> None:
        """Keep what the page has room for."""
        self._kept.add(result)

    def case(self, told: CaseResult) -> None:
        """Keep it where the page has room for it."""
        self._kept.add_case(told)

    def end(self, tail: Tail) -> None:
        """Write the page."""
        environment = Environment(
            loader=FileSystemLoader(resources.path(_FOLDER)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for part in environment.get_template("report.html").generate(self._context(tail)):
            self._out.write(part.encode(errors="backslashreplace"))

    def _context(self, tail: Tail) -> dict[str, Any]:
        kept, lang, summary = self._kept, self._head.lang, tail.summary
        css, script = (resources.read_text(f"{_FOLDER}/report.{kind}") for kind in ("css", "js"))
        return {
            "lang": lang,
            "t": WORDS[lang],
            "css": Markup(css),
            "script": Markup(script),
            "policy": f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
            "key": _key(self._head, tail, kept),
            "head": self._head,
            "verdict": _verdict(summary),
            "counts": counts(summary),
            "tail": tail,
            "kept": kept,
            "rules": _rules(kept, summary, self._head),
            "left": max(0, summary.severities.total() - kept.listed),
            "drawings": [(name, path, periods_drawing(periods, lang)) for name, path, periods in kept.drawn],
            **self._cases(),
            "width": WIDTH,
        }

    def _cases(self) -> dict[str, Any]:
        """The cases that the page tells of."""
        words, told = WORDS[self._head.lang], self._kept.urgent_cases()
        cases = [
            {
                "case": case,
                "folder": case.folders[0] if case.folders else "",
                "drawing": timeline_drawing(case, self._head.as_of, words) if case.steps else None,
            }
            for case in told
        ]
        return {"cases": cases, "left_cases": self._kept.seen_cases - len(cases)}


def _verdict(summary: Summary) -> str:
    """The verdict on all: the worst of any."""
    return next((name for name in ("invalid", "undetermined", "valid") if summary.verdicts[name]), "none")


def _rules(kept: Kept, summary: Summary, head: Head) -> list[dict[str, Any]]:
    """The rules of which there are findings, the worst and the most frequent first, with their samples."""
    order = ("error", "warning", "info")
    found = [
        {
            "code": code,
            "title": rule_words()[code].title(head.lang),
            "reason": rule_words()[code].reason(head.lang),
            "severity": min(severities, key=order.index) if (severities := kept.severities.get(code)) else "info",
            "count": count,
            "rows": kept.samples.get(code, []),
        }
        for code, count in summary.by_rule.items()
    ]
    return sorted(found, key=lambda rule: (order.index(rule["severity"]), -rule["count"], rule["code"]))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _key(head: Head, tail: Tail, kept: Kept) -> str:
    """The identity of a report, under which a browser remembers what was ticked off."""
    facts = [head.as_of.isoformat(), head.rules_hash, head.profile, dict(counts(tail.summary)), kept.identity]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]
