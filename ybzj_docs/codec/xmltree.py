"""An XML document, parsed, to the tree that JSON would give, with what only XML can get wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple, cast

from lxml import etree

from ybzj_docs.catalog import NAMESPACE
from ybzj_docs.codec.order import misplaced
from ybzj_docs.codec.record import Defect, defect
from ybzj_docs.codec.shape import Entries, Field, Leaf, Members, Node, shape

Element = etree._Element

_BLANKS = " \t\r\n"
_PREFIX = f"{{{NAMESPACE}}}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_ALLOWED = f"{_XSI}schemaLocation"
_COUNT = re.compile("-?(?:0|[1-9][0-9]*)")
_ANY_ATTRIBUTE = etree.XPath("boolean(descendant-or-self::*/@*)")
_LEAST, _GREATEST = -(2**63), 2**64 - 1
#: No form nests deeper: below this limit every document is looked through for depth.
_DEPTH_OF_FORMS = 16
_FLAGS = {"true": True, "false": False}


def own_name(element: Element) -> str | None:
    """The element's name where it is in our namespace, else None."""
    tag = str(element.tag)
    return tag[len(_PREFIX) :] if tag.startswith(_PREFIX) else None


def local_name(element: Element) -> str:
    """The element's name without namespace."""
    return str(element.tag).rpartition("}")[2]


class Found(NamedTuple):
    """A defect and the element at whose start tag it stands."""

    defect: Defect
    element: Element


@dataclass(frozen=True, slots=True)
class Built:
    """A document's tree, its defects, and (where asked for) the element of every pointer."""

    tree: dict[str, Any]
    found: list[Found]
    elements: dict[str, Element]


def build(root: Element, document_type: str, depth: int, *, trace: bool = False) -> Built:
    """The tree of the document ``root``; with ``trace`` also the element of every value in it.

    A value that is no count or flag, elements in a value, and text in place of elements come into the tree as they
    are, so that structure tells them as it does for JSON.
    """
    builder = _Builder(root, trace=trace)
    tree = builder.members(root, shape(document_type), "")
    if builder.irregular or depth < _DEPTH_OF_FORMS:
        builder.look_for_depth(root, depth)
    return Built(tree if isinstance(tree, dict) else {}, builder.found, builder.elements)


def envelope(root: Element) -> list[Defect]:
    """What is wrong with the root ``documents`` itself: its attributes, and text beside the documents."""
    builder = _Builder(root, trace=False)
    builder.enter(root, "")
    if builder.text_in(root, "") is not None:
        builder.tell(root, "ST-03", "mixed", "")
    return [found.defect for found in builder.found]


