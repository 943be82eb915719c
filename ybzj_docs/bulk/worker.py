"""Doing one task after another under one set of options."""

from functools import partial
from pathlib import Path

from ybzj_docs.bulk.tasks import Batch, Done, Folded, Group, Kept, Kind, Loose, Part, Slot, Sound, Task
from ybzj_docs.bulk.text import CHANGED
from ybzj_docs.checking.cases import cases
from ybzj_docs.checking.checker import Checker, Sheet
from ybzj_docs.checking.clean import Found
from ybzj_docs.checking.inputs import Input, is_own_report, plain
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.result import CaseResult, DocumentResult
from ybzj_docs.codec.cut import Clean, Cutter, Piece
from ybzj_docs.codec.cutarray import ArrayCutter
from ybzj_docs.codec.cutlines import LineCutter
from ybzj_docs.codec.record import Limits, Record


class Worker:
    """Checks what tasks name; it remembers nothing of them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._checker = Checker(options)

    def do(self, task: Task) -> Done:
        """What there is to say of ``task``.

        Raises:
            validators.run.RuleCrashed: a rule failed on bad data: our bug.
        """
        self._checker.overrides.clear()
        done = self._part(task) if isinstance(task, Part) else self._batch(task)
        done.overrides = frozenset(self._checker.overrides)
        return done

    # --- a part of a long text ---

    def _part(self, part: Part) -> Done:
        done = Done()
        cut = self._cut(part, done)
        if cut is None:
            return done
        cutter, clean = cut
        checker, name = self._checker, part.name
        for found in cutter.records(clean):
            if isinstance(found, Record):
                done.results.append(checker.result(checker.sheet(found, name)))
            elif part.light:
                done.clean += 1
            else:
                done.results.append(checker.nothing(found, name, cutter.number))
        return _ended(done, cutter)

    def _cut(self, part: Part, done: Done) -> tuple[Cutter, Clean[Found]] | None:
        """What gives the records of ``part``; None where it cannot be read, which ``done`` is told."""
        try:
            data = _bytes_of(part) if part.data is None else part.data
        except OSError as error:
            done.unread = (part.name, error.strerror or str(error))
            return None
        return self._cutter(part.kind, Piece(data, part.first, part.behind, part.last, part.defect, part.opening))

    def _cutter(self, kind: Kind, piece: Piece) -> tuple[Cutter, Clean[Found]]:
        limits = self._options.limits
        if kind == "xml":
            from ybzj_docs.codec.cutxml import XmlCutter, inherits  # lxml is slow to import

            return XmlCutter(piece, limits), partial(self._checker.clean.xml, inherits=inherits(piece.opening))
        made: type[LineCutter] | type[ArrayCutter] = LineCutter if kind == "lines" else ArrayCutter
        return made(piece, limits), self._checker.clean.json

    # --- files of folders ---

    def _batch(self, batch: Batch) -> Done:
        return Done(groups=[self._group(group, batch.light) for group in batch.groups])

    def _group(self, group: Group, light: bool) -> Folded:
        if group.cases is False:  # nothing is held longer than it is needed: that is twice as fast
            return Folded([self._alone(file, light, group.linked) for file in group.files])
        slots = [Slot() for _ in group.files]
        sheets: list[Sheet] = []
        owners: list[Slot] = []
        for file, slot in zip(group.files, slots, strict=True):
            held = self._sheets(file, slot)
            sheets += held
            owners += [slot] * len(held)
        judged, told = self._of_cases(sheets, cases(sheets, group.cases))
        for index, (sheet, slot) in enumerate(zip(sheets, owners, strict=True)):
            if index in judged:
                slot.results.append(judged[index])
            else:
                self._single(sheet, slot, light)
        return Folded(slots, told)

    def _alone(self, file: Loose, light: bool, linked: bool) -> Slot:
        slot = Slot()
        sheets = self._sheets(file, slot)
        for sheet in sheets:
            self._single(sheet, slot, light)
        if linked:
            from ybzj_docs.bulk.links import link_of  # only very large folders need it

            slot.link = link_of(sheets)
        return slot

    def _sheets(self, file: Loose, slot: Slot) -> list[Sheet]:
        """The documents of a file; ``slot`` is told where it cannot be read."""
        one = _input(file, self._options.limits)
        if one.error is not None:
            slot.unread = (one.name, one.error.strerror or str(one.error))
            return []
        sheets = list(self._checker.sheets(one))
        clean = any(sheet.clean for sheet in sheets)
        return [] if not clean and not file.given and is_own_report(one.name, one.data) else sheets

    def _single(self, sheet: Sheet, slot: Slot, light: bool) -> None:
        """Put what there is to say of a document that stands alone into ``slot``."""
        if light and sheet.clean:
            slot.clean += 1
        else:
            slot.results.append(self._checker.result(sheet))

    def _of_cases(
        self, sheets: list[Sheet], found: list[list[int]]
    ) -> tuple[dict[int, DocumentResult], list[CaseResult]]:
        """The results of the documents of cases, by their positions in ``sheets``, and what is told of the cases."""
        judged: dict[int, DocumentResult] = {}
        told: list[CaseResult] = []
        for number, case in enumerate(found, 1):
            results, course = self._checker.results([sheets[index] for index in case], number)
            told += [course] if course else []
            judged.update(zip(case, results, strict=True))
        return judged, told


class Keeper(Worker):
    """A worker that keeps the documents that have passed, for those who print them."""

    def _part(self, part: Part) -> Done:
        done = Kept()
        cut = self._cut(part, done)
        if cut is None:
            return done
        cutter, clean = cut
        checker = self._checker
        for found in cutter.records(clean):
            if not isinstance(found, Record):
                done.sound.append(Sound(part.name, cutter.number, *found))
                continue
            result = checker.result(checker.sheet(found, part.name))
            if result.verdict == "valid" and found.tree is not None and found.document_type is not None:
                done.sound.append(Sound(part.name, cutter.number, found.document_type, found.tree))
            else:
                done.results.append(result)
        return _ended(done, cutter)


def _ended(done: Done, cutter: Cutter) -> Done:
    """``done``, told where ``cutter`` came to."""
    done.records, done.position, done.ended = cutter.number, cutter.position, cutter.ended
    done.closed, done.mixed = cutter.closed, cutter.mixed
    return done


def _input(file: Loose, limits: Limits) -> Input:
    if file.defect is not None:
        return Input(file.name, file.data or b"", defect=file.defect, decoded=file.decoded)
    if file.data is not None:
        return Input(file.name, file.data, decoded=file.decoded)
    try:
        with open(file.name, "rb") as opened:
            return plain(Input(file.name, opened.read()), limits)
    except OSError as error:
        return Input(file.name, error=error)


def _bytes_of(part: Part) -> bytes:
    with Path(part.name).open("rb") as file:
        file.seek(part.base + part.start)
        data = file.read(part.end - part.start)
    if len(data) < part.end - part.start:
        raise OSError(0, CHANGED, part.name)
    return data
