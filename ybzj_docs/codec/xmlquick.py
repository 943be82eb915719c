"""XML to a tree, quickly, where it is as plain as programs write it; all else is left to the parser (``xmlread``).

Plain is: UTF-8, element names and text, no attribute, reference, comment, CDATA section or instruction, elements in
their order and none twice. Such text is split at its angle brackets, which must alternate, and every name is compared
with the one that the form has at that place: so what comes out is what the parser would give. Only U+FFFE and U+FFFF,
which XML forbids, are left to structure, which forbids them too.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ybzj_docs.catalog import NAMESPACE
from ybzj_docs.codec.shape import Entries, Leaf, Members, Node, shape

#: What must not stand in plain text: references, control characters (a carriage return is read otherwise), brackets.
_TELLING = bytes([*range(9), 11, 12, *range(13, 32), 38, 60, 62])
_SILENT = bytes(byte for byte in range(256) if byte not in _TELLING)
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
    whole = pieces[0] == pieces[-1] == "" and end == len(pieces) - 2 and pieces[end] == f"/{name}"
    return (name, tree) if whole else None


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
    if isinstance(node, Entries) and node.entry is not None:
        inner = node.entry
        return _of_values(node.item, inner) if isinstance(inner, Leaf) else _of_entries(node.item, inner)
    raise _NotPlain


def _of_members(node: Members) -> _Reader:
    plan: Mapping[str, tuple[int, str, _Convert, _Reader | None]] = {
        name: (
            field.order,
            f"/{name}",
            _CONVERT[field.node.kind] if isinstance(field.node, Leaf) else None,
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
            order, close, convert, reader = plan[tag]
            if order <= last:
                raise _NotPlain
            last = order
            if reader is None:
                text = pieces[at + 2]
                tree[tag] = text if convert is None else convert(text)
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


def _of_values(item: str, leaf: Leaf) -> _Reader:
    convert, close = _CONVERT[leaf.kind] or str, f"/{item}"

    def read(pieces: list[str], at: int) -> tuple[Any, int]:
        entries: list[Any] = []
        while pieces[at + 1] == item:
            if pieces[at].strip(_BLANKS) or pieces[at + 3] != close:
                raise _NotPlain
            entries.append(convert(pieces[at + 2]))
            at += 4
        if pieces[at].strip(_BLANKS) or not entries:
            raise _NotPlain
        return entries, at + 1

    return read


def _of_entries(item: str, node: Node) -> _Reader:
    reader, close = _of(node), f"/{item}"
    rows = _of_rows(item, node) if isinstance(node, Members) else None

    def read(pieces: list[str], at: int) -> tuple[Any, int]:
        entries: list[Any] = []
        while pieces[at + 1] == item:
            if pieces[at].strip(_BLANKS):
                raise _NotPlain
            start = at
            entry, at = reader(pieces, at + 2)
            entries.append(entry)
            if pieces[at] != close:
                raise _NotPlain
            at += 1
            if rows is not None and len(entries) == 1:
                more, at = rows(pieces, at, at - start, entry)
                entries += more
        if pieces[at].strip(_BLANKS) or not entries:
            raise _NotPlain
        return entries, at + 1

    return read


def _of_rows(
    item: str, node: Members
) -> Callable[[list[str], int, int, dict[str, Any]], tuple[list[Any], int]] | None:
    """Reads, column by column, entries of the same members as the one before them; those that follow it at once."""
    if not all(isinstance(field.node, Leaf) for field in node.fields.values()):
        return None
    converts = {
        name: _CONVERT[field.node.kind] for name, field in node.fields.items() if isinstance(field.node, Leaf)
    }
    close = f"/{item}"

    def read(pieces: list[str], at: int, stride: int, like: dict[str, Any]) -> tuple[list[Any], int]:
        """``at`` is the position of the text before the next entry, ``stride`` how many pieces an entry has."""
        count = 0
        while pieces[at + count * stride + 1] == item and pieces[at + (count + 1) * stride - 1] == close:
            count += 1
        end = at + count * stride
        columns: list[list[Any]] = []
        for position, name in enumerate(like):
            begin = at + 2 + 4 * position
            if (
                pieces[begin + 1 : end : stride] != [name] * count
                or pieces[begin + 3 : end : stride] != [f"/{name}"] * count
            ):
                return [], at
            if "".join(pieces[begin:end:stride]).strip(_BLANKS):
                return [], at
            column, convert = pieces[begin + 2 : end : stride], converts[name]
            as_it_is = convert is None or (convert is _trimmed and not _has_blanks(column))
            columns.append(column if as_it_is else list(map(convert or str, column)))
        between = pieces[at:end:stride] + pieces[at + stride - 2 : end : stride]
        if "".join(between).strip(_BLANKS):
            return [], at
        return [dict(zip(like, row, strict=True)) for row in zip(*columns, strict=True)], end

    return read


def _has_blanks(texts: list[str]) -> bool:
    joined = "".join(texts)
    return any(blank in joined for blank in _BLANKS)


def _trimmed(text: str) -> str:
    return text.strip(_BLANKS)


def _flag(text: str) -> bool | str:
    text = text.strip(_BLANKS)
    return _FLAGS.get(text, text)


def _count(text: str) -> int:
    text = text.strip(_BLANKS)
    if not (text.isascii() and text.isdigit()) or len(text) > 18 or (text[0] == "0" and text != "0"):
        raise _NotPlain
    return int(text)


_Convert = Callable[[str], Any] | None
#: What a value becomes; None = what it is.
_CONVERT: Mapping[str, _Convert] = {"text": None, "trimmed": _trimmed, "count": _count, "flag": _flag}
