"""The layers of a check over documents: read, structure, audit rules, case; every layer reports all it finds."""

import dataclasses
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from validators.case import Case, Paper
from validators.finding import Finding
from validators.profile import Override, Profile, apply
from validators.run import broken_places, check_case, paper
from validators.run import check as run_rules
from validators.timeline import timeline
from ybzj_docs import catalog, knowledge
from ybzj_docs.checking.clean import Clean, Found
from ybzj_docs.checking.course import case_told, unknown_years
from ybzj_docs.checking.drawn import drawn_periods
from ybzj_docs.checking.inputs import Input
from ybzj_docs.checking.masking import Masker
from ybzj_docs.checking.options import Context, Options
from ybzj_docs.checking.result import CaseResult, DocumentResult, Place, Skipped, Told, verdict_of
from ybzj_docs.checking.structures import structure
from ybzj_docs.checking.wording import message, names
from ybzj_docs.codec.read import BLANKS, Record, is_named_lines, plain_prolog
from ybzj_docs.codec.read import read as read_all
from ybzj_docs.codec.record import Source
from ybzj_docs.codec.suspect import Suspect

#: The documents of a message stand below this pointer.
_CARRIED = "/documents/"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document that was read: its record, and what reading and structure found.

    ``clean`` says that nothing is to be found in it as long as it stands alone.
    """

    path: str
    record: Record
    found: tuple[Finding, ...]
    clean: bool = False

    @property
    def form(self) -> str | None:
        """Its document type, ``message`` for a message; None where unknown."""
        return self.record.document_type

    @property
    def tree(self) -> dict[str, Any] | None:
        """Its tree; None where reading failed."""
        return self.record.tree


class Checker:
    """Checks document after document under one set of options.

    It holds nothing of what it has checked; it only remembers which ``overrides`` of the profile met something.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._masker = Masker(options.mask_key)
        self._contexts: dict[str, Context] = {}
        self.clean = Clean(options, self._context)
        self.overrides: set[Override] = set()

    def check(self, data: bytes, path: str) -> Iterator[DocumentResult]:
        """A result for each document in ``data``, the bytes of the file ``path``, each by itself."""
        for sheet in self.read(data, path):
            yield self.result(sheet)

    def sheets(self, one: Input) -> Iterator[Sheet]:
        """The documents of an input, or the one finding that says why they could not be come by."""
        if one.defect is not None:
            before = one.data.decode(errors="replace") if one.decoded else ""
            yield Sheet(one.name, Record.unread(one.defect, before), (one.defect.finding,))
        else:
            yield from self.read(one.data, one.name, decoded=one.decoded)

    def read(self, data: bytes, path: str, *, decoded: bool = False) -> Iterator[Sheet]:
        """The documents in ``data`` with what reading and structure find in them; ``decoded`` is as in ``Input``."""
        options = self._options
        encoding = "utf-8" if decoded else options.encoding
        found = self._whole(data, path) if encoding in (None, "utf-8") else None
        if found is not None:
            yield found
            return
        for record in read_all(data, encoding=encoding, limits=options.limits, name_hint=path):
            yield self.sheet(record, path)

    def _whole(self, data: bytes, path: str) -> Sheet | None:
        """The one document that ``data`` is, where nothing is wrong with reading it; None where that is not certain."""
        limits = self._options.limits
        if len(data) > limits.document or is_named_lines(path):
            return None
        text = data.removeprefix(BOM_UTF8)
        start = None if text.startswith(b"{") else plain_prolog(text)
        found = (
            self.clean.json(text) if start is None else self.clean.xml(text[start:].rstrip(BLANKS), inherits=False)
        )
        if found is None:
            return None
        read = found if isinstance(found, Suspect) else Suspect(*found, "json" if start is None else "xml")
        record = read.record(Source(text), None, limits, start or 0)
        return self.sheet(record, path) if read is found else Sheet(path, record, (), clean=True)

    def sheet(self, record: Record, path: str) -> Sheet:
        """A document that was read, with what reading and structure find in it."""
        found = list(record.findings)
        if record.tree is not None and record.document_type is not None:
            structural = structure(record.document_type, self._options.engine).findings(record.tree)
            found = _lowest(found, structural)
        return Sheet(path, record, tuple(found))

    def nothing(self, found: Found, path: str, number: int | None) -> DocumentResult:
        """The result of a document in which :attr:`clean` found nothing; ``number`` is its record's."""
        form, tree = found
        record = Record(
            Source(b""), "json", number, finder=lambda _pointer, _at_name: 0, tree=tree, document_type=form
        )
        return self._tell(Sheet(path, record, (), clean=True), ())

    def result(self, sheet: Sheet) -> DocumentResult:
        """The result of one document that stands alone; the documents of a message are a case among themselves."""
        return self._tell(sheet, self.audit(sheet))

    def audit(self, sheet: Sheet) -> list[Finding]:
        """What the audit rules say of one document that stands alone."""
        if sheet.tree is None or sheet.clean or not self._options.audit:
            return []
        if sheet.form == "message":
            return self._carried(sheet)
        return self._rules(sheet.tree, broken_places(sheet.found), None)

    def results(self, sheets: Sequence[Sheet], number: int) -> tuple[list[DocumentResult], CaseResult | None]:
        """The results of the documents of one case, in their order, and of the case; ``number`` is the case's."""
        broken = [broken_places(sheet.found) for sheet in sheets]
        trees = [sheet.tree or {} for sheet in sheets]
        case, findings = self._case(trees, broken)
        told, skipped = self._course(case, case.lead, number) if case and case.lead else (None, {})
        told = told and dataclasses.replace(told, folders=tuple(sorted({_folder(sheet.path) for sheet in sheets})))
        results = [
            self._tell(sheet, own, sheets, number, skipped.get(index, ()))
            for index, (sheet, own) in enumerate(zip(sheets, findings, strict=True))
        ]
        return results, told

    def _course(self, case: Case, leading: Paper, number: int) -> tuple[CaseResult, dict[int, tuple[Skipped, ...]]]:
        """What is told of a case as a whole, and the layers skipped, by document: the one that leads the case."""
        options, context = self._options, self._context(leading.tree)
        seen = timeline(case, context.profile, context.calendar, context.as_of)
        skipped = (
            (Skipped("workingDays", unknown_years(seen.unknown_years, options.lang)),) if seen.unknown_years else ()
        )
        return case_told(number, case, seen, options.lang), {leading.index: skipped}

    def _carried(self, sheet: Sheet) -> list[Finding]:
        """What the rules say of the documents that a message carries, with pointers from the message."""
        broken = broken_places(sheet.found)
        held = (sheet.tree or {}).get("documents")
        inside = {
            f"{_CARRIED}{index}": document
            for index, document in enumerate(held if isinstance(held, list) else ())
            if isinstance(document, dict) and f"{_CARRIED}{index}" not in broken
        }
        places = [frozenset(p.removeprefix(start) for p in broken if p.startswith(f"{start}/")) for start in inside]
        _, findings = self._case(list(inside.values()), places)
        starts = list(inside)
        return [_moved(finding, starts, index) for index, own in enumerate(findings) for finding in own]

    def _case(
        self, trees: Sequence[dict[str, Any]], broken: Sequence[frozenset[str]]
    ) -> tuple[Case | None, list[list[Finding]]]:
        """The case of these documents (one alone is none), and what the rules say of each."""
        known: dict[bytes, Paper] = {}  # JSON and XML of one document are one paper
        for index, (tree, places) in enumerate(zip(trees, broken, strict=True)):
            if "documentType" in tree and "/documentType" not in places:
                known.setdefault(identity(tree), paper(index, tree, places))
        case = Case(known.values()) if len(trees) > 1 and known else None
        findings = [self._rules(tree, places, case) for tree, places in zip(trees, broken, strict=True)]
        if case is not None and case.lead is not None:
            context = self._context(case.lead.tree)
            for index, finding in check_case(case, context):
                findings[index] += self._overridden([finding], context)
        return case, findings

    def _rules(self, document: dict[str, Any] | None, broken: frozenset[str], case: Case | None) -> list[Finding]:
        context = self._context(document or {})
        return self._overridden(run_rules(document, context, broken, case), context) if document else []

    def _overridden(self, findings: list[Finding], context: Context) -> list[Finding]:
        """``findings`` as the profile's overrides leave them."""
        kept, met = apply(findings, context.profile, context.as_of)
        self.overrides |= met
        return kept

    def _context(self, document: Mapping[str, Any]) -> Context:
        profile = self._options.profile or _profile(document) or knowledge.no_profile()
        if profile.id not in self._contexts:
            self._contexts[profile.id] = self._options.context(profile)
        return self._contexts[profile.id]

    def _tell(
        self,
        sheet: Sheet,
        audit: Sequence[Finding],
        sheets: Sequence[Sheet] = (),
        case: int | None = None,
        skipped: tuple[Skipped, ...] = (),
    ) -> DocumentResult:
        told = [self._told(finding, sheet, sheets or (sheet,)) for finding in (*sheet.found, *audit)]
        told.sort(key=lambda one: (one.line, one.column, one.rule, one.pointer))
        head, form = sheet.tree or {}, sheet.form
        profile = self._options.profile or _profile(head)
        return DocumentResult(
            sheet.path,
            sheet.record.number,
            form,
            catalog.form(form).title if form else "单据",
            _known_edition(head),
            profile.id if profile and form else None,
            _string(head.get("documentNumber")),
            verdict_of(told, skipped),
            tuple(told),
            skipped,
            case,
            drawn_periods(head) if self._options.drawn and form == "informationForm" else (),
        )

    def _told(self, finding: Finding, sheet: Sheet, sheets: Sequence[Sheet]) -> Told:
        record = sheet.record
        crumbs, said = names(record.document_type, record.tree, finding.place)
        expected, actual = self._masker.shown(finding, said)
        line, column = record.locate(finding)
        related = tuple(_place(sheets[index], pointer) for index, pointer in finding.related)
        text = message(finding, expected, actual, self._options.lang)
        fix = finding.fix if self._masker.shows(finding, said) else ()
        return Told(
            finding.rule,
            finding.severity,
            finding.pointer,
            line,
            column,
            crumbs[-1],
            crumbs[1:],
            text,
            expected,
            actual,
            related,
            fix,
        )


