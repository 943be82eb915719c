"""A layout as a DOCX template: ``page.docx`` beside the ``layout.toml`` that it is made of."""

from docx.shared import Mm, Pt

from ybzj_docs.derive import patterns
from ybzj_docs.derive.docx_builder import TITLE, Builder, Cell, Row, foot, label, statement
from ybzj_docs.derive.layout import Block, Box, Layout

_LARGE, _SIZE, _SMALL = 12.0, 10.5, 9.0
#: Height of rows in millimetres, and margins: as a rule, and on dense papers.
_ROOMY, _DENSE = (7.5, (16, 17, 16, 17)), (6, (12, 17, 14, 17))
#: Style of a paragraph -> its size, its distances before and after, whether it is bold.
_STYLES = {
    "body": (_LARGE, 4, 4, False),
    "addressee": (_LARGE, 8, 3, False),
    "small": (_SMALL, 2, 0, False),
    "heading": (_SIZE, 6, 3, True),
    "line": (_SIZE, 3, 3, False),
}


def build(layout: Layout) -> bytes:
    """The DOCX template of the paper, A4 portrait."""
    height, margins = _DENSE if layout.dense else _ROOMY
    paper = Builder(210, 297, margins, _SIZE)
    paper.paragraph("{{ paper.title }}", align="centre", size=18, bold=True, before=6, after=8)
    paper.line(_text(layout.left), _text(layout.right))
    tables = False
    for block in layout.blocks:
        table = bool(block.rows or block.each)
        if table and tables:
            paper.gap()
        _add(paper, block)
        tables = table
    for row in (row for table in paper.document.tables for row in table.rows):
        row.height = Mm(height)
    foot(paper, _text(layout.mark), _SMALL)
    return paper.bytes(TITLE)


def _add(paper: Builder, block: Block) -> None:
    kinds = (
        (block.text, _paragraph),
        (block.rows, _boxes),
        (block.each, _list),
        (block.stamp, _stamp),
    )
    if block.condition:
        paper.paragraph(f"{{%p if {block.condition} %}}")
    next(make for given, make in kinds if given)(paper, block)
    if block.condition:
        paper.paragraph("{%p endif %}")


def _paragraph(paper: Builder, block: Block) -> None:
    size, before, after, bold = _STYLES[block.style]
    made = paper.paragraph(_text(block.text, block.root), size=size, before=before, after=after, bold=bold)
    if block.style == "body":
        made.paragraph_format.first_line_indent = Pt(2 * size)
        made.paragraph_format.line_spacing = 1.4


def _boxes(paper: Builder, block: Block) -> None:
    columns = len(block.widths)
    rows: list[Row] = []
    for row in block.rows:
        made = Row([_cell(box, block.root, heading=row.is_heading) for box in row.boxes])
        condition = row.condition(block.root)
        rows += [statement(f"if {condition}", columns), made, statement("endif", columns)] if condition else [made]
    paper.table(block.widths, rows)


def _cell(box: Box, root: str, *, heading: bool) -> Cell:
    if box.is_label:
        return label(box.items[0], box.across, bold=heading)
    return Cell(_text(box.items, root), box.across)


def _list(paper: Builder, block: Block) -> None:
    entries = patterns.member(block.each, block.root)
    columns = len(block.columns)
    if block.empty:
        paper.paragraph(f"{{%p if {entries} %}}")
    paper.table(
        [column.width for column in block.columns],
        [
            Row([label(column.head, bold=True) for column in block.columns], head=True),
            statement(f"for row in {entries}", columns),
            Row([Cell(_text(column.text, "row"), align=column.align) for column in block.columns]),
            statement("endfor", columns),
        ],
    )
    if block.empty:
        paper.paragraph("{%p else %}")
        paper.paragraph(block.empty, before=3, after=3)
        paper.paragraph("{%p endif %}")


def _stamp(paper: Builder, block: Block) -> None:
    parts = ((_text(block.stamp, block.root), 24, 2), (_text((block.date,), block.root), 2, 2), (block.hint, 0, 8))
    for words, before, after in parts:
        made = paper.paragraph(words, align="centre", before=before, after=after)
        made.paragraph_format.left_indent = Mm(paper.inner / 2)
        made.paragraph_format.keep_with_next = True


def _text(items: tuple[str, ...], root: str = "doc") -> str:
    return patterns.written(items, root)
