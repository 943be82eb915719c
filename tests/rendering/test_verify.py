"""A paper is checked against the data that it carries: every place that was changed is found and named."""

import json
import re
from io import BytesIO

import pikepdf
import pytest

from tests.rendering.helpers import FORMS, changed, example, rows
from ybzj_docs.cli.main import run as ybzj
from ybzj_docs.rendering import papers, pdftext, verify


def edited(paper, edit):
    """The PDF after ``edit``, saved as any other tool would."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        edit(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def told(paper, document):
    return [(one.kind, one.page, one.pointers) for one in verify.verify(paper, [document])]


def added_content(code):
    def edit(pdf):
        page = pdf.pages[0]
        page.contents_add(b"q\n" + page.Contents.read_bytes() + b"\nQ\n" + code)
        page.Contents = page.Contents[-1]

    return edit


@pytest.mark.parametrize("form", FORMS)
def test_papers_are_those_of_their_data_also_when_saved_anew(form):
    document = example(form, "full")
    paper = papers.pdf(document)
    assert verify.verify(paper, [document]) == []
    assert verify.verify(edited(paper, lambda pdf: None), [document]) == []


@pytest.mark.parametrize(
    ("form", "pointer", "value", "kinds"),
    [
        ("certificate", "/person/name", "王测试", {"changed"}),
        ("certificate", "/account/balance", "107000.54", {"changed"}),
        ("certificate", "/person/idNumber", "320202198503121175", {"changed"}),
        ("certificate", "/agency/contact", "甲", {"changed"}),
        ("informationForm", "/destination/phone", "1", {"changed"}),
        ("letterReply", "/reason", "另一个原因", {"changed"}),
        ("fundNotice", "/payee/number", "1", {"changed"}),
    ],
)
def test_a_value_that_is_not_in_the_data_is_named(form, pointer, value, kinds):
    document = example(form, "full")
    found = verify.verify(papers.pdf(document), [changed(document, pointer, value)])
    assert {one.kind for one in found} <= kinds
    assert pointer in {name for one in found for name in one.pointers}


def test_a_cell_of_a_long_table_is_named_with_its_page():
    document = rows(example("informationForm", "minimal"), 60)
    other = json.loads(json.dumps(document))
    other["periods"][50]["regionCode"] = "110000"
    (found,) = verify.verify(papers.pdf(document), [other])
    assert (found.kind, found.pointers, found.expected) == ("changed", ("/periods/50/regionCode",), "110000")
    assert found.page > 1


def test_a_value_that_was_taken_out_is_missing():
    document = example("certificate", "full")
    without = {key: value for key, value in document.items() if key != "verificationUrl"}
    assert ("missing", 1, ("/verificationUrl",)) in told(papers.pdf(without), document)
    assert ("added", 1, ()) in told(papers.pdf(document), without)


FONT = b"BT /F1 9 Tf 1 0 0 1 100 100 Tm (9999.99) Tj T* (1) ' ET"


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        pytest.param(b"1 1 1 rg 100 600 50 20 re f", {"drawn"}, id="white over a box"),
        pytest.param(b"q 10 0 0 10 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", {"drawn"}, id="picture"),
        pytest.param(b"/Fm Do", {"added"}, id="text in a form"),
        pytest.param(b"/Im Do", {"drawn"}, id="picture of its own"),
        pytest.param(FONT, {"added"}, id="text in a font that is not within"),
    ],
)
def test_what_was_drawn_on_the_paper_is_told(code, kinds):
    def edit(pdf):
        added_content(code)(pdf)
        resources = pdf.pages[0].Resources
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        form = pdf.make_stream(FONT, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 800])
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        image = pdf.make_stream(b"x", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        resources.XObject = pikepdf.Dictionary(Fm=form, Im=image)
        resources.Font.F1 = font

    document = example("certificate", "minimal")
    assert {kind for kind, _, _ in told(edited(papers.pdf(document), edit), document)} == kinds


def test_notes_over_the_page_and_other_numbers_of_pages_are_told():
    def note(pdf):
        pdf.pages[0].Annots = pdf.make_indirect([pikepdf.Dictionary(Subtype=pikepdf.Name.FreeText)])

    document = example("certificate", "minimal")
    paper = papers.pdf(document)
    assert told(edited(paper, note), document) == [("drawn", 1, ())]
    assert told(edited(paper, lambda pdf: pdf.pages.append(pdf.pages[0])), document)[-1][:2] == ("pages", 2)
    assert told(edited(paper, lambda pdf: pdf.pages.__delitem__(0)), document) == [("pages", 1, ())]


def test_other_glyphs_under_the_same_text_are_told():
    def swap(pdf):
        font = next(iter(pdf.pages[0].Resources.Font.as_dict().values()))
        described = font.DescendantFonts[0].FontDescriptor
        described.FontFile3.write(described.FontFile3.read_bytes() + b"\0")

    document = example("certificate", "minimal")
    assert told(edited(papers.pdf(document), swap), document) == [("fonts", 1, ())]


def contents(change):
    def edit(pdf):
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(contents(lambda code: code.replace(b"BT\n", b"BT\n3 Tr\n")), id="text that is not painted"),
        pytest.param(contents(lambda code: code.replace(b"BT\n", b"BT\n1 1 1 rg\n")), id="white text"),
        pytest.param(contents(lambda code: b"0 0 1 1 re W n\n" + code), id="all clipped away"),
        pytest.param(contents(lambda code: b"/OC /Hidden BDC\n" + code + b"\nEMC"), id="optional content"),
        pytest.param(lambda pdf: pdf.pages[0].__setattr__("CropBox", [0, 0, 10, 10]), id="cropped"),
        pytest.param(lambda pdf: pdf.Root.Pages.__setattr__("Rotate", 180), id="turned by the node above"),
        pytest.param(
            lambda pdf: pdf.pages[0].Resources.ExtGState["/A1.0"].__setitem__("/ca", 0), id="a state that hides"
        ),
    ],
)
def test_text_that_is_there_and_not_seen_is_told(edit):
    document = example("certificate", "minimal")
    assert told(edited(papers.pdf(document), edit), document) == [("drawn", 1, ())]


def misread(amount, real, shown):
    """The digit ``real`` of ``amount`` is drawn as ``shown``, by a copy of its font in which that reads ``real``."""

    def edit(pdf):
        page, out, fonts = pdf.pages[0], [], {}
        for one in pikepdf.parse_content_stream(page):
            operands = list(one.operands)
            if str(one.operator) == "Tf":
                fonts["now"] = operands
            elif str(one.operator) == "TJ" and (found := forged(pdf, page, fonts["now"], operands)):
                again = (fonts["now"], pikepdf.Operator("Tf"))
                out += [([pikepdf.Name.Forged, fonts["now"][1]], again[1]), (found, one.operator), again]
                continue
            out.append((operands, one.operator))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))

    def forged(pdf, page, now, operands):
        font = page.Resources.Font[str(now[0])]
        cmap = font.ToUnicode.read_bytes()
        codes = dict(reversed([(text, code) for code, text in sorted(pdftext._font(font).texts.items())]))
        parts = [bytes(one) for one in operands[0] if isinstance(one, pikepdf.String)]
        if amount not in "".join(pdftext._font(font).text(part) for part in parts):
            return None
        wrong, right = codes[shown].to_bytes(2, "big"), codes[real].to_bytes(2, "big")
        copy = pikepdf.Dictionary(font)
        line = re.compile(b"<%s> *<[0-9a-fA-F]+>" % wrong.hex().encode(), re.IGNORECASE)
        copy.ToUnicode = pdf.make_stream(line.sub(b"<%s> <%04x>" % (wrong.hex().encode(), ord(real)), cmap))
        page.Resources.Font.Forged = pdf.make_indirect(copy)
        return [pikepdf.Array([pikepdf.String(part.replace(right, wrong)) for part in parts])]

    return edit


def test_an_amount_drawn_with_glyphs_that_read_as_others_is_named():
    document = example("certificate", "full")
    paper = edited(papers.pdf(document), misread("107000.53", "1", "9"))
    (found,) = [
        one for sheet in pdftext.sheets(pdftext.opened(paper)) for one in sheet.pieces if "7000.53" in one.text
    ]
    assert "107000.53" in found.text
    assert told(paper, document) == [("fonts", 1, ("/account/balance",))]


def test_copies_are_checked_as_copies():
    document = {key: value for key, value in example("certificate", "full").items() if key != "copy"}
    paper = papers.pdf(document, copies=True)
    assert verify.verify(paper, [document]) == []
    assert [page for _, page, _ in told(paper, changed(document, "/person/name", "王测试"))] == [1, 2, 3]


def test_what_is_no_pdf_is_not_read():
    for data in (b"", b"%PDF-1.7 nothing"):
        with pytest.raises(pdftext.NotRead):
            verify.carried(data)


@pytest.fixture
def run(tmp_path, capfd):
    document = example("certificate", "full")

    def call(edit=None, *options):
        paper = papers.pdf(document)
        path = tmp_path / "paper.pdf"
        path.write_bytes(edited(paper, edit) if edit else paper)
        return command(capfd, path, *options)

    return call


def command(capfd, path, *options):
    """The exit code of the command and what it wrote to stdout."""
    code = ybzj(["render", "--verify", str(path), *options])
    return code, capfd.readouterr().out


def test_command_says_that_the_paper_is_right(run):
    code, out = run()
    assert "与所附数据一致" in out
    assert code == 0


def test_command_names_the_box_and_masks_what_is_personal(run):
    def forge(pdf):
        for one in pdf.Root.AF:
            data = one.EF.F.read_bytes().decode()
            one.EF.F.write(data.replace("程安澜", "王测试").replace("107000.53", "7.00").encode())

    code, out = run(forge, "--format", "json")
    (paper,) = json.loads(out)["inputs"]
    found = {one["pointer"]: one for one in paper["findings"]}
    assert code == 1
    assert found["/person/name"]["label"] == "参保人 › 姓名"
    assert found["/person/name"]["actual"].startswith("<masked:")
    assert found["/account/balance"]["actual"] == "（小写）￥107000.53 元"
    assert {one["rule"] for one in paper["findings"]} == {"PV-01"}


def unlisted(pdf):
    """Readers no longer list the XML."""
    tree = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
    del tree[next(key for key, one in tree.items() if str(one.UF).endswith(".xml"))]


def listed_otherwise(pdf):
    """Readers list another JSON beside that of /AF, under the same name."""
    spec = pdf.Root.AF[0]
    file = pdf.make_stream(spec.EF.F.read_bytes().replace(b"107000.53", b"907000.53"))
    other = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=spec.UF, EF=pikepdf.Dictionary(F=file))
    pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["zz"] = pdf.make_indirect(other)


@pytest.mark.parametrize(
    ("edit", "code", "rule"),
    [
        (lambda pdf: pdf.Root.__delitem__("/AF"), 1, "PV-07"),
        (lambda pdf: pdf.Root.AF.__delitem__(1), 1, "PV-08"),
        (lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles"), 1, "PV-07"),
        (lambda pdf: pdf.Root.__delitem__("/Names"), 1, "PV-07"),
        (unlisted, 1, "PV-08"),
        (listed_otherwise, 1, "PV-08"),
        (lambda pdf: pdf.Root.AF[0].EF.F.write(json.dumps(example("certificate", "minimal")).encode()), 1, "PV-09"),
        (lambda pdf: pdf.Root.AF[0].EF.F.write(b'{"documentType": "certificate"}'), 1, None),
        (lambda pdf: pdf.Root.AF[0].EF.F.write(b"{"), 3, None),
    ],
)
def test_command_tells_of_data_that_are_not_there_or_not_sound(run, edit, code, rule):
    left, out = run(edit, "--format", "json")
    assert left == code
    if rule:
        assert rule in {one["rule"] for one in json.loads(out)["inputs"][0]["findings"]}


def test_a_paper_without_data_cannot_be_checked_and_is_not_called_wrong(run):
    code, out = run(lambda pdf: pdf.Root.__delitem__("/AF"))
    assert (code, "【无法核对】" in out, "不一致" in out) == (1, True, False)
    _, out = run(lambda pdf: pdf.Root.__delitem__("/AF"), "--format", "json")
    assert json.loads(out)["inputs"][0]["verdict"] == "undetermined"


def test_command_refuses_what_is_no_paper(tmp_path, capfd):
    (tmp_path / "no.pdf").write_bytes(b"no")
    for path in (tmp_path / "no.pdf", tmp_path / "none.pdf"):
        assert command(capfd, path)[0] == 3
