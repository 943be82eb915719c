"""What stands on the pages of a PDF, and where: texts as the reader's software takes them, and what else is drawn.

Any PDF is read, also one that was changed with another tool: fonts by their ``ToUnicode``, forms within pages, and
annotations that lie over a page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from ybzj_docs.rendering.pdfdrawing import Digests

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
#: What paints, beside text: paths, shadings, pictures.
_PAINTING = frozenset(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "BI", "INLINE IMAGE"))
_DEEPEST = 8
_UNKNOWN = "\ufffd"
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^\]]*\])")


class NotRead(ValueError):
    """Bytes that are no PDF, or one that is damaged or encrypted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the place where its baseline begins, in points from the lower left corner of its page.

    ``codes`` are those of its glyphs, as they are drawn, whatever they are taken for.
    """

    x: float
    y: float
    text: str
    codes: bytes = b""


@dataclass(slots=True)
class Sheet:
    """One page: its texts in the order in which they are drawn, how often anything else is, digests of its fonts and
    of all that it draws (``drawing``).
    """

    height: float
    drawing: str
    fonts: set[str] = field(default_factory=set)
    pieces: list[Piece] = field(default_factory=list)
    painted: Counter[str] = field(default_factory=Counter)


def opened(data: bytes) -> pikepdf.Pdf:
    """The PDF that ``data`` is. Raises NotRead."""
    try:
        return pikepdf.open(BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise NotRead(str(error)) from error


def sheets(pdf: pikepdf.Pdf) -> list[Sheet]:
    """The pages of ``pdf``. Raises NotRead where their contents are damaged."""
    digests = Digests()
    try:
        return [_sheet(page, digests) for page in pdf.pages]
    except (pikepdf.PdfError, ArithmeticError, AttributeError, IndexError, TypeError, ValueError, KeyError) as error:
        raise NotRead(str(error)) from error


def _sheet(page: pikepdf.Page, digests: Digests) -> Sheet:
    box = [float(value) for value in page.mediabox]
    made = Sheet(box[3] - box[1], digests.page(page.obj))
    _Reader(made, digests, _UNIT, 0).read(page.obj, page.obj.get("/Resources"))
    made.painted["annotation"] += len(page.obj.get("/Annots", ()))
    made.painted += Counter()
    return made


@dataclass(frozen=True, slots=True)
class _Font:
    """How to read the codes of a font."""

    size: int
    texts: dict[int, str]

    def text(self, codes: bytes) -> str:
        step = self.size
        numbers = (int.from_bytes(codes[place : place + step], "big") for place in range(0, len(codes), step))
        return "".join(self.texts.get(number, _UNKNOWN) for number in numbers)


class _Reader:
    """Reads one stream of contents into a sheet."""

    def __init__(self, sheet: Sheet, digests: Digests, matrix: Matrix, depth: int) -> None:
        self._sheet, self._digests, self._depth = sheet, digests, depth
        self._matrix, self._states = matrix, list[Matrix]()
        self._text = self._line = _UNIT
        self._leading = 0.0
        self._font: _Font | None = None
        self._parts: list[str] = []
        self._codes = bytearray()

    def read(self, contents: Any, resources: Any) -> None:
        """Everything that ``contents`` draw with ``resources``."""
        fonts: dict[str, _Font] = {}
        for instruction in pikepdf.parse_content_stream(contents):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator == "Tf":
                name = str(operands[0])
                if name not in fonts:
                    fonts[name] = _font(resources.Font[name])
                    self._sheet.fonts.add(self._digests.of(resources.Font[name]))
                self._font = fonts[name]
            elif operator == "Do":
                self._drawn(resources.XObject[str(operands[0])], resources)
            elif operator in ("'", '"'):
                self._moved(0, -self._leading)
                self._show(operands[-1:])
            elif operator in ("Tj", "TJ"):
                self._show(operands)
            else:
                self._step(operator, operands)
        self._end()

    def _step(self, operator: str, operands: Sequence[Any]) -> None:
        match operator:
            case "q":
                self._states.append(self._matrix)
            case "Q" if self._states:
                self._matrix = self._states.pop()
            case "cm":
                self._matrix = _times(_numbers(operands), self._matrix)
            case "BT":
                self._placed(_UNIT)
            case "ET":
                self._end()
            case "Tm":
                self._placed(_numbers(operands))
            case "Td":
                self._moved(float(operands[0]), float(operands[1]))
            case "TD":
                self._leading = -float(operands[1])
                self._moved(float(operands[0]), float(operands[1]))
            case "TL":
                self._leading = float(operands[0])
            case "T*":
                self._moved(0, -self._leading)
            case _ if operator in _PAINTING:
                self._sheet.painted["picture" if "I" in operator else "shape"] += 1

    def _placed(self, matrix: Matrix) -> None:
        self._end()
        self._text = self._line = matrix

    def _moved(self, right: float, up: float) -> None:
        self._placed(_times((1, 0, 0, 1, right, up), self._line))

    def _show(self, operands: Sequence[Any]) -> None:
        for one in operands[0] if isinstance(operands[0], pikepdf.Array) else operands:
            if isinstance(one, pikepdf.String):
                self._parts.append(self._font.text(bytes(one)) if self._font else _UNKNOWN)
                self._codes += bytes(one)

    def _end(self) -> None:
        """Keep the text that was shown at one place."""
        text, codes = "".join(self._parts), bytes(self._codes)
        self._parts.clear()
        self._codes.clear()
        if text.strip():
            place = _times(self._text, self._matrix)
            self._sheet.pieces.append(Piece(place[4], place[5], text, codes))

    def _drawn(self, one: Any, resources: Any) -> None:
        if one.get("/Subtype") != "/Form" or self._depth >= _DEEPEST:
            self._sheet.painted["picture"] += 1
            return
        matrix = _times(_numbers(one.get("/Matrix", _UNIT)), self._matrix)
        _Reader(self._sheet, self._digests, matrix, self._depth + 1).read(one, one.get("/Resources", resources))


def _numbers(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return (a, b, c, d, e, f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    k, m, n, p, q, r = second
    return (a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r)


def _font(font: Any) -> _Font:
    size = 2 if font.get("/Subtype") == "/Type0" else 1
    if "/ToUnicode" in font:
        return _Font(size, dict(_mapped(font.ToUnicode.read_bytes())))
    return _Font(size, {code: bytes([code]).decode("cp1252", "replace") for code in range(256)} if size == 1 else {})


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    """The texts of the codes of a ToUnicode map."""
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _PAIR.findall(block):
            yield int(code, 16), _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, texts in _RANGE.findall(block):
            yield from _range(int(first, 16), int(last, 16), texts)


def _range(first: int, last: int, texts: bytes) -> Iterator[tuple[int, str]]:
    listed = re.findall(rb"<([0-9A-Fa-f]+)>", texts)
    if texts.startswith(b"["):
        yield from zip(range(first, last + 1), map(_utf16, listed), strict=False)
        return
    start = _utf16(listed[0]) if listed else _UNKNOWN
    for code in range(first, min(last, first + 0xFFFF) + 1):
        yield code, start[:-1] + chr(ord(start[-1]) + code - first)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
