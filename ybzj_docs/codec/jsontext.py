"""JSON text to a tree: a quick way for text that nothing speaks against, a strict one that says what is wrong."""

import re
from dataclasses import dataclass, field
from json.decoder import JSONDecodeError, JSONDecoder
from typing import Any

import orjson

from validators.finding import escape
from ybzj_docs.codec.record import Defect, defect

#: Numbers that orjson reads otherwise than we do, in its compact output: fractions, exponents, and what was an
#: integer beyond 64 bits. Three searches that begin with a plain byte are six times faster than one that does not.
_DOUBTFUL_NUMBERS = tuple(re.compile(start + rb"-?[0-9]+[.e]") for start in (rb'":', rb",", rb"\["))
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"{}[]")

_BLANK = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r"[0-9A-Za-z_.+-]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LIKE_NUMBER = re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|Infinity)")
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEAST, _GREATEST = -(2**63), 2**64 - 1
_decode = JSONDecoder().raw_decode


def quick(raw: bytes, depth: int) -> Any:
    """The tree of ``raw``, or None where the strict way must look: ill-formed, or perhaps a defect.

    Proves with few passes in C what orjson does not tell: no member twice (its own output holds as many strings as
    the text), no number that changes, no nesting beyond ``depth``.
    """
    try:
        tree = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    compact = orjson.dumps(tree)
    return tree if same_strings(raw, compact) and plain_values(raw, compact, depth) else None


def plain_values(raw: bytes, compact: bytes, depth: int) -> bool:
    """Whether in ``raw``, read into ``compact``, no number changes and nothing nests beyond ``depth``."""
    return not any(number.search(compact) for number in _DOUBTFUL_NUMBERS) and not _may_be_deep(raw, depth)


def same_strings(raw: bytes, compact: bytes) -> bool:
    """Whether two well-formed JSON texts hold as many strings: then of ``raw``, read into ``compact``, none is lost."""
    return _strings(raw) == _strings(compact)


def _strings(raw: bytes) -> int:
    """Twice the number of strings in well-formed JSON."""
    return raw.count(b'"') if b"\\" not in raw else 2 * len(_STRING.findall(raw))


def _may_be_deep(raw: bytes, depth: int) -> bool:
    """Whether brackets could nest deeper than ``depth``; those in strings count too."""
    if raw.count(b"{") + raw.count(b"[") <= depth:
        return False
    brackets = raw.translate(None, _NOT_BRACKETS)
    levels = 0
    while levels + len(brackets) // 2 > depth:
        outer = brackets.replace(b"{}", b"").replace(b"[]", b"")  # takes off two levels at most
        if len(outer) == len(brackets) or levels > depth:
            return True
        brackets, levels = outer, levels + 2
    return False


class Fatal(Exception):
    """The text is no JSON, or too deep: nothing after this can be read."""

    def __init__(self, found: Defect) -> None:
        super().__init__(found.finding.key)
        self.defect = found


@dataclass(slots=True)
class Parsed:
    """A value read strictly. ``end`` is the offset behind it, None where reading broke off (``tree`` is None)."""

    tree: Any
    end: int | None
    defects: list[Defect] = field(default_factory=list)


#: Offsets of a value and of its member's name (of an entry: of the value), by pointer.
Places = dict[str, tuple[int, int]]


def parse(text: str, start: int, depth: int, places: Places | None = None) -> Parsed:
    """The value at or after ``start``, with every defect; ``places`` is filled where it is given."""
    reader = _Reader(text, depth, places)
    try:
        begin = blank(text, start)
        tree, end = reader.value(begin, begin, "", 0)
    except Fatal as broken:
        return Parsed(None, None, [*reader.defects, broken.defect])
    return Parsed(tree, end, reader.defects)


def blank(text: str, offset: int) -> int:
    """The offset of the first character at or after ``offset`` that is no JSON blank."""
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


