"""Rows of long tables, set by us: the layout engine keeps a place for each and breaks pages, we write what is in it.

A row of eleven cells costs the engine ten milliseconds, and a record of contributions may have six hundred. In a
table that says so (``data-rows="plain"``) a row of plain texts becomes one empty cell across all columns. Its height
is that of its texts, cut into lines by the engine's own function; when the table is drawn they are written where the
cells of the table's head say, with the lines between columns, and tagged as the cells that they are. Rows with anything
but text are the engine's, in the same table.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from weasyprint import draw, pdf
from weasyprint.layout import block, table
from weasyprint.matrix import Matrix
from weasyprint.pdf import pydyf

from ybzj_docs.rendering import texts

_CELLS = "data-cells"
_BLANKS = " \t\n\r\f"
_SIDES = {"centre": 0.5, "number": 1.0}
#: The sizes of print.css: font size, line height.
_SIZES = {"fit-1": (0.86, 1.25), "fit-2": (0.72, 1.2), "fit-3": (0.6, 1.15)}
_draw_table = draw.draw_table
_draw_blocks = draw.draw_block_level
_add_tags = pdf.add_tags
_table_layout = table.table_layout
_container_layout = block.block_container_layout
#: The tables that are being laid out, the innermost last.
_laid_out: list[Any] = []


def simplify(page: Any) -> None:
    """Make one cell of each plain row of the tables of ``page`` that say so."""
    for one in page.iter("table"):
        if one.get("data-rows") != "plain":
            continue
        heads = one.xpath("thead/tr[last()]/th[not(@colspan) and not(@rowspan)]")
        for row in one.xpath("tbody/tr"):
            if len(row) == len(heads) and all(_plain(cell) for cell in row):
                cells = [(_collapsed(cell.text or ""), cell.get("class", "")) for cell in row]
                whole = lxml.html.Element("td", colspan=str(len(cells)))
                whole.set(_CELLS, json.dumps(cells, ensure_ascii=False))
                row.clear()
                row.append(whole)


def _plain(cell: Any) -> bool:
    known = set(cell.get("class", "").split()) <= _SIDES.keys() | _SIZES.keys()
    return cell.tag == "td" and known and {"class"} >= set(cell.attrib) and not len(cell)


def _collapsed(text: str) -> str:
    """``text`` with its blanks as HTML takes them."""
    return " ".join(part for part in text.translate(dict.fromkeys(map(ord, _BLANKS), " ")).split(" ") if part)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The lines of one cell, each with its width, height and baseline; the style they are in.

    They stand in ``room`` pixels from ``left`` on, at a ``side``: 0 left, 1 right.
    """

    lines: tuple[tuple[Any, float, float, float], ...]
    style: Any
    line_height: float
    left: float
    room: float
    side: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height


def table_layout(context: Any, one: Any, *others: Any, **named: Any) -> Any:
    """WeasyPrint's ``table_layout``; meanwhile its rows can know their table."""
    _laid_out.append(one)
    try:
        return _table_layout(context, one, *others, **named)
    finally:
        _laid_out.pop()


def container_layout(context: Any, box: Any, *others: Any, **named: Any) -> Any:
    """WeasyPrint's layout of a cell; one of ours is as high as its texts."""
    ours = _is_ours(box)
    if ours and not hasattr(box, "texts"):
        box.texts = _cut(box, _laid_out[-1])
    result = _container_layout(context, box, *others, **named)
    if ours and result[0] is not None:
        result[0].height = max(cell.height for cell in box.texts)
    return result


def _heads(one: Any) -> Any:
    return one.children[0].children[-1].children


def _is_ours(cell: Any) -> bool:
    return cell.element is not None and cell.element.get(_CELLS) is not None


def _cut(box: Any, one: Any) -> list[_Cell]:
    """The texts of a row of the table ``one``, cut to the width of their columns."""
    left, right = box.style["padding_left"].value, box.style["padding_right"].value
    columns = zip(_heads(one), one.column_positions, one.column_widths, strict=True)
    found = []
    for (text, names), (head, start, width) in zip(json.loads(box.element.get(_CELLS)), columns, strict=True):
        style, side = _styled(box.style, names)
        line_height, _ = texts.strut(style)
        room = width - head.border_left_width - head.border_right_width - left - right
        lines = tuple(texts.lines(text, style, room))
        found.append(_Cell(lines, style, line_height, start + head.border_left_width + left, room, side))
    return found


def _styled(style: Any, names: str) -> tuple[Any, float]:
    """The style of a cell with these classes, and its side."""
    side = 0.0
    for name in names.split():
        side = _SIDES.get(name, side)
        if name in _SIZES:
            known = vars(style).setdefault("sized", {})
            if name not in known:
                size, line_height = _SIZES[name]
                known[name] = style.copy()
                known[name].update(font_size=style["font_size"] * size, line_height=line_height)
            style = known[name]
    return style, side


@dataclass(eq=False, slots=True)
class _Text:
    """A text in a cell of ours: what the tags of the page know it by."""

    element: Any
    column: int


