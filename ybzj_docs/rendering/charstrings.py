"""Drawings of glyphs in a CFF font (Type 2 charstrings), with their subroutines written out and without hints."""

from dataclasses import dataclass

_HINTS = (1, 3, 18, 23)
_MASKS = (19, 20)
_CALL_OWN, _CALL_COMMON, _RETURN, _END, _ESCAPE, _SHORT = 10, 29, 11, 14, 12, 28
#: Moves, lines, curves, and flexes behind the escape: they use up every operand before them.
_DRAWING = frozenset((4, 5, 6, 7, 8, 21, 22, 24, 25, 26, 27, 30, 31))
_FLEXES = frozenset((34, 35, 36, 37))
_DEEPEST = 10


class UnknownOperator(ValueError):
    """A charstring that computes, or calls what is not there: ours do neither."""


class Index:
    """An INDEX of a CFF table that starts at ``start``: entries are read when they are asked for."""

    __slots__ = ("_count", "_first", "_size", "_table", "end")

    def __init__(self, table: memoryview, start: int) -> None:
        self._table = table
        self._count = int.from_bytes(table[start : start + 2], "big")
        self._size = table[start + 2] if self._count else 0
        self._first = start + 3
        data = self._first + (self._count + 1) * self._size - 1
        self.end = data + self._offset(self._count) if self._count else start + 2

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> memoryview:
        data = self._first + (self._count + 1) * self._size - 1
        return self._table[data + self._offset(number) : data + self._offset(number + 1)]

    def _offset(self, number: int) -> int:
        place = self._first + number * self._size
        return int.from_bytes(self._table[place : place + self._size], "big")


@dataclass(frozen=True, slots=True)
class Subroutines:
    """What charstrings call: subroutines of the whole font, and of its FD."""

    common: Index
    own: Index | None

    def named(self, operator: int, number: int) -> memoryview:
        """The subroutine that ``operator`` calls with ``number``. Raises UnknownOperator where there is none."""
        index = self.common if operator == _CALL_COMMON else self.own
        count = len(index) if index else 0
        position = number + (107 if count < 1240 else 1131 if count < 33900 else 32768)
        if index is None or not 0 <= position < count:
            raise UnknownOperator(f"subroutine {number}")
        return index[position]


def flattened(code: memoryview, subroutines: Subroutines) -> bytes:
    """The charstring ``code`` with every subroutine in its place, without hints. Raises UnknownOperator."""
    writer = _Writer(subroutines)
    writer.follow(bytes(code), 0)
    return b"".join(writer.pieces)


class _Writer:
    """The pieces of a charstring as they are written: each operand is a piece, so that a call can take its own back."""

    __slots__ = ("_operands", "_stems", "_subroutines", "pieces")

    def __init__(self, subroutines: Subroutines) -> None:
        self._subroutines = subroutines
        self.pieces: list[bytes] = []
        self._operands = 0
        self._stems = 0

    def follow(self, code: bytes, depth: int) -> bool:
        """Write ``code``; true where the glyph has ended in it."""
        if depth > _DEEPEST:
            raise UnknownOperator("calls too deep")
        place, end = 0, len(code)
        while place < end:
            first = code[place]
            if first >= 32 or first == _SHORT:
                size = 1 if 32 <= first <= 246 else 5 if first == 255 else 3 if first == _SHORT else 2
                self.pieces.append(code[place : place + size])
                self._operands += 1
            elif first in (_CALL_OWN, _CALL_COMMON):
                if self._call(first, depth):
                    return True
                size = 1
            elif first == _RETURN:
                return False
            else:
                size = self._operator(code, place, first)
                if first == _END:
                    return True
            place += size
        return False

    def _call(self, operator: int, depth: int) -> bool:
        if not self._operands:
            raise UnknownOperator("a call without a number")
        self._operands -= 1
        called = self._subroutines.named(operator, _value(self.pieces.pop()))
        return self.follow(bytes(called), depth + 1)

    def _operator(self, code: bytes, place: int, first: int) -> int:
        """Write an operator, with the mask that follows it; its size."""
        size = 1
        if first in _HINTS or first in _MASKS:
            return self._leave_out_hints(first)
        if first == _ESCAPE and code[place + 1] in _FLEXES:
            size = 2
        elif first not in _DRAWING and first != _END:
            raise UnknownOperator(f"operator {first}")
        self.pieces.append(code[place : place + size])
        self._operands = 0
        return size

    def _leave_out_hints(self, first: int) -> int:
        """Leave out stems and a mask: they serve coarse screens; a width before them stays. The operator's size."""
        self._stems += self._operands // 2
        stems = self._operands // 2 * 2
        if stems:
            del self.pieces[-stems:]
            self._operands -= stems
        return 1 + (self._stems + 7) // 8 if first in _MASKS else 1


def _value(operand: bytes) -> int:
    """The integer that ``operand`` writes."""
    first = operand[0]
    if first == _SHORT:
        return int.from_bytes(operand[1:], "big", signed=True)
    if first <= 246:
        return first - 139
    if first <= 250:
        return (first - 247) * 256 + operand[1] + 108
    if first <= 254:
        return -(first - 251) * 256 - operand[1] - 108
    raise UnknownOperator("a call with a fraction")
