"""A layout as a DOCX template: ``page.docx`` beside the ``layout.toml`` that it is made of."""

from docx.shared import Mm, Pt

from ybzj_docs.derive import patterns
from ybzj_docs.derive.docx_builder import TITLE, Builder, Cell, Row, field_code, label, statement
from ybzj_docs.derive.layout import Block, Box, Layout

_SIZE = 10.5
_SMALL = 9.0
_ROW = 7.5
#: Style of a paragraph -> its size, its distances before and after, whether it is bold.
_STYLES = {
    "body": (_SIZE, 3, 3, False),
    "addressee": (_SIZE, 6, 3, False),
    "small": (_SMALL, 2, 0, False),
    "heading": (_SIZE, 6, 3, True),
    "line": (_SIZE, 3, 3, False),
}


def build(layout: Layout) -> bytes:
    """The DOCX template of the paper, A4 portrait."""
    paper = Builder(210, 297, (16, 17, 16, 17), _SIZE)
    paper.paragraph("{{ paper.title }}", align="centre", size=18, bold=True, before=6, after=8)
    paper.line(_text(layout.left), _text(layout.right))
    tables = False
    for block in layout.blocks:
        table = bool(block.rows or block.each)
        if table and tables:
            paper.gap()
        _add(paper, block)
        tables = table
    _foot(paper, layout)
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
        made = Row([_cell(box, block.root, heading=row.is_heading) for box in row.boxes], _ROW)
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
            Row([label(column.head, bold=True) for column in block.columns], _ROW, head=True),
            statement(f"for row in {entries}", columns),
            Row([Cell(_text(column.text, "row"), align=column.align) for column in block.columns], _ROW),
            statement("endfor", columns),
        ],
    )
    if block.empty:
        paper.paragraph("{%p else %}")
        paper.paragraph(block.empty, before=3, after=3)
        paper.paragraph("{%p endif %}")


def _stamp(paper: Builder, block: Block) -> None:
    parts = ((_text(block.stamp, block.root), 24), (_text((block.date,), block.root), 2), (block.hint, 2))
    for words, before in parts:
        made = paper.paragraph(words, align="centre", before=before)
        made.paragraph_format.left_indent = Mm(paper.inner / 2)
        made.paragraph_format.keep_with_next = True


def _foot(paper: Builder, layout: Layout) -> None:
    foot = paper.document.sections[0].footer
    foot.paragraphs[0]._p.getparent().remove(foot.paragraphs[0]._p)
    line = paper.line(_text(layout.mark), "第 ", size=_SMALL, into=foot)
    for code, after in (("PAGE", " 页 共 "), ("NUMPAGES", " 页")):
        field_code(line, code, _SMALL)
        paper.run(line, after, _SMALL)


def _text(items: tuple[str, ...], root: str = "doc") -> str:
    return patterns.written(items, root)
