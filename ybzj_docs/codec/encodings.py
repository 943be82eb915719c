"""Bytes to UTF-8 without a byte order mark. Nothing is guessed: what is not said is UTF-8."""

import codecs
import re
from dataclasses import dataclass

from validators import names
from ybzj_docs.codec.record import Defect, defect

#: GB 18030-2022 over Python's codec, which has the mapping of the year 2000: the 18 two-byte codes that left the
#: private use area in 2022, and the exchange of A8BC and 8135F437 of 2005. The four-byte codes of the 18 are read
#: as before, so that files written either way give the same characters.
GB18030_2022: dict[int, int] = {**names.STANDARD, 0x1E3F: 0xE7C7}

_BOMS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLANK = b" \t\r\n"
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
#: Encodings that an XML declaration may name, by Python's name. GBK and GB/T 2312 are read as GB 18030, which
#: holds them (the Encoding Standard does the same).
_XML_ENCODINGS = {
    "utf-8": "utf-8",
    "ascii": "ascii",
    "iso8859-1": "iso8859-1",
    "cp1252": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5hkscs",
}


@dataclass(frozen=True, slots=True)
class Utf8:
    """A file as UTF-8 bytes without mark: all of it, or, with a ``defect``, what stands before the defect."""

    data: bytes
    defect: Defect | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """In which encoding a file says it is: Python's name, the length of its mark, and what is said where it is not."""

    codec: str
    mark: int
    key: str


#: What may be said of a file from outside; ``utf-8`` of what was decoded before, though it may declare otherwise.
_OFFERED = {"gb18030": Told("gb18030", 0, "encoding-gb18030"), "utf-8": Told("utf-8", 0, "not-utf8")}


def to_utf8(data: bytes, encoding: str | None) -> Utf8:
    """``data`` as UTF-8; ``encoding``, ``"gb18030"`` or ``"utf-8"``, reads it all so, whatever it says of itself.

    UTF-8 input comes back as it is, not yet proved valid (see ``valid``).

    Raises:
        ValueError: ``encoding`` is not one that we offer.
    """
    said = told(data, encoding)
    if isinstance(said, Defect):
        return Utf8(b"", said)
    if said.codec == "utf-8":
        return Utf8(data[said.mark :])
    return _transcode(data[said.mark :], said.codec, said.key)


def told(head: bytes, encoding: str | None) -> Told | Defect:
    """In which encoding the file that begins with ``head`` is, or the IO-01 that says why that is not known.

    Raises:
        ValueError: ``encoding`` is not one that we offer.
    """
    if encoding is not None:
        if encoding.lower() not in _OFFERED:
            raise ValueError(f"unknown encoding {encoding!r}")
        return _OFFERED[encoding.lower()]
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return _marked(head[len(mark) :], codec, len(mark))
    if _is_unmarked_utf16(head):
        return defect("IO-01", "utf16-without-bom", 0)
    declared = _declared(head)
    codec = "utf-8" if declared is None else _python_name(declared)
    if codec is None:
        wide = str(declared).lower().startswith(("utf-16", "utf16"))  # read with a mark only, and this has none
        return defect("IO-01", "not-as-declared" if wide else "unknown-encoding", 0, actual=declared)
    return Told(codec, 0, "not-as-declared")


def valid(data: bytes) -> Utf8:
    """``data`` with a defect where it is no valid UTF-8, cut before the first wrong byte."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        return Utf8(before, defect("IO-01", "not-utf8", len(before.decode())))
    return Utf8(data)


def _marked(data: bytes, codec: str | None, mark: int) -> Told | Defect:
    if codec is None:
        return defect("IO-01", "utf32", 0)
    declared = _declared(data[:4096].decode(codec, errors="replace").encode(errors="replace"))
    if declared is None or _agrees(declared, codec):
        return Told(codec, mark, "not-utf16")
    return defect("IO-01", "contradicts-bom", 0, actual=declared)


def _agrees(declared: str, codec: str) -> bool:
    """Whether an XML declaration says what the byte order mark says."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return False
    return name in (codec, "utf-16") if codec.startswith("utf-16") else name == codec


def _is_unmarked_utf16(data: bytes) -> bool:
    """Whether the first two characters, which are ASCII in JSON and XML, take two bytes each."""
    zeros = [byte == 0 for byte in data[:4]]
    return zeros in ([False, True, False, True], [True, False, True, False])


def _declared(data: bytes) -> str | None:
    match = _DECLARED.match(data, 0, 1024)
    return match[1].decode("ascii") if match else None


def _python_name(declared: str) -> str | None:
    try:
        return _XML_ENCODINGS.get(codecs.lookup(declared).name)
    except LookupError:
        return None


def _transcode(data: bytes, codec: str, key: str) -> Utf8:
    try:
        return Utf8(_decode(data, codec).encode())
    except UnicodeDecodeError as error:
        before = _decode(data[: error.start], codec)
        return Utf8(before.encode(), defect("IO-01", key, len(before)))


def _decode(data: bytes, codec: str) -> str:
    return mended(data.decode(codec), codec, first=True)


def mended(text: str, codec: str, *, first: bool) -> str:
    """Decoded text with the characters of GB 18030-2022, and without a mark where it is the ``first`` of its file."""
    if codec != "gb18030":
        return text
    return (text.removeprefix("\ufeff") if first else text).translate(GB18030_2022)
