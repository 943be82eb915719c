"""Trees to JSON and XML. What is written reads back as the same tree: JSON -> XML -> JSON is the identity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import orjson

from ybzj_docs.catalog import DOCUMENT_TYPES, NAMESPACE
from ybzj_docs.codec.identify import MESSAGE
from ybzj_docs.codec.shape import Entries, Leaf, Members, Node, shape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
Tree = Mapping[str, Any]


def to_json(tree: Tree | Sequence[Tree]) -> str:
    """A document, a message, or many as an array, as JSON: two blanks a level, members as they come in the tree."""
    return orjson.dumps(tree, option=_LAYOUT).decode()


def to_xml(tree: Tree | Sequence[Tree]) -> bytes:
    """A document, a message, or many in a root ``documents``, as UTF-8 XML in our namespace, in the schema's order.

    Raises:
        ValueError: a tree that has not passed structure: of no known type, or with a member its form does not have.
    """
    if not isinstance(tree, Mapping):
        return b"".join(xml_documents(tree))
    name, node = _root(tree)
    lines = _object(name, tree, node, 0, f' xmlns="{NAMESPACE}"')
    return (_DECLARATION + "".join(lines)).encode()


def xml_documents(trees: Iterable[Tree]) -> Iterator[bytes]:
    """Documents in a root ``documents``, document by document: :func:`to_xml` of many, in flat memory.

    Raises:
        ValueError: as there.
    """
    yield f'{_DECLARATION}<documents xmlns="{NAMESPACE}">\n'.encode()
    for tree in trees:
        name, node = _root(tree)
        yield "".join(_object(name, tree, node, 1)).encode()
    yield b"</documents>\n"


def json_array(trees: Iterable[Tree]) -> Iterator[bytes]:
    """Documents as an array, document by document: :func:`to_json` of many, in flat memory."""
    before = b"["
    for tree in trees:
        yield before + b"\n  " + orjson.dumps(tree, option=orjson.OPT_INDENT_2).replace(b"\n", b"\n  ")
        before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


def json_lines(trees: Iterable[Tree]) -> Iterator[bytes]:
    """Documents as JSON lines, line by line."""
    return (orjson.dumps(tree, option=orjson.OPT_APPEND_NEWLINE) for tree in trees)


def _root(tree: Tree) -> tuple[str, Members]:
    """The root's name and the shape of a document or a message."""
    name = tree.get("documentType", MESSAGE if "messageType" in tree else None)
    if name not in (*DOCUMENT_TYPES, MESSAGE):
        raise ValueError("a tree of no known document type")
    return name, shape(name)


def _element(name: str, value: Any, node: Node | None, level: int) -> Iterator[str]:
    """The lines of one element; ``node`` is None for a document within a message."""
    if node is None:
        yield from _object(*_named(value), level)
    elif isinstance(node, Members):
        yield from _object(name, value, node, level)
    elif isinstance(node, Entries):
        indent = "  " * level
        yield f"{indent}<{name}>\n"
        for entry in value:
            yield from _element(node.item, entry, node.entry, level + 1)
        yield f"{indent}</{name}>\n"
    else:
        yield f"{'  ' * level}<{name}>{escape(_text(value, node))}</{name}>\n"


def _named(tree: Tree) -> tuple[str, Tree, Members]:
    name, node = _root(tree)
    return name, tree, node


def _object(name: str, tree: Tree, node: Members, level: int, attributes: str = "") -> Iterator[str]:
    unknown = tree.keys() - node.fields.keys()
    if unknown:
        raise ValueError(f"members that the form does not have: {sorted(unknown)}")
    indent = "  " * level
    yield f"{indent}<{name}{attributes}>\n"
    for field in node.fields.values():
        if field.name in tree:
            yield from _element(field.name, tree[field.name], field.node, level + 1)
    yield f"{indent}</{name}>\n"


def _text(value: Any, node: Leaf) -> str:
    if node.kind == "flag":
        return "true" if value else "false"
    return str(value)
