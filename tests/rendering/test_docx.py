"""DOCX as programs that read it want it: elements in the order of the standard, real tables, and LibreOffice opens it."""

import os
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from tests.rendering.helpers import FORMS, WORD, changed, example, rows
from ybzj_docs import catalog
from ybzj_docs.rendering import papers

#: Order of children (ECMA-376, part 1): a program that minds it offers to repair what has another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart tblPr tblGrid tr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}
SOFFICE = shutil.which("soffice")


def parts(paper):
    with zipfile.ZipFile(BytesIO(paper)) as packed:
        names = [name for name in packed.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(packed.read(name)) for name in names}


@pytest.mark.parametrize("name", ["full", "minimal"])
@pytest.mark.parametrize("form", FORMS)
def test_elements_stand_in_the_order_of_the_standard(form, name):
    for part, root in parts(papers.docx(example(form, name), copies=True)).items():
        for parent, order in ORDER.items():
            places = {f"{WORD}{child}": place for place, child in enumerate(order.split())}
            for node in root.iter(f"{WORD}{parent}"):
                found = [places[child.tag] for child in node if child.tag in places]
                assert found == sorted(found), (part, parent, [child.tag for child in node])
        for cell in root.iter(f"{WORD}tc"):
            assert cell[-1].tag == f"{WORD}p", "a cell ends with a paragraph"
        for row in root.iter(f"{WORD}tr"):
            assert row.find(f"{WORD}tc") is not None, "a row has cells"
        identifiers = [node.get("id") for node in root.iter("{*}docPr")]
        assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("form", FORMS)
def test_rows_span_the_columns_of_their_table(form):
    for table in parts(papers.docx(example(form, "full")))["word/document.xml"].iter(f"{WORD}tbl"):
        width = len(table.find(f"{WORD}tblGrid"))
        for row in table.iterfind(f"{WORD}tr"):
            spans = [cell.find(f"{WORD}tcPr/{WORD}gridSpan") for cell in row.iterfind(f"{WORD}tc")]
            assert sum(1 if span is None else int(span.get(f"{WORD}val")) for span in spans) == width


def test_every_text_has_a_chinese_font_and_no_box_cuts_it():
    root = parts(papers.docx(example("certificate", "full")))
    fonts = root["word/styles.xml"].find(f"{WORD}style[@{WORD}default='1']/{WORD}rPr/{WORD}rFonts")
    assert fonts.get(f"{WORD}eastAsia") == "宋体"
    heights = list(root["word/document.xml"].iter(f"{WORD}trHeight"))
    assert heights
    assert {node.get(f"{WORD}hRule") for node in heights} == {"atLeast"}, "a row grows with what it holds"
    assert not list(root["word/document.xml"].iter(f"{WORD}noWrap"))


def converted(folder, documents):
    """The text of each document as LibreOffice lays it out, page by page."""
    if SOFFICE is None:
        pytest.skip("LOUD: no LibreOffice here, so no DOCX was opened; apt-get install libreoffice-writer-nogui")
    for name, paper in documents.items():
        (folder / f"{name}.docx").write_bytes(paper)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in documents]
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=os.environ)
    assert "Error" not in done.stdout, done.stdout
    texts = {}
    for name in documents:
        text = subprocess.run(["pdftotext", folder / f"{name}.pdf", "-"], capture_output=True, check=True).stdout
        texts[name] = text.decode().split("\f")[:-1]
    return texts


def squeezed(text):
    return "".join(text.split())


def test_libreoffice_opens_every_form(tmp_path):
    documents = {form: papers.docx(example(form, "full"), copies=True) for form in FORMS}
    texts = converted(tmp_path, documents)
    for form, pages in texts.items():
        full = example(form, "full")
        text = squeezed("".join(pages))
        bare = form == "archiveCover"  # the cover of a volume bears no title of its own
        assert bare or squeezed(catalog.form(form).title_of(full["edition"])) in text
        number = full.get("archivalCode") or full.get("printedNumber") or full["documentNumber"]
        assert squeezed(number) in text, form


def test_heads_stand_on_every_page_and_long_values_are_whole(tmp_path):
    long_name = "买买提·" + "阿卜杜热合曼" * 7 + "江·吐尔"
    assert len(long_name) == 50
    form = rows(example("informationForm", "minimal"), 60)
    named = changed(example("certificate", "full"), "/person/name", long_name)
    named = changed(named, "/person/householdAddress", "江苏省无锡市梁溪区" * 22)
    texts = converted(tmp_path, {"form": papers.docx(form), "certificate": papers.docx(named)})
    assert len(texts["form"]) > 1
    head = "医疗保险类型" if "医疗保险类型" in squeezed(texts["form"][0]) else "医疗保障类型"
    assert all(head in squeezed(page) for page in texts["form"][:-1])
    text = squeezed("".join(texts["certificate"]))
    for piece in (long_name[:6], long_name[-6:]):
        assert piece in text


def test_docx_is_read_back_with_its_tables():
    document = Document(BytesIO(papers.docx(rows(example("informationForm", "minimal"), 10))))
    assert any(len(table.rows) > 10 for table in document.tables)
