"""Our faster parts of the layout engine give the paper that the engine itself gives."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, newTable
from weasyprint import CSS
from weasyprint.pdf import pydyf

from tests.rendering.helpers import FORMS, example
from ybzj_docs import resources
from ybzj_docs.rendering import cff, charstrings, engine, papers, pdf, rows, styles, writing

#: Renders the fullest example of every form by the engine as it is, with our fonts and style sheets.
AS_IT_IS = """
import sys
from pathlib import Path
from ybzj_docs.rendering import engine, html, papers, pdf
from tests.rendering.helpers import FORMS
from tests.rendering.test_engine import fullest
from weasyprint import HTML
engine.install = lambda: None
for form in FORMS:
    page = html.page(form, papers._context(fullest(form), False), None, styled=False)
    written = HTML(string=page, base_url="file:///").write_pdf(
        stylesheets=pdf._styles(form, None), font_config=pdf._font_configuration(), pdf_tags=True
    )
    Path(sys.argv[1], form).write_bytes(written)
"""
SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def fullest(form):
    """The fullest example without a QR code, whose squares are drawn our own way."""
    return {name: value for name, value in example(form, "full").items() if name != "verificationCode"}


def contents(paper):
    with pikepdf.open(BytesIO(paper)) as pdf:
        return [pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)) for page in pdf.pages]


def test_pages_are_drawn_as_the_engine_draws_them(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "simplify", lambda page: None)  # rows that are ours: test_rows
    subprocess.run([sys.executable, "-c", AS_IT_IS, str(tmp_path)], cwd=resources.root(), check=True)
    for form in FORMS:
        as_it_is = contents((tmp_path / form).read_bytes())
        assert contents(papers.pdf(fullest(form))) == as_it_is, form
        assert contents(papers.pdf(fullest(form))) == as_it_is, f"{form}, remembered"


def test_what_measures_by_the_first_page_is_not_remembered(monkeypatch):
    monkeypatch.setattr(styles._PageSizes, "asked", False)
    fonts = pdf._font_configuration()
    sheet = CSS(
        string="@page{size:100px;margin:0}@page w{size:200px}div{page:w}p{width:50vw}",
        font_config=fonts,
    )

    def width(page):
        laid = engine.Page(page, "file:///", None).render(stylesheets=[sheet], font_config=fonts)
        return next(
            box.width for sheet in laid.pages for box in sheet._page_box.descendants() if box.element_tag == "p"
        )

    assert [width("<p>a</p>"), width("<div>b</div><p>a</p>"), width("<p>a</p>")] == [50, 100, 50]


@pytest.mark.parametrize(
    "item", [b"q", "/Span", 7, 0.5, 12.0, -0.0, 1e-9, 1 / 3, pydyf.String("王"), pydyf.Array([1.5])]
)
def test_objects_are_written_as_pydyf_writes_them(item):
    assert [writing.to_bytes(item) for _ in range(2)] == [writing._to_bytes(item)] * 2


@pytest.fixture(scope="module")
def serif():
    return TTFont(SERIF, fontNumber=2, lazy=True)


def drawn(glyph):
    pen = DecomposingRecordingPen({})
    glyph.draw(pen)
    return pen.value


def read_cff(table):
    font = newTable("CFF ")
    font.decompile(table, TTFont())
    return font.cff[0]


def test_subset_draws_the_same_glyphs(serif):
    chars = "王永ABgj0189，。·ㄅ㐀𠮷（）％￥¥"
    order, names = serif.getGlyphOrder(), [serif.getBestCmap()[ord(char)] for char in chars]
    numbers = [order.index(name) for name in names]
    face = cff.Face(memoryview(serif.reader["CFF "]))
    small = read_cff(face.subset("ABCDEF+Serif", numbers, {}))
    glyphs = serif.getGlyphSet()
    assert sorted(small.charset) == sorted({".notdef", *(f"cid{number:05}" for number in numbers)})
    for name, number in zip(names, numbers, strict=True):
        assert drawn(small.CharStrings[f"cid{number:05}"]) == drawn(glyphs[name]), name
    assert face.subset("ABCDEF+Serif", numbers, {}) == face.subset("ABCDEF+Serif", numbers[::-1], {})


def test_fonts_not_keyed_by_cid_are_left_to_the_engine():
    top = bytes([0, 1, 1, 1, 2, 0x8B])  # an INDEX of one DICT that holds a lone number
    table = b"\x01\x00\x04\x01" + bytes([0, 1, 1, 1, 2]) + b"A" + top + b"\0\0" + b"\0\0"
    with pytest.raises(cff.UnknownFont):
        cff.Face(memoryview(table))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param([139, 139, 12, 10], id="arithmetic"),
        pytest.param([10], id="a call without a number"),
        pytest.param([139, 10], id="a subroutine that is not there"),
    ],
)
def test_drawings_that_compute_are_not_followed(code):
    none = charstrings.Index(memoryview(b"\0\0"), 0)
    with pytest.raises(charstrings.UnknownOperator):
        charstrings.flattened(memoryview(bytes(code)), charstrings.Subroutines(none, None))
