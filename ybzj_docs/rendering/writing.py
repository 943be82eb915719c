"""How the objects of a PDF become bytes: as pydyf writes them, sooner."""

import zlib
from functools import lru_cache
from typing import Any

from weasyprint.pdf import pydyf

_to_bytes = pydyf._to_bytes


def to_bytes(item: Any) -> Any:
    """pydyf's ``_to_bytes``; what there is most of comes first."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is float:
        return _float(item)
    return _to_bytes(item)


@lru_cache(maxsize=10_000)
def _float(value: float) -> Any:
    """Coordinates: many places on a paper have them in common with others, and with other papers."""
    return _to_bytes(value)


class Written(pydyf.Object):  # type: ignore[misc]  # pydyf is untyped
    """An object of a PDF as it is written, made once: pydyf would make each twice, to hash the file first."""

    def __init__(self, one: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = one.number, one.generation, one.free
        self._compressible = one.compressible
        self._data = _stream(one) if isinstance(one, pydyf.Stream) else one.data

    @property
    def data(self) -> Any:
        """The object as it is written."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it goes into an object stream."""
        return bool(self._compressible)


def _stream(one: pydyf.Stream) -> bytes:
    """A stream as it is written, packed as zlib does by default: the highest level takes twice as long for 1 %."""
    raw = b"\n".join(to_bytes(piece) for piece in one.stream)
    packed = _profile(raw) if "N" in one.extra else zlib.compress(raw)
    extra = pydyf.Dictionary({**one.extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((extra.data, b"stream", packed, b"endstream"))


@lru_cache(maxsize=1)
def _profile(raw: bytes) -> bytes:
    """The colour profile, the same in every paper."""
    return zlib.compress(raw)


def install() -> None:
    """Let pydyf write so, in this process."""
    pydyf._to_bytes = to_bytes
