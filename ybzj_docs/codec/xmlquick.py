"""XML to a tree, quickly, where it is as plain as programs write it; all else is left to the parser (``xmlread``).

Plain is: UTF-8, element names and text, no attribute, reference, comment, CDATA section or instruction, elements in
their order and none twice. Such text is split at its angle brackets, which must alternate, and every name is compared
with the one that the form has at that place: so what comes out is what the parser would give.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ybzj_docs.catalog import NAMESPACE
from ybzj_docs.codec.shape import Entries, Leaf, Members, Node, shape

#: What must not stand in plain text: references, control characters (a carriage return is read otherwise), brackets.
_TELLING = bytes([*range(9), 11, 12, *range(13, 32), 38, 60, 62])
_SILENT = bytes(byte for byte in range(256) if byte not in _TELLING)
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_BLANKS = " \t\n\r"
_FLAGS = {"true": True, "false": False}
_DECLARED = f' xmlns="{NAMESPACE}"'
#: Beyond so many bytes the parser has bounds of its own.
_LONGEST = 1 << 20

#: Reads what stands between the tags of an element, from the text behind its start tag at a position of the pieces;
#: gives the value and the position of its end tag.
_Reader = Callable[[list[str], int], tuple[Any, int]]


class _NotPlain(Exception):
    """The text is not plain, or not as its form says."""


def plain(raw: bytes, inherits: bool) -> tuple[str, dict[str, Any]] | None:
    """The name and the tree of the document ``raw``, nothing but one element; None where the parser must look.

    ``inherits`` says that our namespace is already the default one where it stands.
    """
    brackets = raw.translate(None, _SILENT)
    if len(raw) > _LONGEST or brackets != b"<>" * (len(brackets) // 2):
        return None
    if any(never in raw for never in _NO_CHARACTERS):
        return None
    try:
        pieces = raw.decode().replace(">", "<").split("<")
        name = pieces[1] if inherits else pieces[1].removesuffix(_DECLARED)
        if name == pieces[1] and not inherits:
            return None
        reader = _document(name.removesuffix(_DECLARED))
        tree, end = reader(pieces, 2)
    except (UnicodeDecodeError, IndexError, _NotPlain):
        return None
    name = name.removesuffix(_DECLARED)
    return (name, tree) if end == len(pieces) - 2 and pieces[end] == f"/{name}" else None


@cache
def _known(name: str) -> _Reader | None:
    from ybzj_docs.catalog import DOCUMENT_TYPES

    return _of_members(shape(name)) if name in DOCUMENT_TYPES else None


def _document(name: str) -> _Reader:
    reader = _known(name)
    if reader is None:
        raise _NotPlain
    return reader


def _of(node: Node) -> _Reader:
    if isinstance(node, Members):
        return _of_members(node)
    if isinstance(node, Entries):
        return _of_entries(node)
    raise TypeError(node)


def _of_members(node: Members) -> _Reader:
    plan: Mapping[str, tuple[int, str, str | None, _Reader | None]] = {
        name: (
            field.order,
            f"/{name}",
            field.node.kind if isinstance(field.node, Leaf) else None,
            None if isinstance(field.node, Leaf) else _of(field.node),
        )
        for name, field in node.fields.items()
    }

    def read(pieces: list[str], at: int) -> tuple[Any, int]:
        tree: dict[str, Any] = {}
        last = -1
        while True:
            if pieces[at] and pieces[at].strip(_BLANKS):
                raise _NotPlain
            tag = pieces[at + 1]
            if tag not in plan:
                break
            order, close, kind, reader = plan[tag]
            if order <= last:
                raise _NotPlain
            last = order
            if reader is None:
                text = pieces[at + 2]
                tree[tag] = text if kind == "text" else _value(kind, text)
                at += 3
            else:
                tree[tag], at = reader(pieces, at + 2)
            if pieces[at] != close:
                raise _NotPlain
            at += 1
        if not tree:
            raise _NotPlain
        return tree, at + 1

    return read


def _of_entries(node: Entries) -> _Reader:
    if node.entry is None:
        raise _NotPlain
    inner, item, close = node.entry, node.item, f"/{node.item}"
    kind = inner.kind if isinstance(inner, Leaf) else None
    reader = None if isinstance(inner, Leaf) else _of(inner)

    def read(pieces: list[str], at: int) -> tuple[Any, int]:
        entries: list[Any] = []
        while True:
            if pieces[at] and pieces[at].strip(_BLANKS):
                raise _NotPlain
            if pieces[at + 1] != item:
                break
            if reader is None:
                entries.append(_value(kind, pieces[at + 2]))
                at += 3
            else:
                entry, at = reader(pieces, at + 2)
                entries.append(entry)
            if pieces[at] != close:
                raise _NotPlain
            at += 1
        if not entries:
            raise _NotPlain
        return entries, at + 1

    return read


def _value(kind: str | None, text: str) -> Any:
    if kind == "text":
        return text
    text = text.strip(_BLANKS)
    if kind == "trimmed":
        return text
    if kind == "flag":
        return _FLAGS.get(text, text)
    if not (text.isascii() and text.isdigit()) or len(text) > 18 or (text[0] == "0" and text != "0"):
        raise _NotPlain
    return int(text)
