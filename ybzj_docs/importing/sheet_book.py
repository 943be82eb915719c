"""An Excel workbook (.xlsx): its sheets, styles and strings, read within bounds; nothing in it is run or fetched.

Strings go to a file of our own, rows are never held: memory does not grow with the workbook.
"""

import io
import re
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from ybzj_docs.codec.archive import Damaged, Zip
from ybzj_docs.codec.record import Defect, Limits
from ybzj_docs.codec.system import chinese
from ybzj_docs.importing.errors import UnreadableInput

_OLD = b"\xd0\xcf\x11\xe0"
_MAIN = "xl/workbook.xml"
#: Number formats that a Chinese program knows by number alone, as days and months (yyyy年m月d日 is 31).
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KEPT = 20_000
#: Stands for what is no character.
LOST = "\ufffd"
#: Day 0 of the two ways to count days; a moment in a sheet has no zone.
_EPOCHS = {False: datetime(1899, 12, 30, tzinfo=UTC), True: datetime(1904, 1, 1, tzinfo=UTC)}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown: its number format, and whether that makes a number a day."""

    format: str
    date: bool


@dataclass(slots=True)
class Book:
    """An open workbook: the names of its visible sheets and their parts, its styles and strings."""

    file: str
    archive: Zip
    epoch: datetime
    sheets: list[tuple[str, str]]
    styles: list[Style]
    strings: "Strings"

    def part(self, name: str) -> "Blocks":
        """The part ``name``, to be read from front to back."""
        return Blocks(self.file, self.archive, name)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Book]:
    """The workbook at ``path``.

    Raises:
        UnreadableInput: it cannot be read, or is no workbook of this kind.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableInput("refused", file=path.name, words=chinese(error.strerror)) from None
    with file:
        if file.read(4) == _OLD:
            raise UnreadableInput("sheet-old", file=path.name)
        try:
            archive = Zip(file, limits)
        except Damaged:
            raise UnreadableInput("sheet-damaged", file=path.name) from None
        with tempfile.TemporaryFile() as spool:
            yield _book(path.name, archive, spool)


class Blocks(io.RawIOBase):
    """A part of a workbook as a file; beyond the bounds, or where it is damaged, it refuses."""

    def __init__(self, file: str, archive: Zip, name: str) -> None:
        info = next((one for one in archive.infos if one.filename == name), None)
        if info is None:
            raise UnreadableInput("sheet-damaged", file=file)
        self._file, self._blocks = file, archive.blocks(info)
        self._block, self._at = b"", 0
        self._begun = False

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; nothing at the end."""
        if self._at >= len(self._block):
            self._block, self._at = self._next(), 0
        end = len(self._block) if size < 0 else self._at + size
        taken = self._block[self._at : end]
        self._at = end
        return taken

    def _next(self) -> bytes:
        block = next(self._blocks, b"")
        if isinstance(block, Defect):
            too_large = block.finding.rule == "IO-04"
            raise UnreadableInput("sheet-too-large" if too_large else "sheet-damaged", file=self._file)
        if not self._begun and b"<!DOCTYPE" in block[:4096]:
            raise UnreadableInput("sheet-damaged", file=self._file)
        self._begun = True
        return block


def nodes(book_file: str, part: Blocks, *tags: str) -> Iterator[Any]:
    """The elements named ``tags`` of a part, one by one; each is gone when the next is asked for.

    Raises:
        UnreadableInput: the part is no well-formed XML.
    """
    found = etree.iterparse(
        part,
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, node in found:
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError:
        raise UnreadableInput("sheet-damaged", file=book_file) from None


def text_of(node: Any) -> str:
    """The text of a string item or an inline string: its runs, without readings beside them (rPh)."""
    if len(node) == 1 and node[0].tag.endswith("}t"):
        return _unescaped(node[0].text or "")
    pieces = [
        one.text or ""
        for one in node.iter("{*}t")
        if not any(etree.QName(above).localname == "rPh" for above in one.iterancestors())
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """``text`` with what a program writes as ``_x4E00_``; a half of a pair that stands alone is LOST."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(slots=True)
class Strings:
    """The strings that cells share, on disk; those met last are at hand."""

    spool: IO[bytes]
    starts: "array[int]" = field(default_factory=lambda: array("Q", [0]))
    at_hand: dict[int, str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """One more, behind the others."""
        self.starts.append(self.starts[-1] + self.spool.write(text.encode("utf-8", "replace")))

    def __getitem__(self, index: int) -> str:
        found = self.at_hand.get(index)
        if found is None:
            self.spool.seek(self.starts[index])
            found = self.spool.read(self.starts[index + 1] - self.starts[index]).decode()
            if len(self.at_hand) >= _KEPT:
                self.at_hand.clear()
            self.at_hand[index] = found
        return found


def _book(file: str, archive: Zip, spool: IO[bytes]) -> Book:
    known = {info.filename for info in archive.infos}
    if _MAIN not in known:
        raise UnreadableInput("sheet-damaged", file=file)
    main = _tree(file, archive, _MAIN)
    targets = {
        str(link.get("Id")): str(PurePosixPath("xl") / str(link.get("Target"))).removeprefix("/")
        for link in _tree(file, archive, "xl/_rels/workbook.xml.rels")
    }
    sheets = []
    for sheet in main.iter("{*}sheet"):
        link = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(link, "")
        if target in known and sheet.get("state", "visible") == "visible" and "chartsheet" not in target:
            sheets.append((str(sheet.get("name", "")), target))
    settings = next(main.iter("{*}workbookPr"), None)
    epoch = _EPOCHS[settings is not None and settings.get("date1904") in ("1", "true")]
    try:
        styles = _styles(_tree(file, archive, "xl/styles.xml")) if "xl/styles.xml" in known else []
    except (TypeError, ValueError):  # a number that is none
        raise UnreadableInput("sheet-damaged", file=file) from None
    book = Book(file, archive, epoch, sheets, styles, Strings(spool))
    if "xl/sharedStrings.xml" in known:
        for item in nodes(file, book.part("xl/sharedStrings.xml"), "si"):
            book.strings.add(text_of(item))
    return book


def _tree(file: str, archive: Zip, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(b"".join(iter(Blocks(file, archive, name).read, b"")), parser)
    except etree.XMLSyntaxError:
        raise UnreadableInput("sheet-damaged", file=file) from None


def _styles(root: Any) -> list[Style]:
    own = {int(node.get("numFmtId")): str(node.get("formatCode", "")) for node in root.iter("{*}numFmt")}
    found = []
    for cells in root.iter("{*}cellXfs"):
        for style in cells.iter("{*}xf"):
            number = int(style.get("numFmtId", 0))
            shown = own.get(number, BUILTIN_FORMATS.get(number, ""))
            found.append(Style(shown, number in _CHINESE_DATES or bool(is_date_format(shown))))
    return found
