"""A spreadsheet with one document a row into documents, each checked: the twin of ``ybzj import --sheet``.

What passes goes to ``<form>.jsonl``; what has its form but breaks an audit rule to ``<form>-faulty.jsonl``; a row that
is no document to neither. Everything told stands in ``import-report.json`` with sheet, row and column, and as comments
in a copy of the sheet. Memory does not grow with the rows.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import orjson

from ybzj_docs.bulk.sheet_numbers import Numbers
from ybzj_docs.checking.checker import Checker
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.result import Told
from ybzj_docs.checking.wording import Lang
from ybzj_docs.codec.record import Record, Source
from ybzj_docs.importing.errors import WrongUse
from ybzj_docs.importing.messages import say
from ybzj_docs.importing.output import REPORT, Output
from ybzj_docs.importing.sheet import Head, Sheet, SheetRow, sheets
from ybzj_docs.importing.sheet_marked import Mark, marked

#: So many rows bear comments in the copy; the report tells of all.
_MARKED = 5000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is told of a row: at ``head`` or, where that is None, of the row as a whole; ``rule`` a code or a key."""

    sheet: str
    row: int
    head: Head | None
    severity: str
    rule: str
    pointer: str
    reason: str

    def place(self, lang: Lang) -> str:
        """Where it is, for people: sheet, row, column and its head."""
        head = self.head
        if lang == "en":
            return f"{self.sheet}, row {self.row}" + (f", column {head.letters} {head.text}" if head else "")
        return f"{self.sheet} 第 {self.row} 行" + (f" {head.letters} 列 {head.text}" if head else "")


@dataclass(slots=True)
class SheetReport:
    """What an import of a sheet did: ``rows`` were read; of them ``documents`` are sound, ``faulty`` break a rule.

    ``first`` are the first problems; ``ignored`` heads name no member of the form; ``marked`` is the copy with
    comments, None where nothing is told.
    """

    path: Path
    rows: int = 0
    documents: int = 0
    faulty: int = 0
    unusable: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    first: list[Problem] = field(default_factory=list)
    ignored: list[tuple[str, Head]] = field(default_factory=list)
    marked: Path | None = None

    @property
    def exit_code(self) -> int:
        """0 where every row is a sound document and every column was read, else 1; 3 where there was no row."""
        if not self.rows:
            return 3
        return int(bool(self.faulty or self.unusable or self.ignored))


def import_sheet(
    source: Path,
    form: str,
    out: Path,
    options: Options,
    *,
    first_number: int = 1,
) -> SheetReport:
    """Write the documents of ``form`` that the rows of ``source`` (.xlsx or .csv) are to the folder ``out``.

    ``options`` say how the documents are checked; its ``as_of`` is the day of issue of those that give none, its
    ``encoding`` that of CSV. Documents without a number get one from ``first_number`` on.

    Raises:
        WrongUse: ``out`` is not empty, or the form has lists that no row holds; nothing has been written.
        UnreadableInput: the file cannot be read or lacks a column that every document needs; nothing has been written.
        catalog.UnknownName: no such form.
    """
    if out.is_dir() and any(out.iterdir()):
        raise WrongUse("sheet-out-not-empty", path=out)
    Output(out, resume=False)
    numbers = Numbers(form, options.as_of, first_number)
    with closing(numbers):
        with sheets(source, form, options.encoding) as found:
            numbers.leave(found)
        return _written(source, form, out, options, numbers)


def _written(source: Path, form: str, out: Path, options: Options, numbers: Numbers) -> SheetReport:
    new, work = not out.exists(), out / ".import"
    with sheets(source, form, options.encoding) as found:
        work.mkdir(parents=True, exist_ok=True)
        try:
            return _Import(source, form, out, work, options, numbers).run(found)
        finally:
            shutil.rmtree(work, ignore_errors=True)
            if new and not any(out.iterdir()):
                out.rmdir()


