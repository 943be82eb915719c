"""Bytes to records: the one entry to reading. What a file holds is told by its content, never by its name."""

import re
from collections.abc import Iterator

from ybzj_docs.codec import encodings, jsonread
from ybzj_docs.codec.record import Limits, Place, Record

__all__ = ["Limits", "Place", "Record", "read"]

BLANKS = b" \t\r\n"
_PROLOG = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?\?>)?[ \t\r\n]*'
)
_LINE_NAMES = (".jsonl", ".ndjson")


def read(
    data: bytes, *, encoding: str | None = None, limits: Limits | None = None, name_hint: str = ""
) -> Iterator[Record]:
    """The documents in ``data``, in order, each as one record; bad input is a finding, never an exception.

    XML begins with ``<``: a document, a message, or ``documents`` with many. All else is JSON: one object, an array
    of them, or one a line. ``encoding`` ``"gb18030"`` (GB 18030-2022) or ``"utf-8"`` reads it all so; else UTF-8,
    UTF-16 with a byte order mark, or what an XML declaration names. ``name_hint`` is the file's name: where it ends in
    .jsonl or .ndjson, a file that is not one JSON value is read as lines, however broken.

    Raises:
        ValueError: an ``encoding`` that we do not offer.
    """
    bounds = limits or Limits()
    file = encodings.to_utf8(data, encoding)
    if file.data.lstrip(b" \t\r\n").startswith(b"<"):
        from ybzj_docs.codec import xmlread  # lxml is slow to import, and JSON does not need it

        yield from xmlread.records(file if file.defect else encodings.valid(file.data), bounds)
        return
    yield from jsonread.records(file, bounds, lines=is_named_lines(name_hint))


def is_named_lines(name: str) -> bool:
    """Whether a file's name says that it holds one JSON value a line."""
    return name.lower().removesuffix(".gz").endswith(_LINE_NAMES)


def plain_prolog(data: bytes) -> int | None:
    """How many bytes stand before the root of XML that is UTF-8 and has no more of a prolog than a declaration."""
    prolog = _PROLOG.match(data)
    return prolog.end() if prolog and data.startswith(b"<", prolog.end()) else None