def draw_table(stream: Any, one: Any) -> None:
    """WeasyPrint's ``draw_table``, then the lines between the columns of our rows."""
    _draw_table(stream, one)
    rows = [row for group in one.children for row in group.children if row.children and _is_ours(row.children[0])]
    if rows:
        _draw_lines(stream, _heads(one), rows)


def draw_block_level(page: Any, stream: Any, blocks: dict[Any, Any]) -> None:
    """WeasyPrint's ``draw_block_level``; the texts of our rows come in their turn."""
    for box, inner in blocks.items():
        if _is_ours(box):
            _draw_row(stream, box)
        else:
            _draw_blocks(page, stream, {box: inner})


def _draw_lines(stream: Any, heads: Any, rows: Iterable[Any]) -> None:
    """The lines between columns, as long as rows of ours follow one another."""
    width = heads[1].border_left_width * 2
    with stream.artifact(), stream.stacked():
        stream.set_color(heads[1].style["border_left_color"], stroke=True)
        stream.set_line_width(width)
        for top, bottom in _runs(rows):
            for head in heads[1:]:
                stream.move_to(head.position_x, top - width / 2)
                stream.line_to(head.position_x, bottom + width / 2)
        stream.stroke()


def _runs(rows: Iterable[Any]) -> Iterator[tuple[float, float]]:
    """Top and bottom of rows that follow one another."""
    top = bottom = None
    for row in rows:
        if bottom is None or abs(row.position_y - bottom) > 0.01:
            if top is not None and bottom is not None:
                yield top, bottom
            top = row.position_y
        bottom = row.position_y + row.height
    if top is not None and bottom is not None:
        yield top, bottom


def _draw_row(stream: Any, box: Any) -> None:
    above, below = box.style["padding_top"].value, box.style["padding_bottom"].value
    inside = box.border_height() - box.border_top_width - box.border_bottom_width - above - below
    for column, cell in enumerate(box.texts):
        top = box.position_y + box.border_top_width + above + (inside - cell.height) / 2
        for layout, width, height, baseline in cell.lines:
            down = top + (cell.line_height - height) / 2 + baseline
            place = Matrix(d=-1, e=cell.left + max(0.0, cell.room - width) * cell.side, f=down)
            with stream.marked(_Text(box.element, column), "Span"):
                stream.set_color(cell.style["color"])
                stream.begin_text()
                texts.line_drawn(layout, cell.style).copy_to(stream, place)
                stream.end_text()
            top += cell.line_height


def add_tags(made: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
    """WeasyPrint's ``add_tags``, and cells for the texts of ours."""
    ours = []
    for stream in page_streams:
        marks = {one: stream._tags.pop(one)["mcid"] for one in list(stream._tags) if isinstance(one, _Text)}
        ours.append(marks)
    _add_tags(made, document, pdf_version, page_streams)
    if not any(ours):
        return
    root = made.objects[_number(made.catalog["StructTreeRoot"])]
    numbers = made.objects[_number(root["ParentTree"])]["Nums"]
    for page, marks in enumerate(ours):
        cells = {
            box.element: box.mark for box in document.pages[page]._page_box.descendants() if hasattr(box, "texts")
        }
        _tag_page(made, numbers[2 * page + 1], marks, cells)


def _tag_page(made: Any, parents: Any, marks: dict[_Text, int], cells: dict[Any, Any]) -> None:
    """Give each row of a page its cells, and each text its cell among the ``parents`` of what is marked.

    ``cells`` are the tags of the cells that the rows have, by element.
    """
    elements: dict[Any, list[Any]] = {}
    found: dict[int, Any] = {}
    for mark, number in marks.items():
        if mark.element not in elements:
            elements[mark.element] = _elements(made, cells[mark.element])
        element = elements[mark.element][mark.column]
        element["K"].append(number)
        found[number] = element.reference
    others = iter(list(parents))
    parents[:] = [found[number] if number in found else next(others) for number in range(len(parents) + len(found))]


def _elements(made: Any, whole: Any) -> list[Any]:
    """The tags of the cells of a row: ``whole``, that of its one cell, becomes the first of them."""
    attributes = whole["A"]
    headers, count = attributes.get("Headers", []), attributes.pop("ColSpan")
    row = made.objects[_number(whole["P"])]
    elements = [whole]
    for column in range(count):
        described = pydyf.Dictionary({"O": "/Table", "Headers": pydyf.Array(headers[column : column + 1])})
        if column == 0:
            whole["A"] = described
            continue
        element = pydyf.Dictionary({**whole, "K": pydyf.Array(), "A": described})
        made.add_object(element)
        row["K"].append(element.reference)
        elements.append(element)
    return elements


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def install() -> None:
    """Let WeasyPrint draw and tag our rows, in this process."""
    block.table_layout = table_layout
    block.block_container_layout = container_layout
    draw.draw_table = draw_table
    draw.draw_block_level = draw_block_level
    pdf.add_tags = add_tags
