"""SARIF 2.1.0, for code hosts and editors: the rules once, then a result for each finding."""

import hashlib
from pathlib import PurePath
from typing import Any, BinaryIO
from urllib.parse import quote

import orjson

from validators.finding import tokens
from ybzj_docs.checking.reports.json import case_tree, document_tree, head_tree, tail_tree
from ybzj_docs.checking.reports.phrases import cut, said
from ybzj_docs.checking.reports.rulewords import RuleWords, rule_words
from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.reports.spool import Spool
from ybzj_docs.checking.result import CaseResult, DocumentResult, Place, Skipped, Told
from ybzj_docs.checking.wording import Lang

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class SarifReport:
    """Writes one run, result by result."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out, self._count, self._cases = head, out, 0, Spool()
        known = rule_words()
        self._index = {code: index for index, code in enumerate(known)}
        driver = {
            "name": "ybzj-docs",
            "semanticVersion": head.version,
            "language": "en" if head.lang == "en" else "zh-CN",
            "rules": [_rule(words, head.lang) for words in known.values()],
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
        start = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        out.write(orjson.dumps(start).removesuffix(b"}]}") + b',"results":[')

    def document(self, result: DocumentResult) -> None:
        """Write the results of one document; a layer that was skipped is a result that is still open."""
        for told in result.findings:
            self._write(_result(told, result, self._head) | {"ruleIndex": self._index[told.rule]})
        for skipped in result.skipped:
            self._write(_open(skipped, result))

    def case(self, told: CaseResult) -> None:
        """Keep what is told of a case, which stands among the properties of the run."""
        self._cases.write((b"," if self._cases else b',"cases":[') + orjson.dumps(case_tree(told)))

    def end(self, tail: Tail) -> None:
        """Write the rest of the run."""
        calls = [{"executionSuccessful": not tail.interrupted}]
        rest = {"invocations": calls, "properties": head_tree(self._head)["rules"]}
        self._out.write(b"\n]," + orjson.dumps(rest).removeprefix(b"{").removesuffix(b"}}"))
        if self._cases:
            self._cases.empty_into(self._out)
            self._out.write(b"]")
        self._out.write(b"," + orjson.dumps(tail_tree(tail)).removeprefix(b"{") + b"}]}\n")

    def _write(self, result: dict[str, Any]) -> None:
        self._out.write((b",\n" if self._count else b"\n") + orjson.dumps(result))
        self._count += 1


def _rule(words: RuleWords, lang: Lang) -> dict[str, Any]:
    """A rule, with its help in both languages, the asked one first."""
    zh, en = (f"{title}\n\n{reason}" for title, reason in zip(words.titles, words.reasons, strict=True))
    return {
        "id": words.code,
        "shortDescription": {"text": words.title(lang)},
        "fullDescription": {"text": words.reason(lang)},
        "help": {"text": "\n\n".join((en, zh) if lang == "en" else (zh, en))},
        "defaultConfiguration": {"level": _LEVELS[words.severity]},
    }


def _result(told: Told, result: DocumentResult, head: Head) -> dict[str, Any]:
    entry = document_tree(result)
    facts = {
        name: entry[name] for name in ("record", "case", "documentType", "edition", "profile") if entry.get(name)
    }
    values = {"expected": told.expected, "actual": told.actual, "fix": list(told.fix)}
    related = [_related(place) for place in told.related]
    return {
        "ruleId": told.rule,
        "level": _LEVELS[told.severity],
        "message": {"text": said(told, head.lang)},
        "locations": [_location(result.path, told)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"ybzj/v1": _fingerprint(told, result)},
        "properties": facts | {name: value for name, value in values.items() if value},
    }


def _open(skipped: Skipped, result: DocumentResult) -> dict[str, Any]:
    """A layer that was asked for and not run: whether it holds is not known."""
    artifact = {"artifactLocation": {"uri": uri(result.path)}}
    return {
        "ruleId": f"skipped/{skipped.layer}",
        "kind": "open",
        "level": "none",
        "message": {"text": skipped.reason},
        "locations": [{"physicalLocation": artifact}],
    }


def _location(path: str, told: Told) -> dict[str, Any]:
    names = tokens(told.pointer)
    logical = {
        "name": cut(told.label, 200),
        "fullyQualifiedName": told.pointer,
        "kind": "property" if names and not names[-1].isdecimal() else "object",
    }
    return {"physicalLocation": _physical(path, told.line, told.column), "logicalLocations": [logical]}


def _related(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": _physical(place.path, place.line, place.column),
        "logicalLocations": [{"fullyQualifiedName": place.pointer}],
    }


def _physical(path: str, line: int, column: int) -> dict[str, Any]:
    region = {"startLine": line, "startColumn": column}
    return {"artifactLocation": {"uri": uri(path)}, "region": region}


def uri(path: str) -> str:
    """``path`` as a URI reference: a relative one stays relative."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(path.encode(errors="surrogateescape"), safe="/")


def _fingerprint(told: Told, result: DocumentResult) -> str:
    """Tells a finding again in the next run, also after lines above it have come or gone."""
    parts = (result.path, str(result.record or 0), told.rule, told.pointer, told.label)
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
