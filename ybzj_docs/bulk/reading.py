"""Documents one by one, whatever holds them, for those who print them; memory does not grow with what is read."""

import dataclasses
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ybzj_docs.bulk.hands import Fetch, Hands
from ybzj_docs.bulk.head import head_of, whole_of
from ybzj_docs.bulk.opening import opened
from ybzj_docs.bulk.stream import Stream
from ybzj_docs.bulk.tasks import Kept, Loose, Sound, Task
from ybzj_docs.bulk.text import FlowText, Text, blocks_of, utf8_blocks
from ybzj_docs.bulk.walk import Directory, Folder, Run, ZipHolder
from ybzj_docs.bulk.worker import Keeper
from ybzj_docs.checking.checker import Checker
from ybzj_docs.checking.inputs import Input, is_own_report
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.result import DocumentResult
from ybzj_docs.codec.archive import Damaged, Zip
from ybzj_docs.codec.record import defect

#: Files of fewer bytes are read as a whole; longer ones in parts of so many.
_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that has not passed structure, and why."""

    result: DocumentResult


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that could not be read, and why."""

    path: str
    reason: str


Met = Sound | Refused | Unread


def documents(paths: Iterable[str], options: Options, stdin: BinaryIO | None = None) -> Iterator[Met]:
    """Every document that ``paths`` name, in their order; ``-`` stands for ``stdin``.

    What is read, and in which order, is as in a check. ``options`` say how; audit rules are not run.
    """
    reading = _Reading(dataclasses.replace(options, audit=False))
    for path in paths:
        try:
            yield from reading.path(path, stdin)
        except OSError as error:
            yield Unread(str(error.filename or path), error.strerror or str(error))


class _Reading:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._checker = Checker(options)
        self._hands = _Keeping(options)

    def path(self, path: str, stdin: BinaryIO | None) -> Iterator[Met]:
        options = self._options
        if path == "-":
            blocks = blocks_of(stdin or io.BytesIO())
            yield from self._text(FlowText(path, utf8_blocks(blocks, options.encoding)), given=True)
        elif Path(path).is_dir():
            folder = Folder(path, options)
            yield from self._runs(folder.runs())
            yield from (Unread(*unread) for unread in folder.unread)
        elif path.lower().endswith(".zip"):
            yield from self._zip(path)
        elif not path.lower().endswith(".gz") and Path(path).is_file() and Path(path).stat().st_size < _PART:
            yield from self._whole(Loose(path, Path(path).read_bytes(), given=True))
        else:
            with opened(path, options.limits, options.encoding) as text:
                yield from self._text(text, given=True)

    def _zip(self, path: str) -> Iterator[Met]:
        with Path(path).open("rb") as file:
            try:
                archive = Zip(file, self._options.limits)
            except Damaged:
                yield from self._whole(Loose(path, defect=defect("IO-02", "archive", 0), given=True))
                return
            yield from self._runs(ZipHolder(path, archive, self._options).runs())

    def _runs(self, runs: Iterator[Run]) -> Iterator[Met]:
        for run in runs:
            for index in range(run.start, run.end):
                yield from self._file(run.of, index)

    def _file(self, directory: Directory, index: int) -> Iterator[Met]:
        name, size = directory.names[index], directory.sizes[index]
        with ExitStack() as stack:
            try:
                if size < _PART and not name.lower().endswith(".gz"):
                    file = directory.holder.loose(name)
                    if file.data is None and file.defect is None:
                        file = Loose(name, Path(name).read_bytes())
                    found = self._whole(file)
                else:
                    text = stack.enter_context(directory.holder.opened(name))
                    found = self._text(text, given=False)
                yield from found
            except OSError as error:
                yield Unread(str(error.filename or name), error.strerror or str(error))

    def _text(self, text: Text, *, given: bool) -> Iterator[Met]:
        """The documents of a text, part by part where it holds many."""
        head = head_of(text, self._options.limits)
        if head is None:
            yield from self._whole(whole_of(text, self._options.limits, given=given))
            return
        before = 0
        for done in Stream(text, head, self._hands, self._options, _PART, lambda: False).done():
            for sound in done.sound if isinstance(done, Kept) else ():
                yield dataclasses.replace(sound, number=before + (sound.number or 0))
            yield from (Refused(result) for result in done.results)
            before += done.records

    def _whole(self, file: Loose) -> Iterator[Met]:
        checker = self._checker
        one = Input(file.name, file.data or b"", defect=file.defect, decoded=file.decoded)
        if not file.given and is_own_report(one.name, one.data):
            return
        for sheet in checker.sheets(one):
            result = checker.result(sheet)
            if result.verdict == "valid" and sheet.tree is not None and sheet.form is not None:
                yield Sound(one.name, sheet.record.number, sheet.form, sheet.tree)
            else:
                yield Refused(result)


class _Keeping:
    """Hands of a stream: this process, one part at a time."""

    def __init__(self, options: Options) -> None:
        self.ahead = 1
        self._worker = Keeper(options)

    def begin(self, task: Task) -> Fetch:
        """As the protocol says."""
        return lambda: self._worker.do(task)

    def idle(self) -> Hands:
        """Itself."""
        return self