class _Import:
    def __init__(self, source: Path, form: str, out: Path, work: Path, options: Options, numbers: Numbers) -> None:
        self._source, self._form, self._out, self._work, self._options = source, form, out, work, options
        self._report = SheetReport(out / REPORT)
        self._judge = _Judge(form, options)
        self._number = numbers
        self._marks: dict[tuple[str, int], list[Mark]] = {}

    def run(self, found: Iterator[Sheet]) -> SheetReport:
        names = {"sound": f"{self._form}.jsonl", "faulty": f"{self._form}-faulty.jsonl"}
        told = self._work / "told.jsonl"
        with (
            (self._work / "sound").open("wb") as sound,
            (self._work / "faulty").open("wb") as faulty,
            told.open("wb") as entries,
        ):
            for sheet in found:
                self._report.ignored += [(sheet.name, head) for head in sheet.unknown]
                self._mark_heads(sheet)
                for row in sheet.rows():
                    self._row(row, sound, faulty, entries)
        if self._marks:
            self._report.marked = self._out / f"{self._source.stem}-marked.xlsx"
            marked(self._source, self._marks, self._options.encoding, self._work / "marked")
            (self._work / "marked").replace(self._report.marked)
        for part, name in names.items():
            if (self._work / part).stat().st_size:
                (self._work / part).replace(self._out / name)
        self._write_report(told)
        return self._report

    def _row(self, row: SheetRow, sound: IO[bytes], faulty: IO[bytes], entries: IO[bytes]) -> None:
        report = self._report
        report.rows += 1
        same = self._number.same(row)
        twice = self._number.complete(row)
        problems = self._judge.problems(row)
        if same is not None and twice is None:
            reason = say("sheet-row-same", {"row": same}, self._options.lang)
            problems.append(_problem(row, None, "warning", "sheet-row-same", "", reason))
        if twice is not None:
            reason = say("sheet-number-twice", {"row": twice}, self._options.lang)
            head = row.sheet.head_of("/documentNumber")
            problems.append(_problem(row, head, "error", "sheet-number-twice", "/documentNumber", reason))
        wrong = [problem for problem in problems if problem.severity == "error"]
        if any(problem.rule.startswith(("ST-", "IO-", "sheet-")) for problem in wrong):
            report.unusable += 1
        else:
            report.faulty += bool(wrong)
            report.documents += not wrong
            (faulty if wrong else sound).write(orjson.dumps(row.tree, option=orjson.OPT_APPEND_NEWLINE))
        for problem in problems:
            self._tell(problem, entries)

    def _tell(self, problem: Problem, entries: IO[bytes]) -> None:
        report, head = self._report, problem.head
        report.severities[problem.severity] += 1
        report.by_rule[problem.rule] += 1
        if len(report.first) < 20:
            report.first.append(problem)
        place = (problem.sheet, problem.row)
        if place in self._marks or len(self._marks) < _MARKED:
            error = problem.severity == "error"
            code = "" if problem.rule.startswith("sheet-") else f"{problem.rule} "
            self._marks.setdefault(place, []).append(Mark(head.position if head else 0, code + problem.reason, error))
        entry = {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": head.letters if head else None,
            "head": head.text if head else None,
            "severity": problem.severity,
            "rule": problem.rule,
            "pointer": problem.pointer,
            "reason": problem.reason,
        }
        entries.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))

    def _mark_heads(self, sheet: Sheet) -> None:
        for head in sheet.unknown:
            reason = ignored_reason(head, self._options.lang)
            self._marks.setdefault((sheet.name, sheet.head_row), []).append(Mark(head.position, reason, False))

    def _write_report(self, told: Path) -> None:
        """Write the report; its list of problems is copied line by line."""
        report = self._report
        head = {
            "importVersion": "1",
            "asOf": self._options.as_of.isoformat(),
            "file": self._source.name,
            "documentType": self._form,
            "rows": report.rows,
            "documents": report.documents,
            "faulty": report.faulty,
            "unusableRows": report.unusable,
            "marked": report.marked.name if report.marked else None,
            "summary": {**report.severities, "byRule": dict(sorted(report.by_rule.items()))},
            "ignoredColumns": [
                {"sheet": name, "column": one.letters, "head": one.text, "near": list(one.near)}
                for name, one in report.ignored
            ],
        }
        part = self._work / REPORT
        with part.open("wb") as out, told.open("rb") as entries:
            out.write(orjson.dumps(head, option=orjson.OPT_INDENT_2).removesuffix(b"\n}") + b',\n  "problems": [')
            between = b"\n    "
            for entry in entries:
                out.write(between + entry.rstrip(b"\n"))
                between = b",\n    "
            out.write(b"\n  ]\n}\n" if between.startswith(b",") else b"]\n}\n")
        part.replace(report.path)


def ignored_reason(head: Head, lang: Lang) -> str:
    """Why the column of ``head`` was not read, with the nearest heads that we know."""
    near = "、".join(head.near)
    asked = f", did you mean {near}?" if lang == "en" else f"；是否应为“{near}”？"
    return say("sheet-column-unknown", {"near": asked if near else ""}, lang)


class _Judge:
    """Checks the documents of rows and says what is wrong at the columns where it is."""

    def __init__(self, form: str, options: Options) -> None:
        self._form, self._lang = form, options.lang
        self._checker = Checker(options)

    def problems(self, row: SheetRow) -> list[Problem]:
        """What is wrong with ``row``: its faults, and what the check finds besides."""
        found = [
            _problem(row, fault.head, "error", fault.key, fault.pointer, say(fault.key, fault.data, self._lang))
            for fault in row.faults
        ]
        if any(not fault.pointer for fault in row.faults):
            return found
        if not row.faults and isinstance(self._checker.clean.json(orjson.dumps(row.tree)), tuple):
            return found
        record = Record(
            Source(""), "json", None, finder=lambda _pointer, _at: 0, tree=row.tree, document_type=self._form
        )
        sheet = self._checker.sheet(record, row.sheet.name)
        for told in self._checker.result(sheet).findings:
            place = f"{told.pointer}/{told.expected}" if told.rule == "ST-01" else told.pointer
            known = any(_within(fault.pointer, place) for fault in row.faults)
            if told.severity != "info" and not known:
                head = row.sheet.head_of(place)
                found.append(_problem(row, head, told.severity, told.rule, place, _reason(told, head)))
        return found


def _problem(row: SheetRow, head: Head | None, severity: str, rule: str, pointer: str, reason: str) -> Problem:
    return Problem(row.sheet.name, row.number, head, severity, rule, pointer, reason)


def _reason(told: Told, head: Head | None) -> str:
    """What is told; of what is missing its name too, where the head does not say it already."""
    named = told.rule != "ST-01" or (head is not None and head.column is not None and head.text == told.label)
    return told.message if named else f"{told.label}：{told.message}"


def _within(pointer: str, place: str) -> bool:
    """Whether ``pointer`` is ``place`` or below it."""
    return pointer == place or pointer.startswith(f"{place}/")
