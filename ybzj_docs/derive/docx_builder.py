"""Building blocks of the DOCX templates: page, paragraphs, and real tables with fixed columns, in 宋体.

The fonts are those that Word and WPS have in China; a DOCX cannot embed ours. Sizes are in millimetres and
points. Jinja statements stand in paragraphs (``{%p``) or table rows (``{%tr``) of their own, as docxtpl wants.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ybzj_docs import stable_zip

FONT = "宋体"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
#: The number of an identity document; of a citizen's identity card the label has said the kind.
IDENTITY = (
    "{{ doc.person.idNumber }}"
    '{% if doc.person.idType and doc.person.idType.raw != "01" %}（{{ doc.person.idType }}）{% endif %}'
)
#: The document title of every template.
TITLE = "{{ paper.title }} {{ doc.documentNumber }}"
#: A fixed date: the template itself bears no clock.
_MADE = datetime(2017, 9, 7, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that spans ``across`` grid columns; ``below`` continues the cell above it."""

    text: str = ""
    across: int = 1
    align: str = "left"
    bold: bool = False
    below: bool = False


def label(text: str, across: int = 1, *, bold: bool = False) -> Cell:
    """A cell with the printed name of a box."""
    return Cell(text, across, "centre", bold)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``head`` rows stand again on every page."""

    cells: Sequence[Cell]
    height: float = 0
    head: bool = False


def statement(words: str, across: int) -> Row:
    """A row that docxtpl replaces by a Jinja statement."""
    return Row([Cell(f"{{%tr {words} %}}", across)])


@dataclass
class Builder:
    """One DOCX template in the making; ``size`` is the point size of its text."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    size: float
    document: Any = field(init=False)

    def __post_init__(self) -> None:
        self.document = Document()
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE if self.width > self.height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(self.width), Mm(self.height)
        edges = zip(("top", "right", "bottom", "left"), self.margins, strict=True)
        for edge, size in edges:
            setattr(section, f"{edge}_margin", Mm(size))
        section.footer_distance = Mm(8)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(self.size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "zh-CN", qn("w:eastAsia"): "zh-CN"})
        style.element.rPr.append(language)
        for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no extra blanks between Han and digits
            style.element.get_or_add_pPr().append(style.element.makeelement(qn(name), {qn("w:val"): "0"}))
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.margins[1] - self.margins[3]

    def paragraph(
        self,
        text: str,
        *,
        align: str = "left",
        size: float = 0,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        new_page: bool = False,
        into: Any = None,
    ) -> Any:
        """A paragraph at the end of the document or of the cell ``into``; distances in points."""
        made = (into or self.document).add_paragraph()
        made.alignment = _ALIGN[align]
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
        made.paragraph_format.page_break_before = new_page or None
        run = made.add_run(text)
        run.bold = bold or None
        run.font.size = Pt(size) if size else None
        return made

    def gap(self) -> None:
        """A small distance, as a paragraph that keeps two tables apart."""
        made = self.paragraph("")
        made.paragraph_format.line_spacing = Pt(5)

    def run(self, paragraph: Any, text: str, size: float) -> None:
        """More text at the end of a paragraph."""
        paragraph.add_run(text).font.size = Pt(size)

    def line(self, left: str, right: str, *, size: float = 0, before: float = 0, into: Any = None) -> Any:
        """A paragraph with a part at the left and a part at the right margin."""
        made = self.paragraph(f"{left}\t{right}", size=size, before=before, into=into)
        made.paragraph_format.tab_stops.add_tab_stop(Mm(self.inner), WD_TAB_ALIGNMENT.RIGHT)
        return made

    def table(self, widths: Sequence[float], rows: Sequence[Row], size: float = 0, *, together: bool = False) -> Any:
        """A bordered table of fixed columns, ``widths`` in parts of the inner width.

        ``together`` keeps it on one page, with what follows it.
        """
        made = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        made.autofit = False
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        properties = made._tbl.tblPr
        properties.find(qn("w:tblLook")).addprevious(_cell_margins(Mm(0.8)))
        columns = [Mm(self.inner * part / sum(widths)) for part in widths]
        for column, width in zip(made.columns, columns, strict=True):
            column.width = width
        above: list[Any] = []
        for row in rows:
            above = self._row(made, row, columns, above, size)
        if together:
            for paragraph in (one for row in made.rows for cell in row.cells for one in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        return made

    def _row(self, table: Any, row: Row, columns: Sequence[Any], above: Sequence[Any], size: float) -> list[Any]:
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if row.head:
            properties.append(OxmlElement("w:tblHeader"))
        if row.height:
            made.height, made.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
        grid = list(made.cells)
        for cell, width in zip(grid, columns, strict=True):
            cell.width = width
        start = 0
        for cell in row.cells:
            last = start + cell.across - 1
            place = grid[start].merge(grid[last]) if cell.across > 1 else grid[start]
            if cell.below:
                above[start].merge(place)
            else:
                self._fill(place, cell, size)
            start = last + 1
        return grid

    def _fill(self, place: Any, cell: Cell, size: float) -> None:
        place.vertical_alignment = 1
        paragraph = place.paragraphs[0]
        paragraph.alignment = _ALIGN[cell.align]
        run = paragraph.add_run(cell.text)
        run.bold = cell.bold or None
        run.font.size = Pt(size) if size else None

    def bytes(self, title: str) -> bytes:
        """The finished template; ``title`` is its document title, Jinja allowed."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = title, "", "zh-CN"
        properties.comments, properties.last_modified_by = "", ""
        properties.created = properties.modified = _MADE
        written = io.BytesIO()
        self.document.save(written)
        return stable_zip.repacked(written.getvalue())


def _cell_margins(size: Any) -> Any:
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), str(size.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def field_code(paragraph: Any, code: str, size: float) -> None:
    """Appends a field (``PAGE``, ``NUMPAGES``) to a paragraph."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def foot(paper: Builder, left: str, size: float) -> None:
    """The foot of every page: ``left``, and at the right 第 n 页 共 m 页."""
    part = paper.document.sections[0].footer
    part.paragraphs[0]._p.getparent().remove(part.paragraphs[0]._p)
    line = paper.line(left, "第 ", size=size, into=part)
    for code, after in (("PAGE", " 页 共 "), ("NUMPAGES", " 页")):
        field_code(line, code, size)
        paper.run(line, after, size)
