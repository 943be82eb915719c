"""Mechanical mends: the patches that findings carry, applied to the file they were found in."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from validators.finding import Finding, tokens
from ybzj_docs.checking.checker import Checker, Sheet
from ybzj_docs.codec.edit import Edit, edited
from ybzj_docs.codec.write import to_json, to_xml

_MARK = b"\xef\xbb\xbf"


class NotEditable(Exception):
    """A file of several documents in an encoding other than UTF-8 cannot be mended in place."""


@dataclass(frozen=True, slots=True)
class Mended:
    """``data`` is the file with every mend made, equal to what was given where there was none.

    ``mends`` are (rule, record number, pointer) of what was mended; ``unread`` says that a part of the file could not
    be read and stayed as it was, ``rewritten`` that the file could not be
    edited in place (an encoding other than UTF-8) and was written anew.
    """

    data: bytes
    mends: tuple[tuple[str, int | None, str], ...]
    unread: bool = False
    rewritten: bool = False


def mend(checker: Checker, data: bytes, path: str) -> Mended:
    """Make every mechanical mend in ``data``, the bytes of the file ``path``.

    A mend replaces one text; what needs a fact is never mended. Nothing else in the file changes.

    Raises:
        NotEditable: the file holds several documents and is not UTF-8.
    """
    sheets = list(checker.read(data, path))
    found = [(sheet, finding) for sheet in sheets for finding in checker.audit(sheet) if finding.fix]
    unread = any(sheet.tree is None for sheet in sheets)
    if not found:
        return Mended(data, (), unread)
    mends = tuple((finding.rule, sheet.record.number, finding.pointer) for sheet, finding in found)
    wanted = [_patched(sheet, [f for other, f in found if other is sheet]) for sheet in sheets]
    inside = _in_place(data, found)
    if inside is not None and [sheet.tree for sheet in checker.read(inside, path)] == wanted:
        return Mended(inside, mends, unread)
    return Mended(_anew(sheets, wanted), mends, unread, rewritten=True)


def _patched(sheet: Sheet, findings: Iterable[Finding]) -> dict[str, Any] | None:
    tree = copy.deepcopy(sheet.tree)
    for finding in findings:
        for step in finding.fix:
            *above, last = tokens(str(step["path"]))
            node: Any = tree
            for token in above:
                node = node[int(token)] if isinstance(node, list) else node[token]
            node[int(last) if isinstance(node, list) else last] = step["value"]
    return tree


def _in_place(data: bytes, found: list[tuple[Sheet, Finding]]) -> bytes | None:
    """The edited bytes of a UTF-8 file; None where it is in another encoding."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        text = data[len(mark) :].decode()
    except UnicodeDecodeError:
        return None
    edits = [
        Edit(*sheet.record.place(str(step["path"])), str(step["value"]))
        for sheet, finding in found
        for step in finding.fix
    ]
    return mark + edited(text, found[0][0].record.format, edits).encode()


def _anew(sheets: list[Sheet], trees: list[dict[str, Any] | None]) -> bytes:
    tree = trees[0]
    if len(sheets) != 1 or sheets[0].record.number is not None or tree is None:
        raise NotEditable
    return to_xml(tree) if sheets[0].record.format == "xml" else to_json(tree).encode()