def identity(tree: Mapping[str, Any]) -> bytes:
    """Equal for equal trees, whatever the order of their members."""
    return orjson.dumps(tree, option=orjson.OPT_SORT_KEYS)


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _moved(finding: Finding, starts: Sequence[str], index: int) -> Finding:
    """``finding`` of the document at ``starts[index]`` of a message, with pointers from the message's root."""
    fix = tuple({**step, "path": f"{starts[index]}{step['path']}"} for step in finding.fix)
    related = tuple((0, starts[other] + pointer) for other, pointer in finding.related)
    return dataclasses.replace(finding, pointer=starts[index] + finding.pointer, fix=fix, related=related)


def _place(sheet: Sheet, pointer: str) -> Place:
    return Place(sheet.path, sheet.record.number, pointer, *sheet.record.place(pointer))


def _lowest(read_: list[Finding], structural: list[Finding]) -> list[Finding]:
    """Of several faults of one value only the lowest code; what reading told of it goes before the schema's words.

    Nothing is told of what lies within a member that may not stand here at all: only XML is read so far.
    """
    kept: dict[str, list[Finding]] = {}
    barred = tuple(f"{finding.pointer}/" for finding in structural if finding.key == "not-here")
    for group in ([finding for finding in read_ if not finding.pointer.startswith(barred)], structural):
        for place, findings in _by_place(group).items():
            if place not in kept or findings[0].rule < kept[place][0].rule:
                kept[place] = findings
    return [finding for findings in kept.values() for finding in findings]


def _by_place(findings: list[Finding]) -> dict[str, list[Finding]]:
    """The findings with the lowest code of each place."""
    places: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.rule):
        group = places.setdefault(finding.place, [])
        if not group or group[0].rule == finding.rule:
            group.append(finding)
    return places


def _known_edition(head: Mapping[str, Any]) -> str | None:
    edition = head.get("edition")
    return edition if isinstance(edition, str) and edition in catalog.codelist("edition").titles else None


def _profile(document: Mapping[str, Any]) -> Profile | None:
    edition = _known_edition(document)
    return knowledge.profile_for(edition) if edition else None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
