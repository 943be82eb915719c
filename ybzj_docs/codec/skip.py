"""Passing over a record that is too long to be held: block by block, to where it ends."""

import re
from typing import Protocol

_SPECIAL = re.compile(rb'["{}\[\]]')
_IN_STRING = re.compile(rb'["\\]')


class Skip(Protocol):
    """Told blocks of a text that begins with a record, it finds the record's end."""

    def feed(self, block: bytes) -> int | None:
        """The offset in ``block`` behind the end of the record; None where it is not in it."""


class SkipLine:
    """To the end of the line."""

    def feed(self, block: bytes) -> int | None:
        """As the protocol says: behind the newline."""
        return block.find(b"\n") + 1 or None


class SkipElement:
    """To the end of an object or an array."""

    def __init__(self) -> None:
        self._level = 0
        self._in_string = self._escaped = False

    def feed(self, block: bytes) -> int | None:
        """As the protocol says."""
        offset = 0
        while True:
            if self._escaped and offset < len(block):
                offset, self._escaped = offset + 1, False
            found = (_IN_STRING if self._in_string else _SPECIAL).search(block, offset)
            if found is None:
                return None
            offset = found.end()
            match found[0]:
                case b"\\":
                    self._escaped = True
                case b'"':
                    self._in_string = not self._in_string
                case b"{" | b"[":
                    self._level += 1
                case _:
                    self._level -= 1
                    if self._level <= 0:
                        return offset


class SkipChild:
    """To the end tag of an XML element of the name ``name``, prefix and all."""

    def __init__(self, name: bytes) -> None:
        self._end = re.compile(rb"</" + re.escape(name) + rb"[ \t\r\n]*>")
        self._longest = len(name) + 16
        self._before = b""

    def feed(self, block: bytes) -> int | None:
        """As the protocol says."""
        text = self._before + block
        found = self._end.search(text)
        if found:
            return found.end() - len(self._before)
        self._before = text[-self._longest :]
        return None
