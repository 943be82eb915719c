"""Where a pointer's value or member name stands in JSON text: a walk for few, an index for many."""

import re
from json.decoder import JSONDecoder

from validators.finding import tokens
from ybzj_docs.codec.jsontext import Places, blank, parse
from ybzj_docs.codec.record import Source

_WALKS = 32
_decode = JSONDecoder().raw_decode
_INDEX = re.compile("0|[1-9][0-9]*")


class JsonPlaces:
    """Finds places in the well-formed value at ``start`` of ``source``; nothing is done before the first question."""

    def __init__(self, source: Source, start: int, depth: int) -> None:
        self._source, self._start, self._depth = source, start, depth
        self._asked = 0
        self._index: Places = {}

    def __call__(self, pointer: str, at_name: bool) -> int:
        """The offset of ``pointer``'s value, or with ``at_name`` of its name; of what is absent, its holder's."""
        self._asked += 1
        if self._asked <= _WALKS:
            return find(self._source.text, self._start, pointer, at_name=at_name)
        if not self._index:
            parse(self._source.text, self._start, self._depth, self._index)
        while pointer not in self._index:
            pointer, at_name = pointer.rpartition("/")[0], False
        return self._index[pointer][at_name]


def find(text: str, start: int, pointer: str, *, at_name: bool = False) -> int:
    """The offset of ``pointer`` in the well-formed value at or after ``start``, siblings skipped unread."""
    value = name = blank(text, start)
    for token in tokens(pointer):
        if text[value] == "{":
            step = _member(text, value, token)
        elif text[value] == "[" and _INDEX.fullmatch(token):
            step = _entry(text, value, int(token[:18]))
        else:
            step = None
        if step is None:
            return value
        value, name = step
    return name if at_name else value


def _member(text: str, start: int, token: str) -> tuple[int, int] | None:
    offset = blank(text, start + 1)
    while text[offset] != "}":
        at = offset
        name, offset = _decode(text, at)
        value = blank(text, blank(text, offset) + 1)
        if name == token:
            return value, at
        offset = _next(text, value)
    return None


def _entry(text: str, start: int, index: int) -> tuple[int, int] | None:
    offset = blank(text, start + 1)
    while text[offset] != "]":
        if index == 0:
            return offset, offset
        index -= 1
        offset = _next(text, offset)
    return None


def _next(text: str, offset: int) -> int:
    """The offset of the name or entry after the value at ``offset``, or of the closing bracket."""
    end = blank(text, _decode(text, offset)[1])
    return blank(text, end + 1) if text[end] == "," else end
