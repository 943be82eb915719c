"""From paths to a report: what each path names is opened, and what is found goes to the listing in order."""

import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from validators.profile import Override, unused
from ybzj_docs.bulk.files import Files
from ybzj_docs.bulk.hands import Hands
from ybzj_docs.bulk.how import How, Progress
from ybzj_docs.bulk.journal import Differs
from ybzj_docs.bulk.onecase import every_file
from ybzj_docs.bulk.opening import opened
from ybzj_docs.bulk.resuming import Keeper, Place, rest
from ybzj_docs.bulk.tasks import Batch, Done, Folded, Group, Loose, Slot
from ybzj_docs.bulk.text import Awaited, FlowText, Text, blocks_of, utf8_blocks
from ybzj_docs.bulk.walk import Directory, Folder, Holder, Run, ZipHolder
from ybzj_docs.checking import Outcome
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.reports.sink import LIST_ALL_UP_TO, Listing
from ybzj_docs.codec.archive import Damaged, Zip
from ybzj_docs.codec.record import defect

_PACKED_LINES = (".jsonl.gz", ".ndjson.gz")
#: A mark is set in folders after so many files.
_MARK = 4096


class Engine:
    """One check. ``unread`` are the inputs that could not be read, and why."""

    def __init__(self, listing: Listing, options: Options, hands: Hands, how: How) -> None:
        self._listing, self._options, self._hands, self._sizes = listing, options, hands, how.sizes
        self._tell, self._waits = how.progress, how.waits
        self._keeper = Keeper(how.journal, listing)
        self._place = self._keeper.start
        self._point = self._place.point
        self._unmarked = 0
        self.unread: list[tuple[str, str]] = []
        self._overrides: set[Override] = set()
        self._numbered = self._read = 0
        self._total: int | None = 0
        self._looked_at: Directory | None = None
        self._long: frozenset[int] = frozenset()
        self._files = Files(hands, self, how.sizes.flat, options.cases)
        self._restore(self._keeper.engine)
        self._before = self._read

    def outcome(self, *, interrupted: bool = False) -> Outcome:
        """What the check leaves beside its report."""
        profile = self._options.profile
        idle = unused(profile, self._overrides) if profile and not interrupted else []
        return Outcome(self._listing.summary, tuple(self.unread), tuple(idle), interrupted)

    def check(self, paths: Iterable[str], stdin: BinaryIO | None) -> None:
        """Check what ``paths`` name, in their order.

        Raises:
            Stopped: the check was asked to stop.
        """
        named = list(paths)
        if self._options.cases:
            self._one_case(named, stdin)
            return
        sizes = [_size(path) for path in named]
        self._total = None if None in sizes else sum(size or 0 for size in sizes)
        files: list[tuple[str, int]] = []
        for index in range(self._keeper.start.path, len(named)):
            path, size = named[index], sizes[index]
            if self._is_plain(path, size):
                files.append((path, size or 0))
                continue
            self._given(files)
            self._place = Place(index)
            self._path(path, stdin)
        self._given(files)
        self._files.flush()

    def _is_plain(self, path: str, size: int | None) -> bool:
        """Whether a path is a file that is read as a whole, so that it may be one of a case."""
        small = size is not None and size < self._sizes.stream
        return path != "-" and small and not path.lower().endswith((".zip", ".gz")) and not Path(path).is_dir()

    def _given(self, files: list[tuple[str, int]]) -> None:
        """Check files that were named themselves.

        Cases are looked for among all of them; of very many among those of one folder that follow each other.
        """
        few = len(files) <= self._sizes.flat
        for _, group in groupby(files, lambda file: few or str(Path(file[0]).parent)):
            names, sizes = zip(*group, strict=True)
            self._files.run(Run(Directory(names, sizes, Folder("", self._options)), 0, len(names)), given=True)
        files.clear()

    def _path(self, path: str, stdin: BinaryIO | None) -> None:
        try:
            if path != "-" and Path(path).is_dir():
                self._folder(Folder(path, self._options))
                return
            self._files.flush()
            if path == "-":
                come = blocks_of(Awaited(stdin or io.BytesIO(), self._waits))
                self._text(FlowText(path, utf8_blocks(come, self._options.encoding)))
            elif path.lower().endswith(".zip"):
                self._zip(path)
            else:
                with opened(path, self._options.limits, self._options.encoding, self._waits) as text:
                    self._text(text)
        except OSError as error:
            self.unread.append((str(error.filename or path), error.strerror or str(error)))

    def _one_case(self, paths: list[str], stdin: BinaryIO | None) -> None:
        """Check all that is given as one case: it is held, for each of its documents is judged by all others."""
        files = tuple(every_file(paths, stdin, self._options, self.unread))
        done = self._hands.idle().begin(Batch((Group(files, cases=True),), light=False))()
        [folded], numbers = done.groups, dict[int, int]()
        for slot in folded.slots:
            self.slot(slot, numbers, folded)
        self.work(done, 0)

    # --- folders and zips ---

    def _folder(self, folder: Folder) -> None:
        self._runs(folder.path, folder.runs())
        self.unread += folder.unread

    def _zip(self, path: str) -> None:
        """Check what a zip holds, a member at a time."""
        with Path(path).open("rb") as file:
            try:
                archive = Zip(file, self._options.limits)
            except Damaged:
                self._whole(Loose(path, defect=defect("IO-02", "archive", 0)))
                return
            self._runs(path, ZipHolder(path, archive, self._options).runs())
            self._files.flush()

    def _runs(self, name: str, runs: Iterator[Run]) -> None:
        """Check the runs of the folder or zip ``name``, from where an earlier check was."""
        first = self._keeper.start
        start = first if first.path == self._place.path else Place(self._place.path)
        for place, run in rest(runs, start, name):
            self._place = place
            self._run(run, self._apart(run.of), start.file if place.run == start.run else run.start)
            self._unmarked += run.end - run.start
            if self._unmarked >= _MARK:
                self._files.flush()
                self._mark(place.behind(run))

    def _run(self, run: Run, apart: frozenset[int], first: int) -> None:
        """Check a run of files from the ``first`` on, those ``apart`` part by part."""
        start = max(run.start, first)
        for index in sorted(index for index in apart if start <= index < run.end):
            if index > start:
                self._files.run(Run(run.of, start, index), apart)
            self._files.flush()
            self._place = dataclasses.replace(self._place, file=index)
            self._long_file(run.of.holder, run.of.names[index])
            start = index + 1
        self._files.run(Run(run.of, start, run.end), apart)

    def _apart(self, directory: Directory) -> frozenset[int]:
        """Which files of a folder hold many documents in a long text."""
        if directory is not self._looked_at:
            self._looked_at = directory
            files = enumerate(zip(directory.names, directory.sizes, strict=True))
            self._long = frozenset(
                index
                for index, (name, size) in files
                if size >= self._sizes.stream or name.lower().endswith(_PACKED_LINES)
                if self._holds_many(directory.holder, name)
            )
        return self._long

    def _holds_many(self, holder: Holder, name: str) -> bool:
        if name.lower().endswith(_PACKED_LINES):
            return True
        from ybzj_docs.bulk.head import head_of  # most folders hold nothing long

        try:
            with holder.opened(name) as text:
                return head_of(text, self._options.limits) is not None
        except OSError:  # whoever checks it will say so
            return False

    def _long_file(self, holder: Holder, name: str) -> None:
        try:
            with holder.opened(name) as text:
                self._text(text)
        except OSError as error:
            self.unread.append((str(error.filename or name), error.strerror or str(error)))

    def _text(self, text: Text) -> None:
        """Check one text, part by part where it holds many documents.

        Raises:
            OSError: it cannot be read, or has changed.
        """
        from ybzj_docs.bulk.head import head_of, whole_of  # slow to import, and few checks are of anything long
        from ybzj_docs.bulk.stream import Stream

        head = head_of(text, self._options.limits)
        if head is None and self._point is not None:
            raise Differs("inputs", text.name)
        if head is None:
            self._whole(whole_of(text, self._options.limits, given=True))
            return
        stream = Stream(text, head, self._hands, self._options, self._sizes.part, self.light)
        if self._point is not None:
            stream.go_on(self._point)
            self._point = None
        for done in stream.done():
            self.work(done, done.position.offset)
            self._listing.summary.verdicts["valid"] += done.clean
            for result in done.results:
                self._listing.add(result)
            if stream.point is not None:
                self._mark(dataclasses.replace(self._place, point=stream.point))

    def _whole(self, file: Loose) -> None:
        """Check a text that is one document."""
        done = self._hands.idle().begin(Batch((Group((file,), cases=False),), light=False))()
        self.work(done, len(file.data or b""))
        [folded] = done.groups
        self.slot(folded.slots[0], {}, folded)

    # --- where it is ---

    def _mark(self, place: Place) -> None:
        """All before ``place`` is told: another check may go on there, unless a folder is only told in part."""
        self._unmarked = 0
        if self._files.idle:
            profile = self._options.profile
            met = [index for index, one in enumerate(profile.overrides) if one in self._overrides] if profile else []
            told = {"numbered": self._numbered, "read": self._read, "unread": self.unread, "overrides": met}
            self._keeper.mark(place, told)

    def _restore(self, told: Mapping[str, Any] | None) -> None:
        """Be where an earlier check was."""
        if told is not None:
            self._numbered, self._read = told["numbered"], told["read"]
            self.unread = [(path, reason) for path, reason in told["unread"]]
            overrides = self._options.profile.overrides if self._options.profile else ()
            self._overrides = {overrides[index] for index in told["overrides"]}

    # --- what comes out ---

    def light(self) -> bool:
        """Whether clean documents need only be counted by now."""
        return not self._listing.list_all and self._listing.summary.documents > LIST_ALL_UP_TO

    def work(self, done: Done, size: int) -> None:
        """A task over ``size`` bytes is done."""
        self._overrides |= done.overrides
        self._read += size
        self._tell(Progress(self._listing.summary.documents, self._read, self._total, self._before))

    def slot(self, slot: Slot, numbers: dict[int, int], folded: Folded) -> None:
        """What there is to say of the next file; ``numbers`` are the numbers in the report of its group's cases."""
        if slot.unread is not None:
            self.unread.append(slot.unread)
        self._listing.summary.verdicts["valid"] += slot.clean
        for result in slot.results:
            number = None if result.case is None else self._case(result.case, numbers, folded)
            self._listing.add(dataclasses.replace(result, case=number))

    def _case(self, local: int, numbers: dict[int, int], folded: Folded) -> int:
        """The number in the report of a case of a group; with its first document the case itself is told."""
        if local not in numbers:
            self._numbered += 1
            numbers[local] = self._numbered
            for case in folded.cases:
                if case.number == local:
                    self._listing.case(dataclasses.replace(case, number=self._numbered))
        return numbers[local]


def _size(path: str) -> int | None:
    """The size of a file in bytes; None for what is none, or cannot be asked."""
    try:
        return Path(path).stat().st_size if Path(path).is_file() else None
    except OSError:
        return None
