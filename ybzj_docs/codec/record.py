"""What reading gives: one record for each document of a file, and where in the file its parts stand."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from validators.finding import ERROR, Finding, Severity, short

Place = tuple[int, int]
#: Character offset in the source's text of a pointer's value, or (with True) of its member name.
Finder = Callable[[str, bool], int]
Format = Literal["json", "xml"]

_NEWLINE = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large (bytes) and how deep (levels) one document may be, and what an archive may unpack to.

    ``unpacked`` bounds all that one archive holds, in bytes; ``ratio`` bounds how many times its packed size a member
    may become, looked at from 64 MiB on.

    Raises:
        ValueError: a bound below 1, or a depth above 200 (the XML parser has a bound of its own at 256).
    """

    document: int = 32 * 1024 * 1024
    depth: int = 64
    unpacked: int = 1024 * 1024 * 1024
    ratio: int = 100

    def __post_init__(self) -> None:
        """Refuse bounds that reading could not keep."""
        if min(self.document, self.depth, self.unpacked, self.ratio) < 1 or self.depth > 200:
            raise ValueError(f"limits out of range: {self}")


class Source:
    """Decoded text (or the UTF-8 bytes of it), beginning at a line and a column of its file, both from 1."""

    def __init__(self, content: str | bytes, line: int = 1, column: int = 1) -> None:
        self._content = content
        self._line, self._column = line, column

    @cached_property
    def text(self) -> str:
        """The decoded text."""
        return self._content if isinstance(self._content, str) else self._content.decode()

    @cached_property
    def _newlines(self) -> list[int]:
        return [match.start() for match in _NEWLINE.finditer(self.text)]

    def place(self, offset: int) -> Place:
        """Line and column, both from 1, of the character at ``offset``."""
        before = bisect_right(self._newlines, offset - 1)
        if not before:
            return self._line, self._column + offset
        return self._line + before, offset - self._newlines[before - 1]


@dataclass(frozen=True, slots=True)
class Defect:
    """A finding made while reading. ``offset`` is its place where the pointer alone does not tell it."""

    finding: Finding
    offset: int | None = None


def defect(
    rule: str,
    key: str,
    offset: int | None = None,
    *,
    pointer: str = "",
    expected: str | None = None,
    actual: str | None = None,
    at_name: bool = False,
    **data: object,
) -> Defect:
    """A defect with severity error; ``expected`` and ``actual`` are cut to the report's 200 characters."""
    severity: Severity = ERROR
    finding = Finding(rule, severity, pointer, key, data, short(expected), short(actual), at_name)
    return Defect(finding, offset)


class Record:
    """One document as read.

    ``number`` counts from 1 in an array, in JSON lines and in an XML file of documents; it is None for a file that
    is one document. ``tree`` is None after an IO finding, and in a record that tells only what is wrong with the root
    ``documents`` itself. ``document_type`` is one of the document types or ``message`` (in XML the root's name), None
    where unknown. ``findings`` are those of reading: IO codes, and of ST what only XML can get wrong; they are
    not told again by structure.
    """

    __slots__ = ("_finder", "_offsets", "_source", "document_type", "findings", "format", "number", "tree")

    def __init__(
        self,
        source: Source,
        form: Format,
        number: int | None,
        *,
        finder: Finder,
        tree: dict[str, Any] | None = None,
        document_type: str | None = None,
        defects: tuple[Defect, ...] = (),
    ) -> None:
        self._source, self._finder = source, finder
        self.format: Format = form
        self.number = number
        self.findings: tuple[Finding, ...] = tuple(defect.finding for defect in defects)
        self._offsets: Mapping[int, int] = {
            id(defect.finding): defect.offset for defect in defects if defect.offset is not None
        }
        ended = any(finding.rule.startswith("IO-") for finding in self.findings)
        self.tree = None if ended else tree
        self.document_type = document_type

    @classmethod
    def unread(cls, found: Defect, before: str = "") -> "Record":
        """The record of a file, or a member of an archive, whose content could not be come by, but for ``before``."""
        return cls(Source(before), "json", None, finder=lambda _pointer, _at_name: 0, defects=(found,))

    def place(self, pointer: str, at_name: bool = False) -> Place:
        """Line and column of ``pointer``: its value, its name with ``at_name``, in XML the ``<`` of its start tag.

        Counted from 1 in characters of the decoded text of the whole file. A place that does not exist is its
        nearest holder's.
        """
        return self._source.place(self._finder(pointer, at_name))

    def offset(self, pointer: str, *, at_name: bool = False) -> int:
        """The place of :meth:`place` as an offset in the source's text."""
        return self._finder(pointer, at_name)

    def locate(self, finding: Finding) -> Place:
        """Line and column of ``finding``, one of this record's own or one made later on its tree."""
        offset = self._offsets.get(id(finding))
        if offset is None:
            return self.place(finding.pointer, finding.at_name)
        return self._source.place(offset)