class _Reader:
    """Recursive descent, no deeper than the limit."""

    def __init__(self, text: str, depth: int, places: Places | None) -> None:
        self.text, self.depth, self.places = text, depth, places
        self.defects: list[Defect] = []

    def value(self, start: int, name: int, pointer: str, level: int) -> tuple[Any, int]:
        """The value at ``start`` and the offset behind it; ``level`` containers hold it."""
        if self.places is not None:
            self.places.setdefault(pointer, (start, name))
        first = self.text[start : start + 1]
        if first == '"':
            return self._string(start)
        if first in ("{", "["):
            if level == self.depth:
                raise Fatal(defect("IO-04", "depth", start, limit=self.depth))
            read = self._object if first == "{" else self._array
            return read(start, pointer, level + 1)
        return self._scalar(start, pointer)

    def _object(self, start: int, pointer: str, level: int) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        offset = blank(self.text, start + 1)
        if self._is(offset, "}"):
            return members, offset + 1
        while True:
            name_at = offset
            if not self._is(name_at, '"'):
                raise self._syntax(name_at)
            name, offset = self._string(name_at)
            below = f"{pointer}/{escape(name)}"
            if name in members:
                self.defects.append(defect("IO-05", "twice", name_at, pointer=below, at_name=True))
            offset = self._expect(offset, ":")
            value, offset = self.value(offset, name_at, below, level)
            members.setdefault(name, value)
            offset = blank(self.text, offset)
            if self._is(offset, "}"):
                return members, offset + 1
            offset = self._expect(offset, ",")

    def _array(self, start: int, pointer: str, level: int) -> tuple[list[Any], int]:
        entries: list[Any] = []
        offset = blank(self.text, start + 1)
        if self._is(offset, "]"):
            return entries, offset + 1
        while True:
            value, offset = self.value(offset, offset, f"{pointer}/{len(entries)}", level)
            entries.append(value)
            offset = blank(self.text, offset)
            if self._is(offset, "]"):
                return entries, offset + 1
            offset = self._expect(offset, ",")

    def _is(self, offset: int, character: str) -> bool:
        return self.text.startswith(character, offset)

    def _expect(self, offset: int, character: str) -> int:
        """The offset of what follows ``character``, blanks around it passed over."""
        offset = blank(self.text, offset)
        if not self._is(offset, character):
            raise self._syntax(offset)
        return blank(self.text, offset + 1)

    def _syntax(self, offset: int) -> Fatal:
        if offset >= len(self.text):
            return Fatal(defect("IO-02", "cut-off", len(self.text)))
        return Fatal(defect("IO-02", "json", offset))

    def _string(self, start: int) -> tuple[str, int]:
        try:
            value, end = _decode(self.text, start)
        except JSONDecodeError as error:
            unfinished = error.msg.startswith("Unterminated")
            raise self._syntax(len(self.text) if unfinished else error.pos) from None
        if _SURROGATE.search(value):
            raise Fatal(defect("IO-02", "surrogate", start))
        return value, end

    def _scalar(self, start: int, pointer: str) -> tuple[Any, int]:
        match = _TOKEN.match(self.text, start)
        if match is None:
            raise self._syntax(start)
        token, end = match[0], match.end()
        if token in _LITERALS:
            return _LITERALS[token], end
        number = _NUMBER.fullmatch(token)
        value = None if number is None else _number(token, whole=number[1] is None and number[2] is None)
        if value is None:
            if not _LIKE_NUMBER.fullmatch(token) or (number is None and end == len(self.text)):
                raise self._syntax(end if end == len(self.text) else start)
            key = "number" if number is None else "too-great"
            self.defects.append(defect("IO-07", key, start, pointer=pointer, actual=token))
        return value, end


def _number(token: str, *, whole: bool) -> int | float | None:
    """The number of a well-formed token, an integer where it is whole; None where 64 bits do not hold it."""
    if whole:
        integer = int(token) if len(token) <= 20 else _GREATEST + 1
        return integer if _LEAST <= integer <= _GREATEST else None
    number = float(token)
    if number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() and _LEAST <= number <= _GREATEST else number
