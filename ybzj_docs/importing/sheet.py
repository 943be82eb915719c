"""A spreadsheet with one document a row: what each row says, as a tree, and what of it is no value."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ybzj_docs.importing import sheet_columns
from ybzj_docs.importing.errors import UnreadableInput
from ybzj_docs.importing.sheet_cells import BROKEN_RECORD, Cell, Row, letters
from ybzj_docs.importing.sheet_columns import Column, Unnamed
from ybzj_docs.importing.sheet_grid import Grid, Merge, grids
from ybzj_docs.importing.sheet_values import Unusable, value

#: Rows in which the heads are looked for, and how many must be known for a row to be them.
_FIRST, _KNOWN = 20, 2
#: Members that are made where a row does not give them.
MADE = ("/edition", "/documentNumber", "/issuedOn")
#: Heads of columns that only number the rows.
_COUNTING = ("序号", "行号", "no", "no.", "#")


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its position (from 0), its text, the column that it names, None where it names none."""

    position: int
    text: str
    column: Column | None
    near: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The name of its column: ``A``, ``AB``."""
        return letters(self.position)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is no value: its place in the document, and why."""

    pointer: str
    head: Head
    key: str
    data: Mapping[str, object]


@dataclass(slots=True)
class SheetRow:
    """One row: ``tree`` holds what it says, ``faults`` what of it is no value."""

    sheet: "Sheet"
    number: int
    tree: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """A sheet with heads: the row in which they stand, and the rows below it, without blank ones."""

    name: str
    head_row: int
    heads: tuple[Head, ...]
    form: str
    _rows: Iterator[Row]

    @property
    def unknown(self) -> list[Head]:
        """Heads that name no column; what stands below them is in no document."""
        return [head for head in self.heads if head.column is None and head.text.casefold() not in _COUNTING]

    def head_of(self, pointer: str) -> Head | None:
        """The head of the member at ``pointer``, of its nearest holder's first member where it has none."""
        filled = [(head.column.pointer, head) for head in self.heads if head.column is not None]
        while pointer:
            for own, head in filled:
                if own == pointer or own.startswith(f"{pointer}/"):
                    return head
            pointer = pointer.rpartition("/")[0]
        return None

    def rows(self) -> Iterator[SheetRow]:
        """The rows, each with its tree."""
        order = {column: place for place, column in enumerate(sheet_columns.columns(self.form))}
        filled = [(head.position, head, head.column) for head in self.heads if head.column is not None]
        filled.sort(key=lambda one: order[one[2]])  # members stand as in the schema
        more = [item for head in self.heads for item in sheet_columns.implied(self.form, head.text).items()]
        for number, cells in self._rows:
            broken = cells.get(0)
            if broken is not None and broken.value == BROKEN_RECORD:
                yield SheetRow(self, number, {}, [Fault("", self.heads[0], BROKEN_RECORD.key, {})])
                continue
            row = SheetRow(self, number, {})
            for position, head, column in filled:
                cell = cells.get(position)
                if cell is not None:
                    _fill(row, head, column, cell)
            for pointer, said in more if row.tree else ():
                put(row.tree, pointer, said, keep=True)
            if row.tree or row.faults:
                yield row


@contextmanager
def sheets(path: Path, form: str, encoding: str | None = None) -> Iterator[Iterator[Sheet]]:
    """The sheets of a file that have heads of ``form``; each must be read before the next.

    Raises:
        WrongUse: the form has lists that no row holds.
        UnreadableInput: the file cannot be read, none of its sheets has heads, or two heads name one column.
    """
    sheet_columns.columns(form)
    with grids(path, encoding) as found:
        yield _headed(path, form, found)


def put(tree: dict[str, Any], pointer: str, said: Any, *, keep: bool = False) -> None:
    """Put ``said`` at ``pointer``, making groups on the way; with ``keep`` only where nothing stands there."""
    *groups, name = pointer.split("/")[1:]
    for group in groups:
        tree = tree.setdefault(group, {})
    if not keep or name not in tree:
        tree[name] = said


def _fill(row: SheetRow, head: Head, column: Column, cell: Cell) -> None:
    try:
        said = value(column, cell)
    except Unusable as fault:
        row.faults.append(Fault(column.pointer, head, fault.key, fault.data))
        return
    if said is not None:
        put(row.tree, column.pointer, said)


def _headed(path: Path, form: str, found: Iterator[Grid]) -> Iterator[Sheet]:
    met = False
    for grid in found:
        sheet = _sheet(path, form, grid)
        if sheet is not None:
            met = True
            yield sheet
    if not met:
        heads = "、".join(column.head for column in sheet_columns.columns(form) if column.required)
        raise UnreadableInput("sheet-no-head", file=path.name, heads=heads)


def _sheet(path: Path, form: str, grid: Grid) -> Sheet | None:
    """The sheet that ``grid`` is; None where no row is its heads."""
    above: dict[int, str] = {}
    first = list(islice(grid.rows, _FIRST))
    best: tuple[int, list[Head]] = -1, []
    for index, (number, cells) in enumerate(first):
        texts = {at: cell.value.strip() for at, cell in cells.items() if isinstance(cell.value, str)}
        heads = [_head(form, at, text, above.get(at, "")) for at, text in sorted(texts.items()) if text]
        if _known(heads) > _known(best[1]):
            best = index, heads
        above = _spread(number, texts, grid.merges)
    index, heads = best
    if _known(heads) < _KNOWN:
        return None
    _refuse_doubles(path, heads)
    _refuse_missing(path, form, heads)
    return Sheet(grid.name, first[index][0], tuple(heads), form, chain(first[index + 1 :], grid.rows))


def _known(heads: Sequence[Head]) -> int:
    return sum(head.column is not None for head in heads)


def _head(form: str, position: int, text: str, above: str) -> Head:
    found = sheet_columns.named(form, text, above)
    if isinstance(found, Unnamed):
        return Head(position, text, None, found.near)
    return Head(position, text, found)


def _spread(number: int, texts: dict[int, str], merges: Sequence[Merge]) -> dict[int, str]:
    """What stands over each column: a head that is merged across several stands over all of them."""
    over = dict(texts)
    for one in merges:
        if one.top <= number <= one.bottom and one.left in texts:
            over |= dict.fromkeys(range(one.left, one.right + 1), texts[one.left])
    return over


def _refuse_doubles(path: Path, heads: Sequence[Head]) -> None:
    met: dict[str, Head] = {}
    for head in heads:
        if head.column is not None:
            first = met.setdefault(head.column.pointer, head)
            if first is not head:
                raise UnreadableInput(
                    "column-twice", file=path.name, column=f"{first.text}（{first.letters}、{head.letters}）"
                )


def _refuse_missing(path: Path, form: str, heads: Sequence[Head]) -> None:
    """Refuse heads that lack a column without which no row would become a document."""
    given = {head.column.pointer for head in heads if head.column is not None} | {*MADE}
    given |= {pointer for head in heads for pointer in sheet_columns.implied(form, head.text)}
    lacking = [column for column in sheet_columns.columns(form) if column.required and column.pointer not in given]
    if lacking:
        raise UnreadableInput("column-missing", file=path.name, column="、".join(column.head for column in lacking))