class _Builder:
    """Walks elements and shape together. ``irregular`` tells that some elements were not looked into."""

    def __init__(self, root: Element, *, trace: bool) -> None:
        self.trace = trace
        self.attributes = bool(_ANY_ATTRIBUTE(root))
        self.irregular = False
        self.found: list[Found] = []
        self.elements: dict[str, Element] = {}

    def tell(self, element: Element, code: str, key: str, pointer: str, **said: Any) -> None:
        self.found.append(Found(defect(code, key, pointer=pointer, **said), element))

    def _node(self, element: Element, node: Node, pointer: str) -> Any:
        if isinstance(node, Members):
            return self.members(element, node, pointer)
        if isinstance(node, Entries):
            return self._entries(element, node, pointer)
        return self._leaf(element, node, pointer)

    def enter(self, element: Element, pointer: str) -> None:
        """What holds for every known element: its place is kept, its attributes are looked at."""
        if self.trace:
            self.elements[pointer] = element
        if self.attributes:
            for name, _ in element.items():
                if name != _ALLOWED:
                    self.tell(element, "ST-02", "attribute", pointer, actual=str(name))

    def members(self, element: Element, node: Members, pointer: str) -> dict[str, Any] | str:
        """The object that ``element`` holds, or its text where it holds text only."""
        self.enter(element, pointer)
        text = self.text_in(element, pointer)
        if text is not None:
            return text
        tree: dict[str, Any] = {}
        placed: list[tuple[Field, Element]] = []
        for child in element:
            field = node.tags.get(child.tag)
            if field is None:
                self._unknown(child, pointer, node.fields)
            elif field.name in tree:
                self.tell(child, "ST-07", "twice", f"{pointer}/{field.name}")
                self.irregular = True
            else:
                placed.append((field, child))
                tree[field.name] = self._node(child, field.node, f"{pointer}/{field.name}")
        for index, before in misplaced([(field.order, field.name) for field, _ in placed]):
            field, child = placed[index]
            self.tell(child, "ST-07", "order" if before else "order-last", f"{pointer}/{field.name}", expected=before)
        return tree

    def _entries(self, element: Element, node: Entries, pointer: str) -> list[Any] | str:
        self.enter(element, pointer)
        text = self.text_in(element, pointer)
        if text is not None:
            return text
        entries: list[Any] = []
        for child in element:
            place = f"{pointer}/{len(entries)}"
            name = own_name(child)
            if node.entry is None and name is not None:
                entries.append(self._document(child, name, place, node.forms))
            elif node.entry is not None and name == node.item:
                entries.append(self._node(child, node.entry, place))
            else:
                self._unknown(child, pointer, (node.item,))
        return entries

    def _document(self, element: Element, name: str, pointer: str, forms: frozenset[str]) -> Any:
        """A document in a message. One that no message carries keeps its name only: structure says what it may be."""
        if name not in forms:
            self.enter(element, pointer)
            self.irregular = True
            return {"documentType": name}
        tree = self.members(element, shape(name), pointer)
        kind = tree.get("documentType", name) if isinstance(tree, dict) else name
        if isinstance(tree, dict) and kind != name:
            actual = kind if isinstance(kind, str) else None
            self.tell(element, "ST-05", "not-root", f"{pointer}/documentType", expected=name, actual=actual)
            tree["documentType"] = name
        return tree

    def _leaf(self, element: Element, node: Leaf, pointer: str) -> Any:
        self.enter(element, pointer)
        if len(element):
            self.irregular = True
            return {local_name(child): "" for child in element}
        text = element.text or ""
        if node.kind == "text":
            return text
        text = text.strip(_BLANKS)
        if node.kind == "flag":
            return _FLAGS.get(text, text)
        return self._count(element, text, pointer) if node.kind == "count" else text

    def _count(self, element: Element, text: str, pointer: str) -> int | str:
        if not _COUNT.fullmatch(text):
            return text
        if len(text) > 20 or not _LEAST <= int(text) <= _GREATEST:
            self.tell(element, "IO-07", "too-great", pointer, actual=text)
            return 0
        return int(text)

    def text_in(self, element: Element, pointer: str) -> str | None:
        """The text of an element that should hold elements and holds none; text beside elements is told."""
        text = (element.text or "").strip(_BLANKS)
        if not len(element):
            return element.text if text else None
        if text or any((child.tail or "").strip(_BLANKS) for child in element):
            self.tell(element, "ST-03", "mixed", pointer)
        return None

    def _unknown(self, element: Element, pointer: str, known: Iterable[str]) -> None:
        name = local_name(element)
        place = f"{pointer}/{name.replace('~', '~0')}"
        if own_name(element) is None:
            self.tell(element, "ST-02", "foreign", place, expected=NAMESPACE)
        else:
            near = get_close_matches(name[:100], known, n=1, cutoff=0.6)
            key = "unknown-near" if near else "unknown"
            self.tell(element, "ST-02", key, place, expected=near[0] if near else None, at_name=True)
        self.irregular = True

    def look_for_depth(self, root: Element, depth: int) -> None:
        """Tell the first element of the document that is too deep."""
        deep = too_deep(root, depth)
        if deep is not None:
            self.found.append(deep)


def too_deep(root: Element, depth: int) -> Found | None:
    """The IO-04 of the first element at a level beyond ``depth``; ``root`` is at level 1."""
    for element in cast(list[Element], _first_below(depth)(root)):
        return Found(defect("IO-04", "depth", limit=depth), element)
    return None


@cache
def _first_below(levels: int) -> etree.XPath:
    return etree.XPath(f"({'/'.join(['*'] * levels)})[1]")
