"""Cover, index and closing note of a volume as DOCX templates: the boxes of ``templates/archive*/page.html``."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ybzj_docs.derive.docx_builder import Builder, Cell, Row, foot, label, statement

_TITLE = "{{ paper.title }} {{ doc.archivalCode }}"
_CODE = "档号：{{ doc.archivalCode }}"
#: An item's code ends in four digits; its papers lie in a box, and the labels are those of boxes.
_ITEM = 'doc.archivalCode.rsplit("-", 1)[-1]|length == 4'


def cover() -> bytes:
    """The DOCX template of 案卷封面."""
    paper = Builder(210, 297, (26, 25, 24, 30), 10.5)
    for words, name, size in (("{{ doc.fondsName }}", "全宗名称", 20), ("{{ doc.category }}", "类目名称", 15)):
        _ruled(paper.paragraph(words, align="centre", size=size, bold=size == 20, before=24))
        paper.paragraph(name, align="centre", size=9, before=2)
    title = paper.table((1,), [Row([Cell("{{ doc.title }}", align="centre", bold=True)], 78)], size=20)
    title.style = paper.document.styles["Normal Table"]
    paper.table((58, 17, 25), _VOLUME)
    paper.paragraph("").paragraph_format.line_spacing = Pt(170)
    codes = paper.table((22, 78), _CODES)
    codes.alignment = WD_TABLE_ALIGNMENT.RIGHT
    _narrowed(codes, (0.14, 0.48), paper.inner)
    return paper.bytes(_TITLE)


_VOLUME = [
    Row(
        [
            Cell("自　{{ doc.dateFrom }}　至　{{ doc.dateTo }}"),
            label("保管期限"),
            Cell("{{ doc.retention }}"),
        ],
        11,
    ),
    Row(
        [
            Cell("本卷共　{{ doc.itemCount }}　件　{{ doc.pageCount }}　页"),
            label("保管起算日"),
            Cell("{{ doc.retentionFrom }}"),
        ],
        11,
    ),
    Row([Cell("立卷单位：{{ doc.filingUnit }}"), label("归档号"), Cell()], 11),
]
_CODES = [
    Row([label("全宗号"), Cell("{{ doc.fondsNumber }}")], 10),
    Row([label("档　号"), Cell("{{ doc.archivalCode }}")], 10),
]


def index() -> bytes:
    """The DOCX template of 卷内文件目录: any number of items, the head on every page."""
    paper = _page()
    heads = ("顺序号", "文号", "责任者", "题名", "日期", "页数", "页号", "备注")
    row = [
        label("{{ row.sequence }}"),
        Cell("{{ row.documentNumber }}"),
        Cell("{{ row.responsible }}"),
        Cell("{{ row.title }}"),
        label("{{ row.date|digits }}"),
        label("{{ row.pages }}"),
        label("{{ row.pageFrom }}"),
        Cell("{{ row.lines.remarks }}"),
    ]
    paper.table(
        (7.5, 15.5, 16.5, 18.5, 12, 6.5, 6.5, 17),
        [
            Row([label(head, bold=True) for head in heads], 9, head=True),
            statement('for row in doc["items"]', len(heads)),
            Row(row, 11),
            statement("endfor", len(heads)),
        ],
        size=9.5,
    )
    foot(paper, "{{ paper.title }}　档号 {{ doc.archivalCode }}", 9)
    return paper.bytes(_TITLE)


def note() -> bytes:
    """The DOCX template of 备考表."""
    paper = _page()
    box = paper.table((1,), [Row([Cell(_either("盒内文件情况说明", "本卷情况说明") + "：")], 210)])
    cell = box.rows[0].cells[0]
    cell.vertical_alignment = 0
    _inside(cell.paragraphs[0], before=12)
    for words in ("{{ doc.situation }}", "缺损情况：", "{{ doc.missing }}"):
        value = words.startswith("{")
        made = _inside(paper.paragraph(words, into=cell), before=6 if value else 18)
        made.paragraph_format.first_line_indent = Pt(21) if value else None
    people = (
        _either("整理人", "立卷人") + "：{{ doc.compiledBy }}",
        _either("整理日期", "立卷时间") + "：{{ doc.compiledOn }}",
        "检查人：{{ doc.checkedBy }}",
        "检查日期：{{ doc.checkedOn }}",
    )
    for line, words in enumerate(people):
        made = paper.paragraph(words, before=9 if line else 330, into=cell)
        made.paragraph_format.left_indent = Mm(0.55 * paper.inner)
    return paper.bytes(_TITLE)


def _page() -> Builder:
    paper = Builder(210, 297, (20, 15, 18, 25), 10.5)
    paper.paragraph("{{ paper.title }}", align="centre", size=20, bold=True, after=12)
    paper.paragraph(_CODE, align="right", after=3)
    return paper


def _inside(paragraph: Any, before: float) -> Any:
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(6)
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def _either(of_items: str, of_volumes: str) -> str:
    return f"{{% if {_ITEM} %}}{of_items}{{% else %}}{of_volumes}{{% endif %}}"


def _ruled(paragraph: Any) -> None:
    """A rule below a paragraph, as below a name on a cover."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _narrowed(table: Any, parts: tuple[float, ...], inner: float) -> None:
    """Sets the columns of a table to ``parts`` of the inner width."""
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm(inner * part)
        for cell in column.cells:
            cell.width = Mm(inner * part)
