"""The layers of a check over one document: read, structure, audit rules; every layer reports all it finds."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from validators.finding import Finding, escape
from validators.profile import Profile
from validators.regions import Regions
from validators.registers import Registers
from validators.run import broken_places
from validators.run import check as run_rules
from validators.scene import Stage
from validators.structure import Engine, Structure
from validators.workdays import Calendar
from ybzj_docs import catalog, knowledge
from ybzj_docs.checking.masking import Masker
from ybzj_docs.checking.result import DocumentResult, Told, verdict_of
from ybzj_docs.checking.wording import Lang, message, names
from ybzj_docs.codec.read import Limits, Record, read


@dataclass(frozen=True, slots=True)
class Options:
    """How to check.

    ``profile`` None = by each document's edition; ``mask_key`` None shows personal values; without ``audit`` the
    check ends with structure.
    """

    as_of: date
    profile: Profile | None = None
    mask_key: bytes | None = None
    lang: Lang = "zh"
    encoding: str | None = None
    limits: Limits = dataclasses.field(default_factory=Limits)
    engine: Engine = "rs"
    audit: bool = True


@dataclass(frozen=True, slots=True)
class _Context:
    """What rules may know: ``validators.context.Context``."""

    as_of: date
    profile: Profile
    regions: Regions
    calendar: Calendar
    registers: Registers | None = None
    stage: Stage | None = None


class Checker:
    """Checks document after document under one set of options; holds nothing of what it has checked."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._masker = Masker(options.mask_key)

    def check(self, data: bytes, path: str) -> Iterator[DocumentResult]:
        """A result for each document in ``data``, the bytes of the file ``path``."""
        for _, result in self.examine(data, path):
            yield result

    def examine(self, data: bytes, path: str) -> Iterator[tuple[Record, DocumentResult]]:
        """As :meth:`check`, each result beside the record it is about."""
        options = self._options
        for record in read(data, encoding=options.encoding, limits=options.limits, name_hint=path):
            yield record, self._result(record, path)

    def _result(self, record: Record, path: str) -> DocumentResult:
        tree, form = record.tree, record.document_type
        profile: Profile | None = self._options.profile
        found = list(record.findings)
        if tree is not None and form is not None:
            profile = profile or _profile(tree)
            found = _lowest(found, _structure(form, self._options.engine).findings(tree))
            if self._options.audit:
                found += self._audit(form, tree, broken_places(found))
        told = sorted((self._tell(f, record) for f in found), key=lambda t: (t.line, t.column, t.rule, t.pointer))
        head = tree if isinstance(tree, dict) else {}
        return DocumentResult(
            path,
            record.number,
            form,
            catalog.form(form).title if form else "单据",
            _known_edition(head),
            profile.id if profile and form else None,
            _string(head.get("documentNumber")),
            verdict_of(told, ()),
            tuple(told),
        )

    def _audit(self, form: str, tree: dict[str, Any], broken: frozenset[str]) -> Iterator[Finding]:
        if form != "message":
            yield from self._rules(tree, broken)
            return
        documents = tree.get("documents")
        for index, document in enumerate(documents if isinstance(documents, list) else ()):
            prefix = f"/documents/{index}"
            if isinstance(document, dict) and prefix not in broken:
                inner = frozenset(p.removeprefix(prefix) for p in broken if p.startswith(f"{prefix}/"))
                for finding in self._rules(document, inner):
                    yield dataclasses.replace(finding, pointer=prefix + finding.pointer)

    def _rules(self, document: dict[str, Any], broken: frozenset[str]) -> list[Finding]:
        """What the audit rules say; of a document that is not what it calls itself, nothing."""
        if "/documentType" in broken:
            return []
        return run_rules(document, self._context(document), broken)

    def _context(self, document: dict[str, Any]) -> _Context:
        profile = self._options.profile or _profile(document) or knowledge.no_profile()
        return _Context(self._options.as_of, profile, knowledge.regions(), knowledge.calendar())

    def _tell(self, finding: Finding, record: Record) -> Told:
        missing = f"/{escape(str(finding.expected))}" if finding.rule == "ST-01" else ""
        target = finding.pointer + missing  # the label of a missing member is its own
        crumbs, said = names(record.document_type, record.tree, target)
        expected, actual = self._masker.shown(finding, said)
        line, column = record.locate(finding)
        return Told(
            finding.rule,
            finding.severity,
            finding.pointer,
            line,
            column,
            crumbs[-1],
            crumbs[1:],
            message(finding, expected, actual, self._options.lang),
            expected,
            actual,
        )


@cache
def _structure(form: str, engine: Engine) -> Structure:
    return Structure(catalog.schema(form), _open_lists(), engine)


@cache
def _open_lists() -> dict[str, frozenset[str]]:
    lists = catalog.codelist_settings()
    return {name: frozenset(catalog.codelist(name).titles) for name, said in lists.items() if not said["closed"]}


def _lowest(read: list[Finding], structural: list[Finding]) -> list[Finding]:
    """Of several faults of one value only the lowest code; what reading told of it goes before the schema's words."""
    kept: dict[str, list[Finding]] = {}
    for group in (read, structural):
        for place, findings in _by_place(group).items():
            if place not in kept or findings[0].rule < kept[place][0].rule:
                kept[place] = findings
    return [finding for findings in kept.values() for finding in findings]


def _by_place(findings: list[Finding]) -> dict[str, list[Finding]]:
    """The findings with the lowest code of each place; of a missing member the place is where it would stand."""
    places: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.rule):
        place = f"{finding.pointer}/{finding.expected}" if finding.rule == "ST-01" else finding.pointer
        group = places.setdefault(place, [])
        if not group or group[0].rule == finding.rule:
            group.append(finding)
    return places


def _known_edition(head: dict[str, Any]) -> str | None:
    edition = head.get("edition")
    return edition if isinstance(edition, str) and edition in catalog.codelist("edition").titles else None


def _profile(document: dict[str, Any]) -> Profile | None:
    edition = _known_edition(document)
    return knowledge.profile_for(edition) if edition else None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
