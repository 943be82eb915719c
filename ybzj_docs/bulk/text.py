"""The text of one long input as UTF-8, read where it is wanted: a file at any place, all else from front to back."""

import codecs
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from ybzj_docs.codec import encodings
from ybzj_docs.codec.record import Defect, Limits, defect

BLOCK = 1 << 20
#: Of a gz the window, and that it has a header and a sum.
_GZIP = 31
_HONEST = 64 * 1024 * 1024


CHANGED = "changed while it was read"


class Changed(OSError):
    """A file that is no longer what it was when its reading began."""


class Text(Protocol):
    """UTF-8 text without mark. ``defect`` says, once the end was read, why it ends where it should not.

    ``sum`` is over what was forgotten, 0 for a file that can be read at any place.
    """

    name: str
    base: int
    defect: Defect | None
    sum: int

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` to ``end``, fewer where the text ends before.

        Raises:
            OSError: it cannot be read, or has changed.
        """

    def forget(self, offset: int) -> None:
        """Nothing before ``offset`` will be asked for any more."""

    @property
    def file(self) -> str | None:
        """The file in which the text stands as it is, from the offset ``base`` on, so that others may read it."""

    def whole(self) -> None:
        """The end has been reached.

        Raises:
            Changed: what was read is not what it was in the beginning.
        """


class FileText:
    """A file of UTF-8, behind a mark of ``base`` bytes."""

    def __init__(self, path: str, base: int = 0) -> None:
        self.name = path
        self.base, self.sum = base, 0
        self.defect: Defect | None = None
        self._file = Path(path).open("rb")  # noqa: SIM115
        self._state = self._now()

    def _now(self) -> tuple[int, int]:
        told = Path(self.name).stat()
        return told.st_size, told.st_mtime_ns

    @property
    def file(self) -> str | None:
        """Itself."""
        return self.name

    def read(self, start: int, end: int) -> bytes:
        """As the protocol says."""
        end = min(end, self._state[0] - self.base)
        self._file.seek(self.base + start)
        data = self._file.read(max(end - start, 0))
        if start + len(data) < end:
            raise Changed(0, CHANGED, self.name)
        return data

    def forget(self, offset: int) -> None:
        """Nothing is held."""

    def whole(self) -> None:
        """As the protocol says."""
        if self._now() != self._state:
            raise Changed(0, CHANGED, self.name)

    def close(self) -> None:
        """No more is read."""
        self._file.close()


class FlowText:
    """What comes block by block: a pipe, what an archive holds, a text in another encoding."""

    def __init__(self, name: str, blocks: Iterable[bytes | Defect]) -> None:
        self.name, self.base, self.sum = name, 0, 0
        self.defect: Defect | None = None
        self._blocks = iter(blocks)
        self._held = bytearray()
        self._start = 0
        self._ended = False

    @property
    def file(self) -> str | None:
        """None."""
        return None

    def read(self, start: int, end: int) -> bytes:
        """As the protocol says; ``start`` must not have been forgotten."""
        while not self._ended and self._start + len(self._held) < end:
            block = next(self._blocks, None)
            if block is None or isinstance(block, Defect):
                self.defect, self._ended = block, True
            else:
                self._held += block
        return bytes(memoryview(self._held)[start - self._start : end - self._start])

    def forget(self, offset: int) -> None:
        """As the protocol says."""
        with memoryview(self._held)[: offset - self._start] as passed:
            self.sum = zlib.crc32(passed, self.sum)
        del self._held[: offset - self._start]
        self._start = offset

    def whole(self) -> None:
        """What has come cannot change."""


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; none at the end."""


class Awaited:
    """A stream that is waited for: every reading of it is done within ``waits()``."""

    def __init__(self, stream: Readable, waits: Callable[[], AbstractContextManager[None]]) -> None:
        self._stream, self._waits = stream, waits

    def read(self, size: int, /) -> bytes:
        """As the stream does."""
        with self._waits():
            return self._stream.read(size)


def blocks_of(stream: Readable) -> Iterator[bytes]:
    """What ``stream`` holds, block by block."""
    while block := stream.read(BLOCK):
        yield block


def unpacked_blocks(packed: Readable, size: int | None, limits: Limits) -> Iterator[bytes | Defect]:
    """What a gz of ``size`` bytes (None: not known) holds, block by block.

    One that ends early or is damaged gives what could be read, and then the defect. What it may unpack to has no bound
    of its own, only how many times its size it may become.
    """
    total = 0
    try:
        for block in _inflated(packed):
            total += len(block)
            if size is not None and total > _HONEST and total > size * limits.ratio:
                yield defect("IO-04", "ratio", 0, limit=limits.ratio)
                return
            yield block
    except EOFError:
        yield defect("IO-02", "cut-off", 0)
    except zlib.error:
        yield defect("IO-02", "archive", 0)


def _inflated(packed: Readable) -> Iterator[bytes]:
    """What one gz after another in ``packed`` holds, to the last byte that can be had.

    Raises:
        EOFError: it ends early.
        zlib.error: it is damaged.
    """
    inflater, rest = zlib.decompressobj(_GZIP), packed.read(BLOCK)
    while True:
        if inflater.eof:
            rest = inflater.unused_data.lstrip(b"\0") or packed.read(BLOCK).lstrip(b"\0")
            if not rest:
                return
            inflater = zlib.decompressobj(_GZIP)
        elif not rest:
            raise EOFError
        if block := inflater.decompress(rest, BLOCK):
            yield block
        rest = inflater.unconsumed_tail or (b"" if inflater.eof else packed.read(BLOCK))


def utf8_blocks(blocks: Iterator[bytes | Defect], encoding: str | None) -> Iterator[bytes | Defect]:
    """``blocks`` as UTF-8 without mark, by their mark, their declaration or ``encoding``; what is wrong comes last."""
    head = next(blocks, b"")
    while not isinstance(head, Defect) and len(head) < 1024 and (more := next(blocks, None)) is not None:
        if isinstance(more, Defect):
            yield from _with(encodings.to_utf8(head, encoding), more)
            return
        head += more
    if isinstance(head, Defect):
        yield head
        return
    told = encodings.told(head, encoding)
    if isinstance(told, Defect):
        yield told
    elif told.codec == "utf-8":
        yield head[told.mark :]
        yield from blocks
    else:
        yield from _transcoded(head[told.mark :], blocks, told)


def _with(read: encodings.Utf8, more: Defect) -> Iterator[bytes | Defect]:
    yield read.data
    yield read.defect or more


def _transcoded(head: bytes, blocks: Iterator[bytes | Defect], told: encodings.Told) -> Iterator[bytes | Defect]:
    """As UTF-8 block by block; a byte that the encoding does not have ends it."""
    decoder = codecs.getincrementaldecoder(told.codec)()
    characters = 0
    block: bytes | Defect | None = head
    while not isinstance(block, Defect):
        pending = decoder.getstate()[0]
        try:
            text = decoder.decode(block or b"", final=block is None)
        except UnicodeDecodeError as error:
            before = (pending + (block or b""))[: error.start].decode(told.codec)
            yield encodings.mended(before, told.codec, first=not characters).encode()
            yield defect("IO-01", told.key, characters + len(before))
            return
        yield encodings.mended(text, told.codec, first=not characters).encode()
        characters += len(text)
        if block is None:
            return
        block = next(blocks, None)
    yield block
