"""Records of a JSON file: one document, an array, or one value a line."""

import re
from collections.abc import Iterator
from json.decoder import JSONDecoder

from ybzj_docs.codec.encodings import Utf8, valid
from ybzj_docs.codec.identify import identify
from ybzj_docs.codec.jsonplaces import JsonPlaces
from ybzj_docs.codec.jsontext import Parsed, blank, parse, quick
from ybzj_docs.codec.record import Defect, Limits, Record, Source, defect

_decode = JSONDecoder().raw_decode
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_BLANK = b" \t\r\n"
_SOMETHING = re.compile(rb"[^ \t\r\n]")


def records(file: Utf8, limits: Limits, *, lines: bool) -> Iterator[Record]:
    """The records of a file that is no XML; ``lines`` says that its name promises one value a line.

    A broken line ends its own record only; in an array reading ends at what is not well-formed.
    """
    first = file.data.lstrip(_BLANK)[:1]
    if first == b"[":
        proved = file if file.defect else valid(file.data)
        yield from ArrayReader(Source(proved.data), limits, proved.defect).records()
        return
    if file.defect is None and first == b"{" and len(file.data) <= limits.document:
        tree = quick(file.data, limits.depth)
        if tree is not None:
            yield record_of(Source(file.data), 1 if lines else None, limits, Parsed(tree, None), 0)
            return
    if lines or is_lines(file.data, limits):
        yield from _lines(file, limits)
    else:
        yield _single(file if file.defect else valid(file.data), limits)


def record_of(source: Source, number: int | None, limits: Limits, parsed: Parsed, start: int) -> Record:
    """The record of what was parsed at ``start``, its type found."""
    kind, wrong = identify(parsed.tree)
    defects = (*parsed.defects, *([] if wrong is None else [wrong]))
    finder = JsonPlaces(source, start, limits.depth)
    tree = parsed.tree if isinstance(parsed.tree, dict) else None
    return Record(source, "json", number, finder=finder, tree=tree, document_type=kind, defects=defects)


def broken(source: Source, number: int | None, *defects: Defect) -> Record:
    """The record of what cannot be read."""
    return Record(source, "json", number, finder=lambda _pointer, _at_name: 0, defects=defects)


def _single(file: Utf8, limits: Limits) -> Record:
    source = Source(file.data)
    if file.defect is not None:
        return broken(source, None, file.defect)
    text = source.text
    start = blank(text, 0)
    if not text.startswith(("{", "["), start):
        return broken(source, None, defect("IO-02", "empty" if start == len(text) else "beginning", start))
    if len(file.data) > limits.document:
        return broken(source, None, too_large(start, limits))
    return _whole(source, None, limits)


def _whole(source: Source, number: int | None, limits: Limits) -> Record:
    """The record of a source that holds one value and nothing else."""
    parsed = parse(source.text, 0, limits.depth)
    if parsed.end is None:
        return broken(source, number, *parsed.defects)
    rest = blank(source.text, parsed.end)
    if rest < len(source.text):
        return broken(source, number, *parsed.defects, defect("IO-02", "trailing", rest))
    return record_of(source, number, limits, parsed, 0)


def too_large(offset: int, limits: Limits) -> Defect:
    """The IO-04 of a document that is too large."""
    return defect("IO-04", "size", offset, limit=limits.document)


def is_lines(data: bytes, limits: Limits) -> bool:
    """Whether a text that is not one JSON value is one value a line: its first or second line is an object."""
    start, seen = 0, 0
    while start < len(data) and seen < 2:
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start:end].strip(_BLANK)
        start = end
        if not line:
            continue
        seen += 1
        if (seen == 2 or _SOMETHING.search(data, end)) and _is_object(line, limits):
            return True
    return False


def _is_object(line: bytes, limits: Limits) -> bool:
    """Whether ``line`` by itself is a JSON object, defects of its members aside."""
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    if quick(line, limits.depth) is not None:
        return True
    text = line.decode(errors="replace")
    parsed = parse(text, 0, limits.depth)
    return parsed.end is not None and blank(text, parsed.end) == len(text)


