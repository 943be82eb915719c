"""Papers into a folder, each in a file of its own, or into files of many: names, and what was written where."""

import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ybzj_docs.bulk.tasks import Sound

if TYPE_CHECKING:
    import pikepdf

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*\ud800-\udfff]')
#: Names that some systems keep for themselves.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)
#: Bytes of a name, without what is put behind it.
_LONGEST = 180
#: Papers in one file of many: printers and readers bear no more, and memory does not grow with them.
TOGETHER = 1000


class Stack(Protocol):
    """Takes papers one by one."""

    def put(self, one: Sound, paper: bytes) -> str:
        """Take the paper of ``one``; the file in which it is."""

    def close(self) -> None:
        """No more papers."""

    def abandon(self) -> None:
        """Leave nothing unfinished."""


def stem(tree: Mapping[str, Any], document_type: str) -> str:
    """What the file of a paper is called: ``<documentNumber>[-copy]``, of archives ``<archivalCode>-<type>``.

    What could lead out of a folder, or no system takes as a name, is replaced.
    """
    number = tree.get("documentNumber")
    if number is not None:
        name = f"{number}-{tree['copy']}" if "copy" in tree else str(number)
    else:
        name = f"{tree.get('archivalCode', '')}-{document_type}"
    name = _UNSAFE.sub("_", name).strip(" .")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return f"_{name}" if _RESERVED.fullmatch(name) else name or document_type


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """What to write so that ``target`` is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@dataclass(slots=True)
class Files:
    """A file for each paper in ``folder``; of the same name the second is called ``_2``."""

    folder: Path
    suffix: str
    _taken: set[str] = field(default_factory=set)
    _next: Counter[str] = field(default_factory=Counter)

    def put(self, one: Sound, paper: bytes) -> str:
        """As the protocol says."""
        name = self._name(stem(one.tree, one.document_type))
        with _whole(self.folder / name) as part:
            part.write_bytes(paper)
        return str(self.folder / name)

    def _name(self, wanted: str) -> str:
        """A name that no other paper of this run has, whatever the system thinks of capitals."""
        name = wanted
        while name.casefold() in self._taken:
            self._next[wanted.casefold()] += 1
            name = f"{wanted}_{self._next[wanted.casefold()] + 1}"
        self._taken.add(name.casefold())
        return f"{name}.{self.suffix}"

    def close(self) -> None:
        """As the protocol says."""

    def abandon(self) -> None:
        """As the protocol says."""


class Merged:
    """PDF papers one behind the other in ``target``; after each thousand a further file, ``name-2.pdf``.

    Each paper has a bookmark. What is merged is for the printer: attachments and tags stay with the single papers.
    """

    def __init__(self, target: Path, together: int = TOGETHER) -> None:
        self._target, self._together = target, together
        self._files = self._papers = 0
        self._pdf: pikepdf.Pdf | None = None
        self._marks: list[tuple[str, int]] = []

    @property
    def _current(self) -> Path:
        if self._files <= 1:
            return self._target
        return self._target.with_name(f"{self._target.stem}-{self._files}{self._target.suffix}")

    def put(self, one: Sound, paper: bytes) -> str:
        """As the protocol says."""
        import pikepdf  # slow to import, and single papers do without it

        if self._pdf is None:
            self._pdf, self._papers, self._marks = pikepdf.new(), 0, []
            self._files += 1
        with pikepdf.open(io.BytesIO(paper)) as own:
            self._marks.append((stem(one.tree, one.document_type), len(self._pdf.pages)))
            self._pdf.pages.extend(own.pages)
        self._papers += 1
        written = str(self._current)
        if self._papers >= self._together:
            self.close()
        return written

    def close(self) -> None:
        """As the protocol says."""
        if self._pdf is None:
            return
        import pikepdf

        for page in self._pdf.pages:
            with suppress(KeyError):  # it pointed to tags that are not here
                del page.StructParents
        with self._pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in self._marks)
        pdf, objects = self._pdf, pikepdf.ObjectStreamMode.generate
        with _whole(self._current) as part:
            pdf.save(part, deterministic_id=True, object_stream_mode=objects)
        self.abandon()

    def abandon(self) -> None:
        """As the protocol says."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None
