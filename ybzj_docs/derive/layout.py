"""Layouts: what stands on a paper from top to bottom, written once in ``templates/<form>/layout.toml``.

``base`` names a file of ``templates/_base`` with what all papers of a kind share: the line under the title, the line
at the foot, and named blocks. ``dense = true`` sets the boxes of a form that has many close together. ``[[block]]``
tables follow each other as they stand; each has one of

- ``text``: a paragraph, its items in the language of :mod:`ybzj_docs.derive.patterns`, with a ``style``;
- ``rows``: boxes, label and value by turns, over a grid of ``columns``; the last value takes what is left of its row,
  a row of one label is a heading, a label that begins with ``?`` stands only where a value of its row is given;
- ``each``: a table with a row for each entry of a list; ``empty`` is the paragraph that stands in its stead;
- ``stamp``: the name of who signs, above the date, where the seal goes;
- ``use``: a named block of the base.

``of`` is the group that its members belong to, ``when`` a condition of the whole block, asked of the document.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ybzj_docs import catalog, resources
from ybzj_docs.derive import patterns

STYLES = ("body", "addressee", "small", "heading", "line")


class BadLayout(ValueError):
    """A layout names a block, a style or a key that there is not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: a printed label, or the items of a value, ``across`` columns of the grid."""

    items: tuple[str, ...]
    across: int
    is_label: bool


@dataclass(frozen=True, slots=True)
class Boxes:
    """A row of boxes; an ``optional`` one stands only where one of its values is given."""

    boxes: tuple[Box, ...]
    optional: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether the row is one label across the whole table."""
        return len(self.boxes) == 1

    def condition(self, root: str) -> str:
        """The Jinja condition of an optional row; empty for one that always stands."""
        values = [box for box in self.boxes if not box.is_label] if self.optional else []
        return patterns.anyof([patterns.compiled(box.items, root).condition for box in values])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list table."""

    head: str
    width: float
    text: tuple[str, ...]
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; exactly one of ``text``, ``rows``, ``each`` and ``stamp`` is set."""

    root: str
    when: str = ""
    text: tuple[str, ...] = ()
    style: str = "body"
    widths: tuple[float, ...] = ()
    rows: tuple[Boxes, ...] = ()
    each: str = ""
    columns: tuple[Column, ...] = ()
    empty: str = ""
    stamp: tuple[str, ...] = ()
    date: str = ""
    hint: str = ""

    @property
    def condition(self) -> str:
        """The Jinja condition of the whole block: its ``when``, or that one of its rows or entries stands."""
        if self.when:
            return patterns.compiled([self.when], "doc").condition
        if self.rows:
            rows = [row.condition(self.root) for row in self.rows]
            return "" if "" in rows else patterns.anyof(rows)
        if self.each and not self.empty:
            return patterns.member(self.each, self.root)
        return patterns.compiled(self.text, self.root).condition if self.text else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a form's paper under its title and the line ``left``, ``right``; ``mark`` is its foot."""

    form: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    mark: tuple[str, ...]
    dense: bool
    blocks: tuple[Block, ...] = field(default=())


def forms() -> list[str]:
    """The forms that have a layout, in the dictionary's order."""
    return [form for form in catalog.DOCUMENT_TYPES if resources.path(_file(form)).is_file()]


def read(form: str) -> Layout:
    """The layout of ``form``. Raises BadLayout for what this module does not know."""
    own = tomllib.loads(resources.read_text(_file(form)))
    base = tomllib.loads(resources.read_text(f"templates/_base/{own['base']}.toml"))
    blocks = tuple(_block(_used(block, base["blocks"])) for block in own["block"])
    lines = {name: _items(own.get(name, base[name])) for name in ("left", "right", "mark")}
    return Layout(form, **lines, dense=own.get("dense", False), blocks=blocks)


def _file(form: str) -> str:
    return f"templates/{form}/layout.toml"


def _used(block: Mapping[str, Any], named: Mapping[str, Any]) -> Mapping[str, Any]:
    """``block``, or the named one that it uses with what it says beside that."""
    if "use" not in block:
        return block
    if block["use"] not in named:
        raise BadLayout(f"no block {block['use']}")
    return {**named[block["use"]], **{key: value for key, value in block.items() if key != "use"}}


def _block(said: Mapping[str, Any]) -> Block:
    known = dict(said)
    root = "doc." + known.pop("of") if "of" in known else "doc"
    if known.get("style", "body") not in STYLES:
        raise BadLayout(f"no style {known['style']}")
    for key in ("text", "stamp"):
        if key in known:
            known[key] = _items(known[key])
    if "rows" in known:
        known["widths"] = tuple(known.pop("columns"))
        known["rows"] = tuple(_row(row, len(known["widths"])) for row in known["rows"])
    if "columns" in known:
        known["columns"] = tuple(Column(**{**one, "text": _items(one["text"])}) for one in known["columns"])
    unknown = known.keys() - {name for name in Block.__dataclass_fields__ if name != "root"}
    if unknown:
        raise BadLayout(f"no key {min(unknown)}")
    return Block(root, **known)


def _row(cells: Sequence[Any], columns: int) -> Boxes:
    boxes, used = [], 0
    for index, cell in enumerate(cells):
        said = cell if isinstance(cell, Mapping) else {"text": cell}
        last = index == len(cells) - 1
        across = columns - used if last else said.get("across", 1)
        used += across
        boxes.append(Box(_items(said["text"]), across, index % 2 == 0))
    first = boxes[0]
    optional = first.items[0].startswith("?")
    boxes[0] = Box((first.items[0].removeprefix("?"),), first.across, is_label=True)
    return Boxes(tuple(boxes), optional)


def _items(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
