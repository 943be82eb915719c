"""PDF/A-3u, by the points of ISO 19005-3 that can be read off the file: what a validator would ask first."""

import json
from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont, newTable
from lxml import etree

from tests.rendering.helpers import FORMS, example
from ybzj_docs.codec.read import read
from ybzj_docs.rendering import papers

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(params=FORMS)
def printed(request):
    document = example(request.param, "full")
    with pikepdf.open(BytesIO(papers.pdf(document))) as pdf:
        yield document, pdf


def carried(pdf):
    return {str(one.UF): one.EF.F.read_bytes() for one in pdf.Root.AF}


def test_declares_itself(printed):
    _, pdf = printed
    metadata = etree.fromstring(pdf.Root.Metadata.read_bytes())
    (part,) = metadata.xpath("//rdf:Description/@pdfaid:part", namespaces=NAMES)
    (level,) = metadata.xpath("//rdf:Description/@pdfaid:conformance", namespaces=NAMES)
    (title,) = metadata.xpath("//dc:title//rdf:li/text()", namespaces=NAMES)
    assert (part, level, title) == ("3", "U", pdf.docinfo.Title)
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert len(pdf.trailer.ID) == 2
    assert pdf.Root.Lang == "zh-CN"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.StructTreeRoot.K
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_carries_its_data_in_both_notations(printed):
    document, pdf = printed
    assert [(one.AFRelationship, one.F == one.UF) for one in pdf.Root.AF] == [("/Data", True)] * 2
    assert {one.EF.F.Subtype for one in pdf.Root.AF} == {"/application/json", "/text/xml"}
    assert all("/ModDate" in one.EF.F.Params for one in pdf.Root.AF)
    found = carried(pdf)
    assert json.loads(found[f"{document['documentType']}.json"]) == document
    (record,) = read(found[f"{document['documentType']}.xml"])
    assert record.tree == document
    assert sorted(found) == [str(name) for name in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]


def test_fonts_are_subsets_within_with_widths_and_characters(printed):
    _, pdf = printed
    for font in (font for page in pdf.pages for font in page.Resources.Font.as_dict().values()):
        (inner,) = font.DescendantFonts
        codes = font.ToUnicode.read_bytes().decode()
        assert "beginbfchar" in codes
        assert str(font.BaseFont)[7] == "+"
        assert (inner.Subtype, inner.FontDescriptor.FontFile3.Subtype) == ("/CIDFontType0", "/CIDFontType0C")
        table = newTable("CFF ")
        table.decompile(inner.FontDescriptor.FontFile3.read_bytes(), TTFont())
        small = table.cff[0]
        assert f"/{small.FontName if hasattr(small, 'FontName') else table.cff.fontNames[0]}" == font.BaseFont
        for first, widths in zip(list(inner.W)[::2], list(inner.W)[1::2], strict=True):
            for number, width in enumerate(widths, int(first)):
                drawing = small.CharStrings[f"cid{number:05}"]
                drawing.draw(_Nothing())
                assert drawing.width == width
                assert f"<{number:04x}>" in codes


def test_nothing_that_archives_forbid(printed):
    _, pdf = printed
    assert not pdf.is_encrypted
    assert "/OpenAction" not in pdf.Root
    assert "/AcroForm" not in pdf.Root
    for page in pdf.pages:
        assert "/Annots" not in page
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
        assert operators.isdisjoint({"Do", "sh", "BI", "k", "K"}), "only text and lines in RGB"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            assert one.get("/S") not in ("/JavaScript", "/Launch", "/URI")
            assert one.get("/Filter") != "/LZWDecode"


class _Nothing:
    """A pen that draws nothing."""

    def __getattr__(self, _name):
        return lambda *_points: None
