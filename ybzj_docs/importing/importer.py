"""A platform export into documents: read, sort by person, write each person, report."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ybzj_docs.importing import load, people
from ybzj_docs.importing.agencies import read_agencies
from ybzj_docs.importing.documents import Writer
from ybzj_docs.importing.errors import ImportStopped, UnreadableInput, WrongUse
from ybzj_docs.importing.model import Tree
from ybzj_docs.importing.output import Output, Run
from ybzj_docs.importing.spill import Spill
from ybzj_docs.importing.tables import TABLES, Source
from ybzj_docs.importing.told import DOCUMENTS, LISTS, NOTES, ROWS, VALUES, Told

#: Called now and then with a stage (``reading``, ``writing``) and how many rows or persons are done.
Progress = Callable[[str, int], None]

_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030"}
_LARGEST_SERIAL = 99_999_999
_EVERY = 1_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; all that it tells stands in ``path``, the file import-report.json.

    ``persons`` have documents. ``unusable_rows`` (persons among them) and ``unusable_values`` were left out;
    ``not_written`` documents lack what they need, ``no_agency`` of them an agency in the table.
    """

    path: Path
    persons: int
    documents: int
    unusable_rows: int
    unusable_values: int
    not_written: int
    no_agency: int
    notes: int

    @property
    def exit_code(self) -> int:
        """1 where a row, a person or a value was left out or an agency was missing, else 0."""
        return int(bool(self.unusable_rows or self.unusable_values or self.no_agency))


def import_export(
    source: Path,
    out: Path,
    *,
    as_of: date,
    origin: str | None = None,
    destination: str | None = None,
    first_number: int = 1,
    encoding: str | None = None,
    resume: bool = False,
    lines: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Write precheck, certificate and, with a ``destination``, information form of every person of an export.

    ``source`` is a folder of CSV tables of the national platform, ``out`` the folder to write, issued on ``as_of``;
    ``origin`` limits the choice to relations of one region; ``first_number`` is the serial of the first person.
    ``resume`` finishes an interrupted import of the same inputs and options. With ``lines`` all documents stand in
    ``out/documents.jsonl``. Bad rows stop nothing: they are left out and told in ``out/import-report.json``.

    Raises:
        WrongUse: an unknown region or encoding, a serial out of range, an output folder that is not empty, or that
            holds another import; nothing has been written.
        UnreadableInput: a table or column is missing, or a file is not in the encoding; nothing has been written.
        OSError: the disk is full or fails; ``resume`` can finish the import.
    """
    output = Output(out, resume=resume, lines=lines)
    export = Source(source, _encoding(encoding))
    _check_options(origin, destination, first_number)
    told = Told()
    agencies = _agencies(export, as_of, told, {"--origin": origin, "--destination": destination})
    writer = Writer(as_of, origin, destination, agencies, told)
    run = _run(export, as_of, origin, destination, first_number, lines=lines)
    output.begin(run)
    with closing(Spill(output.spill())) as spill:
        told.sink = spill.tell
        try:
            persons = _read(export, spill, told, first_number, progress)
        except ImportStopped:
            output.abandon()
            raise
        documents = _write(writer, output, spill, progress)
        told.flush()
        output.write_report(_head(run, persons, documents, told), spill.told)
    return _report(output.finish(), persons, documents, told)


def _encoding(asked: str | None) -> str:
    encoding = _ENCODINGS.get((asked or "utf-8").lower())
    if encoding is None:
        raise WrongUse("encoding-unknown", encoding=asked)
    return encoding


def _check_options(origin: str | None, destination: str | None, first_number: int) -> None:
    for option, region in (("--origin", origin), ("--destination", destination)):
        if region is not None and not re.fullmatch("[0-9]{6}", region):
            raise WrongUse("region-form", option=option)
    if not 1 <= first_number <= _LARGEST_SERIAL:
        raise WrongUse("first-number")


def _agencies(export: Source, as_of: date, told: Told, regions: Mapping[str, str | None]) -> Mapping[str, Tree]:
    """The agencies valid on ``as_of``; each of ``regions`` (by option) must have one."""
    if not export.folder.is_dir():
        raise UnreadableInput("source-missing", path=export.folder)
    agencies = read_agencies(export, as_of, told)
    for option, region in regions.items():
        if region is not None and region not in agencies:
            raise WrongUse("region-unknown", option=option, region=region, day=as_of.isoformat())
    return agencies


def _run(
    export: Source, as_of: date, origin: str | None, destination: str | None, first_number: int, *, lines: bool
) -> Run:
    """What this run is of; on the way every table is looked at."""
    for table in TABLES:
        export.check_head(table)
    return {
        "asOf": as_of.isoformat(),
        "origin": origin,
        "destination": destination,
        "firstNumber": first_number,
        "encoding": export.encoding,
        "inputs": [{"file": table.file, "sha256": export.digest(table)} for table in TABLES],
        **({"jsonl": True} if lines else {}),
    }


def _read(export: Source, spill: Spill, told: Told, first_number: int, progress: Progress | None) -> int:
    """Read every table to disk; the number of persons who are written."""
    for rows in (load.persons, load.relations, load.accounts, load.checks):
        spill.store(_counted(rows(export, told), "reading", progress))
    spill.store(_counted(load.details(export, told), "reading", progress), details=True)
    people.settle_relations(spill, told)
    persons = spill.number(first_number)
    if first_number + persons - 1 > _LARGEST_SERIAL:
        raise WrongUse("numbers-end", persons=persons, first=first_number)
    return persons


def _write(writer: Writer, output: Output, spill: Spill, progress: Progress | None) -> int:
    """Write every person; the number of documents."""
    count = 0
    for person in _counted(people.persons(spill, writer.told), "writing", progress):
        documents = writer.documents(person)
        output.write_person(person.number, documents)
        count += len(documents)
    return count


def _counted(things: Iterator[T], stage: str, progress: Progress | None) -> Iterator[T]:
    if progress is None:
        return things
    return _telling(things, stage, progress)


def _telling(things: Iterator[T], stage: str, progress: Progress) -> Iterator[T]:
    count = 0
    for count, thing in enumerate(things, 1):
        yield thing
        if count % _EVERY == 0:
            progress(stage, count)
    progress(stage, count)


def _report(path: Path, persons: int, documents: int, told: Told) -> ImportReport:
    return ImportReport(
        path=path,
        persons=persons,
        documents=documents,
        unusable_rows=told.lists[ROWS],
        unusable_values=told.lists[VALUES],
        not_written=told.lists[DOCUMENTS],
        no_agency=told.codes["agency-unknown"],
        notes=told.lists[NOTES],
    )


def _head(run: Run, persons: int, documents: int, told: Told) -> dict[str, Any]:
    """The report without its lists."""
    summary: dict[str, Any] = {kind: told.lists[kind] for kind in LISTS}
    summary["byCode"] = dict(sorted(told.codes.items()))
    return {"importVersion": "1", **run, "persons": persons, "documents": documents, "summary": summary}
