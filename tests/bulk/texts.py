"""Texts of many documents out of the examples, and checking them whole or part by part."""

import functools
import io
import json
import re
from datetime import date
from itertools import zip_longest
from pathlib import Path

from tests.examples.loading import every
from ybzj_docs.bulk import How, Sizes, check_into
from ybzj_docs.catalog import NAMESPACE
from ybzj_docs.checking import Checker, Options
from ybzj_docs.checking.cases import cases
from ybzj_docs.checking.inputs import inputs
from ybzj_docs.checking.reports.sink import Collected, Listing
from ybzj_docs.codec.write import to_xml

OPTIONS = Options(date(2026, 11, 2))
KINDS = ("jsonl", "json", "xml")


@functools.cache
def documents(kind):
    """Every example, valid and invalid, as it stands in a file of many: in XML those that it can hold."""
    raw = [example.path.read_bytes() for example in (*every("valid"), *every("invalid"))]
    if kind == "xml":
        return [xml for data in raw if (xml := _element(data)) is not None]
    return [_line(data) for data in raw if kind == "jsonl" or _is_json(data)]


def _is_json(data):
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _line(data):
    if _is_json(data) and len(data) % 3:  # as it stands, where nothing is lost in one line
        return data.replace(b"\r", b" ").replace(b"\n", b" ")
    return json.dumps(json.loads(data), ensure_ascii=False).encode() if _is_json(data) else data.split(b"\n")[0]


def _element(data):
    """A document as an element without a declaration; every second one indented."""
    try:
        _, _, xml = to_xml(json.loads(data)).partition(b"?>")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return xml.strip() if len(data) % 2 else re.sub(rb">\n *", b">", xml.strip())


def text(kind, some, between=b"\n"):
    """A file of ``some`` documents."""
    if kind == "jsonl":
        return b"\n".join(some) + b"\n"
    if kind == "json":
        return b"[" + between + (b"," + between).join(some) + between + b"]\n"
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<documents\n xmlns="{NAMESPACE}">'.encode()
    return opening + between + between.join(some) + between + b"</documents>\n"


def whole(paths, options=OPTIONS, stdin=b""):
    """What a check finds that reads everything at once and in the plainest way, as data: what all others are held to."""
    checker, kept, unread, sheets = Checker(options), Collected(), [], []
    for one in inputs(paths, stdin, options.limits):
        if one.error is not None:
            unread.append((one.name, one.error.strerror))
        else:
            sheets += checker.sheets(one)
    results = {}
    for number, group in enumerate(cases(sheets, options.cases), 1):
        found, case = checker.results([sheets[index] for index in group], number)
        results.update(zip(group, found, strict=True))
        kept.cases += [case] if case else []
    listing = Listing(kept)
    for index, sheet in enumerate(sheets):
        listing.add(results[index] if index in results else checker.result(sheet))
    listing.end()
    return told(kept, listing.summary, tuple(unread))


def parts(paths, options=OPTIONS, *, size=1000, stream=1, flat=500, jobs=1, stdin=b""):
    """What the check part by part finds, as data."""
    kept = Collected()
    how = How(jobs, sizes=Sizes(stream, size, flat))
    done = check_into(Listing(kept), paths, options, stdin=io.BytesIO(stdin), how=how)
    return told(kept, done.summary, done.unread)


def told(kept, summary, unread):
    return kept.documents, summary, kept.cases, unread


def first_difference(found, expected):
    """The first document of which two checks tell different things, as both do; short enough to be read."""
    for one, other in zip_longest(found[0], expected[0]):
        if one != other:
            return [
                each and (each.record, each.verdict, [_short(told) for told in each.findings])
                for each in (one, other)
            ]
    return None


def _short(told):
    return told.rule, told.pointer, told.line, told.column, told.message[:30]


def same(path, data, options=OPTIONS, sizes=(400, 5000), **how):
    """Write ``data`` and assert that both ways find the same."""
    Path(path).write_bytes(data)
    expected = whole([str(path)], options)
    for size in sizes:
        found = parts([str(path)], options, size=size, **how)
        assert first_difference(found, expected) is None, size
        assert found == expected, size
    return expected
