"""A folder or a zip in the order of paths, folder by folder, without holding more than the names of one at a time."""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from ybzj_docs.bulk.opening import opened
from ybzj_docs.bulk.tasks import Loose
from ybzj_docs.bulk.text import FlowText, Text, unpacked_blocks, utf8_blocks
from ybzj_docs.checking.inputs import Input, is_document, is_wanted, plain
from ybzj_docs.checking.options import Options
from ybzj_docs.codec.archive import Zip
from ybzj_docs.codec.record import Defect


class Holder(Protocol):
    """Gives the files that stand in a folder or a zip."""

    def loose(self, name: str) -> Loose:
        """The file of this name, to be checked as a whole."""

    def opened(self, name: str) -> AbstractContextManager[Text]:
        """The text of this file, to be checked part by part.

        Raises:
            OSError: it cannot be opened.
        """


@dataclass(frozen=True, slots=True)
class Directory:
    """The files that stand in one folder itself: their names as reports call them, their sizes, and who gives them.

    ``stamps`` tell each from what it may be at another time: when it was changed, in a zip its checksum.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    holder: Holder
    stamps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Files of a folder between two of its subfolders: positions from ``start`` to ``end``."""

    of: Directory
    start: int
    end: int


@dataclass(slots=True)
class Folder:
    """A folder on the disk; ``unread`` are folders below it that cannot be entered, and why."""

    path: str
    options: Options
    unread: list[tuple[str, str]] = field(default_factory=list)

    def loose(self, name: str) -> Loose:
        """As the protocol says; it is read by who checks it."""
        return Loose(name)

    def opened(self, name: str) -> AbstractContextManager[Text]:
        """As the protocol says."""
        return opened(name, self.options.limits, self.options.encoding)

    def runs(self) -> Iterator[Run]:
        """The files in it and below in the order of their paths; hidden ones are passed over."""
        yield from self._below(self.path)

    def _below(self, path: str) -> Iterator[Run]:
        try:
            with os.scandir(path) as entries:
                found = sorted((e.name, _is_folder(e), e) for e in entries if not e.name.startswith("."))
                told = [
                    (name, folder, (0, 0) if folder else _size(e))
                    for name, folder, e in found
                    if _wanted(name, folder)
                ]
        except OSError as error:
            self.unread.append((str(error.filename or path), error.strerror or str(error)))
            return
        files = [(os.path.join(path, name), *size) for name, folder, size in told if not folder]
        names, sizes, stamps = zip(*files, strict=True) if files else ((), (), ())
        directory = Directory(names, sizes, self, stamps)
        start = end = 0
        for name, folder, _ in told:
            if not folder:
                end += 1
                continue
            if end > start:
                yield Run(directory, start, end)
            start = end
            yield from self._below(os.path.join(path, name))
        if end > start:
            yield Run(directory, start, end)


def _is_folder(entry: "os.DirEntry[str]") -> bool | None:
    """Whether an entry is a folder; None for what is passed over: a link to one, a pipe, a device."""
    if entry.is_dir(follow_symlinks=False):
        return True
    return False if entry.is_file() or not os.path.exists(entry) else None


def _wanted(name: str, folder: bool | None) -> bool:
    return folder is True or (folder is False and is_document(name))


def _size(entry: "os.DirEntry[str]") -> tuple[int, int]:
    """Its size in bytes, and when it was changed, in nanoseconds."""
    try:
        told = entry.stat()
    except OSError:  # whoever reads it will say so
        return 0, 0
    return told.st_size, told.st_mtime_ns


class ZipHolder:
    """The files of a zip that is open."""

    def __init__(self, path: str, archive: Zip, options: Options) -> None:
        self._archive, self._options = archive, options
        self._infos = {f"{path}!{info.filename}": info for info in archive.infos}

    def loose(self, name: str) -> Loose:
        """As the protocol says, with its bytes."""
        content = self._archive.read(self._infos[name])
        if isinstance(content, Defect):
            return Loose(name, defect=content)
        one = plain(Input(name, content), self._options.limits)
        return Loose(name, one.data, one.defect)

    @contextmanager
    def opened(self, name: str) -> Iterator[Text]:
        """As the protocol says."""
        blocks = self._archive.blocks(self._infos[name])
        if name.lower().endswith(".gz"):
            packed = self._archive.read(self._infos[name])
            whole = packed if isinstance(packed, bytes) else b""
            limits = self._options.limits
            blocks = (
                iter([packed])
                if isinstance(packed, Defect)
                else unpacked_blocks(io.BytesIO(whole), len(whole), limits)
            )
        yield FlowText(name, utf8_blocks(blocks, self._options.encoding))

    def runs(self) -> Iterator[Run]:
        """The files in it in the order of their paths; hidden ones are passed over."""
        folders: dict[str, list[tuple[str, int, int]]] = {}
        order: list[str] = []
        for name, info in self._infos.items():
            if is_wanted(info.filename):
                above = str(PurePath(info.filename).parent)  # ./a.json stands beside b.json
                folders.setdefault(above, []).append((name, info.file_size, info.CRC))
                order.append(above)
        directories = {
            folder: Directory(names, sizes, self, sums)
            for folder, files in folders.items()
            for names, sizes, sums in [zip(*files, strict=True)]
        }
        yield from _runs(order, directories)


def _runs(order: Sequence[str], directories: dict[str, Directory]) -> Iterator[Run]:
    reached = dict.fromkeys(directories, 0)
    start = 0
    for position, folder in enumerate(order):
        if position + 1 == len(order) or order[position + 1] != folder:
            length = position + 1 - start
            yield Run(directories[folder], reached[folder], reached[folder] + length)
            reached[folder] += length
            start = position + 1
