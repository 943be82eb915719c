"""Everything given as one case: every file, one by one, as it goes into the one group."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ybzj_docs.bulk.tasks import Loose
from ybzj_docs.bulk.walk import Folder, Run, ZipHolder
from ybzj_docs.checking.options import Options
from ybzj_docs.codec.archive import Damaged, Zip
from ybzj_docs.codec.record import defect


def every_file(
    paths: Iterable[str], stdin: BinaryIO | None, options: Options, unread: list[tuple[str, str]]
) -> Iterator[Loose]:
    """The files that ``paths`` name, in their order; folders and zips that cannot be entered go to ``unread``."""
    for path in paths:
        if path == "-":
            yield Loose(path, stdin.read() if stdin is not None else b"", given=True)
        elif Path(path).is_dir():
            folder = Folder(path, options)
            yield from _of(folder.runs())
            unread += folder.unread
        elif path.lower().endswith(".zip"):
            try:
                yield from _of_zip(path, options)
            except OSError as error:
                unread.append((path, error.strerror or str(error)))
        else:
            yield Loose(path, given=True)


def _of_zip(path: str, options: Options) -> Iterator[Loose]:
    with Path(path).open("rb") as file:
        try:
            archive = Zip(file, options.limits)
        except Damaged:
            yield Loose(path, defect=defect("IO-02", "archive", 0))
            return
        yield from _of(ZipHolder(path, archive, options).runs())


def _of(runs: Iterator[Run]) -> Iterator[Loose]:
    for run in runs:
        for index in range(run.start, run.end):
            yield run.of.holder.loose(run.of.names[index])