def _lines(file: Utf8, limits: Limits) -> Iterator[Record]:
    start = number = line_number = 0
    while start < len(file.data):
        end = file.data.find(b"\n", start) + 1 or len(file.data)
        line = file.data[start:end].rstrip(b"\r\n")
        start, line_number = end, line_number + 1
        if not line.strip(_BLANK):
            continue
        number += 1
        broken_off = file.defect if start == len(file.data) and not file.data.endswith(b"\n") else None
        yield line_record(Utf8(line, broken_off), line_number, number, limits)
    if file.defect is not None and not file.data[file.data.rfind(b"\n") + 1 :].strip(_BLANK):
        yield line_record(Utf8(b"", file.defect), line_number + 1, number + 1, limits)


def line_record(file: Utf8, line: int, number: int, limits: Limits) -> Record:
    """The record of one line; the defect of a file that breaks off is told at its end."""
    if file.defect is not None:
        source = Source(valid(file.data).data, line)
        return broken(source, number, Defect(file.defect.finding, len(source.text)))
    tree = quick(file.data, limits.depth) if len(file.data) <= limits.document else None
    if tree is not None:
        return record_of(Source(file.data, line), number, limits, Parsed(tree, None), 0)
    proved = valid(file.data)
    source = Source(proved.data, line)
    if proved.defect is not None:
        return broken(source, number, proved.defect)
    if len(file.data) > limits.document:
        return broken(source, number, too_large(0, limits))
    return _whole(source, number, limits)


class ArrayReader:
    """The elements of an array, each read by itself; ``defect`` is why the source breaks off."""

    def __init__(self, source: Source, limits: Limits, defect: Defect | None) -> None:
        self._source, self._limits, self._defect = source, limits, defect

    def records(self) -> Iterator[Record]:
        """One record for each element, up to what is not well-formed."""
        text = self._source.text
        offset = blank(text, blank(text, 0) + 1)
        number = 1
        closed = text.startswith("]", offset)
        while not closed:
            record, end = self.element(offset, number)
            yield record
            if end is None:
                return
            number += 1
            offset = blank(text, end)
            closed = text.startswith("]", offset)
            if not closed and not text.startswith(",", offset):
                yield self._end(offset, number, "json")
                return
            offset = blank(text, offset + 1) if not closed else offset
        rest = blank(text, offset + 1)
        if rest < len(text) or self._defect is not None:
            yield self._end(rest, number, "trailing")

    def element(self, start: int, number: int) -> tuple[Record, int | None]:
        """The record of the element at ``start``, and the offset behind it where reading can go on."""
        text, limits = self._source.text, self._limits
        end = skip(text, start)
        raw = b"" if end is None else text[start:end].encode()
        if len(raw) > limits.document:
            return broken(self._source, number, too_large(start, limits)), end
        tree = quick(raw, limits.depth) if raw else None
        if tree is not None:
            return record_of(self._source, number, limits, Parsed(tree, end), start), end
        parsed = parse(text, start, limits.depth)
        if parsed.end is not None:
            return record_of(self._source, number, limits, parsed, start), parsed.end
        if parsed.defects[-1].finding.rule == "IO-04":
            return broken(self._source, number, *parsed.defects), end
        if self._defect is not None and parsed.defects[-1].finding.key == "cut-off":
            return broken(self._source, number, self._defect), None
        return broken(self._source, number, *parsed.defects), None

    def _end(self, offset: int, number: int, key: str) -> Record:
        """The record that tells why the array cannot be read on."""
        cut_off = offset >= len(self._source.text)
        if self._defect is not None and cut_off:
            return broken(self._source, number, self._defect)
        return broken(self._source, number, defect("IO-02", "cut-off" if cut_off else key, offset))


def skip(text: str, start: int) -> int | None:
    """The offset behind the object or array at ``start``; None where there is none.

    By C code where it can read the text, else by brackets alone.
    """
    if not text.startswith(("{", "["), start):
        return None
    try:
        return _decode(text, start)[1]
    except (ValueError, RecursionError):
        return _skip_by_brackets(text, start)


def _skip_by_brackets(text: str, start: int) -> int | None:
    level = 0
    for match in _BRACKET.finditer(text, start):
        if match[0] in ("{", "["):
            level += 1
        elif match[0] in ("}", "]"):
            level -= 1
            if level == 0:
                return match.end()
    return None
