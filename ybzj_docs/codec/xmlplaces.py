"""Where a pointer's element stands in plain XML (``xmlquick``): a walk for few, an index for many."""

import re
from collections.abc import Iterable
from typing import Any

from validators.finding import tokens
from ybzj_docs.codec.record import Source

_WALKS = 32
_INDEX = re.compile("0|[1-9][0-9]*")


class PlainPlaces:
    """Finds the start tags of the element at ``start`` of ``source``, which was read into ``tree``.

    Nothing is done before the first question.
    """

    def __init__(self, source: Source, start: int, tree: dict[str, Any]) -> None:
        self._source, self._start, self._tree = source, start, tree
        self._asked = 0
        self._index: dict[str, int] = {}

    def __call__(self, pointer: str, _at_name: bool) -> int:
        """The offset of the start tag of ``pointer``'s element, or of the nearest element that holds it."""
        self._asked += 1
        if self._asked <= _WALKS:
            return _find(self._source.text, self._start, pointer)
        if not self._index:
            self._note(self._start, self._tree, "")
        while pointer not in self._index:
            pointer = pointer.rpartition("/")[0]
        return self._index[pointer]

    def _note(self, start: int, value: Any, pointer: str) -> int:
        """Note the element at ``start``, in which ``value`` stands, and all below it; gives the offset behind it."""
        text = self._source.text
        self._index[pointer] = start
        offset = text.index(">", start) + 1
        children: Iterable[tuple[Any, Any]] = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for name, child in children:  # members stand in the tree in the order of their elements
            offset = self._note(text.index("<", offset), child, f"{pointer}/{name}")
        return text.index(">", text.index("</", offset)) + 1


def _find(text: str, start: int, pointer: str) -> int:
    for token in tokens(pointer):
        child = _child(text, start, token)
        if child is None:
            break
        start = child
    return start


def _child(text: str, start: int, token: str) -> int | None:
    """The offset of the child that ``token`` names of the element at ``start``; siblings are skipped unread."""
    left = int(token[:18]) if _INDEX.fullmatch(token) else -1
    offset = text.index("<", start + 1)
    while not text.startswith("</", offset):
        name = text[offset + 1 : text.index(">", offset)]
        if left == 0 or name == token:
            return offset
        left -= 1
        offset = text.index("<", _behind(text, offset, name))
    return None


def _behind(text: str, start: int, name: str) -> int:
    """The offset behind the element ``name`` at ``start``; one of the same name may stand in it."""
    first, last = f"<{name}>", f"</{name}>"
    offset, level = start + len(first), 1
    while level:
        end = text.index(last, offset)
        level += text.count(first, offset, end) - 1
        offset = end + len(last)
    return offset
