"""A few glyphs of a large CFF font, as a small font of their own.

The fonts of our papers are CFF with 65,535 glyphs; general subsetters walk all of them for each paper, which took
longer than laying the paper out. Here only the glyphs that are asked for are read, through their indexes, and each
is kept once it was read. A glyph keeps its number as its CID, so that text and widths stay as they were.

Format: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ybzj_docs.rendering.charstrings import Index, Subroutines, UnknownOperator, flattened

_CHARSET, _CHAR_STRINGS, _PRIVATE, _SUBRS = 15, 17, 18, 19
_FONT_MATRIX, _FONT_BBOX = 0x0C07, 5
_ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = 0x0C1E, 0x0C22, 0x0C24, 0x0C25
#: Numbers of the first two strings of a font's own: 391 are standard.
_ADOBE, _IDENTITY = 391, 392
_LONGEST = 65535

Operands = Sequence[int]
Dict = Mapping[int, tuple[Operands, bytes]]


class UnknownFont(ValueError):
    """A CFF table that is not as those of our fonts are: the general subsetter must take it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One FD of the font: its Font DICT and Private DICT without places, and its subroutines."""

    matrix: bytes
    private: bytes
    subroutines: Subroutines


class Face:
    """One font of a CFF table. Raises UnknownFont where it is not keyed by CID."""

    def __init__(self, table: memoryview) -> None:
        self._table = table
        names = Index(table, table[2])
        tops = Index(table, names.end)
        strings = Index(table, tops.end)
        self._top = _parsed(bytes(tops[0]))
        if _ROS not in self._top:
            raise UnknownFont("not keyed by CID")
        self._subroutines = Index(table, strings.end)
        self._glyphs = Index(table, self._place(_CHAR_STRINGS))
        self._parts = self._read_parts()
        self._flat: dict[int, tuple[int, bytes]] = {}

    def _place(self, operator: int) -> int:
        if operator not in self._top:
            raise UnknownFont(f"no {operator:x}")
        return self._top[operator][0][0]

    def _read_parts(self) -> list[_Part]:
        fonts = Index(self._table, self._place(_FD_ARRAY))
        parts = []
        for position in range(len(fonts)):
            font = _parsed(bytes(fonts[position]))
            size, start = font[_PRIVATE][0]
            private = _parsed(bytes(self._table[start : start + size]))
            own = Index(self._table, start + private[_SUBRS][0][0]) if _SUBRS in private else None
            kept = b"".join(raw for operator, (_, raw) in private.items() if operator != _SUBRS)
            matrix = font[_FONT_MATRIX][1] if _FONT_MATRIX in font else b""
            parts.append(_Part(matrix, kept, Subroutines(self._subroutines, own)))
        return parts

    @cached_property
    def _part_of(self) -> bytes | list[int]:
        """The FD of each glyph."""
        start = self._place(_FD_SELECT)
        table = self._table
        if table[start] == 0:
            return bytes(table[start + 1 : start + 1 + len(self._glyphs)])
        if table[start] != 3:
            raise UnknownFont(f"FDSelect of format {table[start]}")
        count = _number(table, start + 1, 2)
        found: list[int] = []
        for position in range(start + 3, start + 3 + 3 * count, 3):
            following = _number(table, position + 3, 2)
            found += [table[position + 2]] * (following - len(found))
        return found

    def _glyph(self, number: int) -> tuple[int, bytes]:
        """The FD and the charstring of a glyph, without calls of subroutines."""
        known = self._flat.get(number)
        if known is None:
            part = self._part_of[number]
            try:
                code = flattened(self._glyphs[number], self._parts[part].subroutines)
            except UnknownOperator as error:
                raise UnknownFont(str(error)) from error
            known = self._flat[number] = (part, code)
        return known

    def subset(self, name: str, codes: Iterable[int], twins: Mapping[int, int]) -> bytes:
        """A CFF font of .notdef and the glyphs with these ``codes`` as CID: their numbers, or those that ``twins`` say.

        Raises UnknownFont where a charstring does what those of our fonts never do.
        """
        numbers = sorted({0, *(number for number in codes if number < len(self._glyphs))})
        found = [self._glyph(twins.get(number, number)) for number in numbers]
        parts = sorted({part for part, _ in found})
        charset = b"\0" + b"".join(number.to_bytes(2, "big") for number in numbers[1:])
        select = b"\0" + bytes(parts.index(part) for part, _ in found)
        drawings = _index([code for _, code in found])
        return self._assembled(name, [charset, select, drawings], [self._parts[part] for part in parts])

    def _assembled(self, name: str, blocks: Sequence[bytes], parts: Sequence[_Part]) -> bytes:
        """Header, names, and ``blocks`` (charset, FDSelect, CharStrings), then the FDs with their Private DICTs."""
        head = b"\x01\x00\x04\x04" + _index([name.encode("ascii")])
        tail = _index([b"Adobe", b"Identity"]) + b"\0\0"
        start = len(head) + len(_index([self._top_dict([0] * 4)])) + len(tail)
        places = [start]
        for block in blocks:
            places.append(places[-1] + len(block))
        after = places[-1] + len(_index([_font_dict(part, 0) for part in parts]))
        fonts, privates = [], []
        for part in parts:
            fonts.append(_font_dict(part, after))
            privates.append(part.private)
            after += len(part.private)
        return b"".join((head, _index([self._top_dict(places)]), tail, *blocks, _index(fonts), *privates))

    def _top_dict(self, places: Sequence[int]) -> bytes:
        charset, select, drawings, fonts = (_integer(place) for place in places)
        kept = b"".join(self._top[operator][1] for operator in (_FONT_MATRIX, _FONT_BBOX) if operator in self._top)
        ros = _integer(_ADOBE) + _integer(_IDENTITY) + _integer(0) + b"\x0c\x1e"
        count = _integer(_LONGEST) + b"\x0c\x22"
        own = charset + b"\x0f" + drawings + b"\x11" + fonts + b"\x0c\x24" + select + b"\x0c\x25"
        return ros + kept + count + own


def _font_dict(part: _Part, place: int) -> bytes:
    return part.matrix + _integer(len(part.private)) + _integer(place) + bytes([_PRIVATE])


def _integer(value: int) -> bytes:
    """An operand of five bytes, whatever its value: places can be filled in later."""
    return b"\x1d" + value.to_bytes(4, "big", signed=True)


def _number(table: memoryview, place: int, size: int) -> int:
    return int.from_bytes(table[place : place + size], "big")


def _index(entries: Sequence[bytes]) -> bytes:
    """An INDEX of ``entries``, with offsets of four bytes."""
    offsets = [1]
    for entry in entries:
        offsets.append(offsets[-1] + len(entry))
    table = b"".join(offset.to_bytes(4, "big") for offset in offsets)
    return len(entries).to_bytes(2, "big") + b"\x04" + table + b"".join(entries)


def _parsed(code: bytes) -> Dict:
    """The entries of a DICT: operator -> (operands, the entry as it stands)."""
    found: dict[int, tuple[Operands, bytes]] = {}
    start = 0
    for operator, operands, end in _entries(code):
        found[operator] = (operands, code[start:end])
        start = end
    return found


def _entries(code: bytes) -> Iterator[tuple[int, list[int], int]]:
    operands: list[int] = []
    place = 0
    while place < len(code):
        first = code[place]
        place += 1
        if first <= 21:
            operator = first
            if first == 12:
                operator = 0x0C00 + code[place]
                place += 1
            yield operator, operands, place
            operands = []
        elif first == 30:  # a real number: only kept as it stands
            while code[place] & 0xF != 0xF and code[place] >> 4 != 0xF:
                place += 1
            place += 1
            operands.append(0)
        else:
            value, place = _operand(code, first, place)
            operands.append(value)


def _operand(code: bytes, first: int, place: int) -> tuple[int, int]:
    """An integer operand that begins with ``first``, and the place after it."""
    if first == 28:
        return int.from_bytes(code[place : place + 2], "big", signed=True), place + 2
    if first == 29:
        return int.from_bytes(code[place : place + 4], "big", signed=True), place + 4
    if first <= 246:
        return first - 139, place
    if first <= 250:
        return (first - 247) * 256 + code[place] + 108, place + 1
    return -(first - 251) * 256 - code[place] - 108, place + 1
