"""HTML, PDF and DOCX: same bytes, nothing loaded, everything escaped, nothing printed as a box."""

import hashlib
import os
import subprocess
import sys
from io import BytesIO

import pytest
from docx import Document
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from pypdf import PdfReader

from tests.rendering.helpers import FORMS, changed, docx_text, example, rows
from ybzj_docs import resources
from ybzj_docs.derive import docx_templates
from ybzj_docs.rendering import (
    EngineMissing,
    MissingGlyphs,
    NoTemplate,
    RefusedAddress,
    doctor,
    papers,
    render,
    templates,
)

HOSTILE = "A&B<c>\"d'{{ 7*7 }}{%x%}{_{甲"


def pages(paper):
    return [page.extract_text() for page in PdfReader(BytesIO(paper)).pages]


@pytest.mark.parametrize("to", ["html", "docx"])
def test_values_are_escaped_and_never_run(to):
    paper = render(changed(example("certificate", "minimal"), "/remarks", HOSTILE), to)
    text = docx_text(paper) if to == "docx" else paper.decode()
    written = HOSTILE if to == "docx" else "A&amp;B&lt;c&gt;&#34;d&#39;{{ 7*7 }}{%x%}{_{甲"
    assert written in text
    assert "49" not in text.split("备注")[1]


def test_html_stands_alone():
    text = papers.html(example("certificate", "full"))
    assert 'lang="zh-CN"' in text
    assert "default-src 'none'" in text
    assert not any(word in text for word in ("<script", "<img", "<link", "src=", "url(", "@import"))


@pytest.mark.parametrize("form", FORMS)
def test_pdf_has_embedded_fonts_title_date_and_tags(form):
    document = example(form, "minimal")
    reader = PdfReader(BytesIO(render(document, "pdf")))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all("Noto-Serif-CJK-SC" in one["/FontName"] and "/FontFile3" in one for one in descriptors)
    assert document.get("documentNumber", document.get("archivalCode")) in reader.metadata.title
    assert reader.metadata["/CreationDate"] == f"D:{document['issuedOn'].replace('-', '')}"
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_certificate_is_one_page_or_three():
    document = {key: value for key, value in example("certificate", "full").items() if key != "copy"}
    assert len(pages(render(document, "pdf"))) == 1
    three = pages(render(document, "pdf", copies=True))
    labels = ["第一联　办理转移用", "第二联　转出地经办机构存档", "第三联　参保人员留存"]
    assert len(three) == 3
    for page, label in zip(three, labels, strict=True):
        assert label in page
        assert "此表由参保人员转出地经办机构提供" in page


def test_certificate_says_that_it_can_be_verified_only_where_a_site_is_set():
    document = example("certificate", "minimal")
    assert "无需盖章" not in papers.html(document)
    assert "全国可上网确认真伪，无需盖章" in papers.html({**document, "verificationUrl": "https://ybzj.example/"})


def test_certificate_prints_the_number_of_the_printed_form_where_it_has_one():
    document = example("certificate", "minimal")
    assert f"凭证号：{document['documentNumber']}" in papers.html(document)
    number = "苏 2026 年 第 0200000001 号"
    assert f"凭证号：{number}" in papers.html({**document, "printedNumber": number})


def test_longest_values_stay_on_the_sheet():
    document = changed(example("certificate", "full"), "/person/name", "欧" * 50)
    document = changed(document, "/person/householdAddress", "址" * 200)
    document = changed(document, "/agency/name", "中" * 100)
    (page,) = pages(render(document, "pdf"))
    joined = page.replace("\n", "")
    assert "欧" * 50 in joined
    assert "址" * 200 in joined


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (60, 3), (200, 8)])
def test_information_form_repeats_its_head_and_counts_its_pages(count, sheets):
    document = rows(example("informationForm", "minimal"), count)
    found = pages(render(document, "pdf"))
    total = len(found)
    assert abs(total - sheets) <= 2
    for index, page in enumerate(found, 1):
        assert f"第 {index} 页 共 {total} 页" in page
        assert document["documentNumber"] in page
        assert "医疗保障类型" in page or index == total
    assert "累计缴费月数" in "".join(found)
    assert f"\n{count}" in "".join(found)


def test_information_form_tells_of_overlaps_only_where_there_are_any():
    sentence = "如实记录，重复时段未合并"
    assert sentence in papers.html(example("informationForm", "overlap-of-two-relations"))
    assert sentence not in papers.html(example("informationForm", "gaps"))


def test_docx_table_heads_repeat():
    paper = Document(BytesIO(render(rows(example("informationForm", "minimal"), 60), "docx")))
    table = next(table for table in paper.tables if table.rows[0].cells[0].text == "序号")
    assert len(table.rows) == 62
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "NUMPAGES" in paper.sections[0].footer._element.xml


@pytest.mark.parametrize("to", ["html", "pdf", "docx"])
def test_same_document_same_bytes_in_any_process(to):
    code = (
        "import hashlib, sys; sys.path.insert(0, '.');"
        "from tests.rendering.helpers import example; from ybzj_docs.rendering import render;"
        f"print(hashlib.sha256(render(example('certificate', 'full'), {to!r})).hexdigest())"
    )
    here = hashlib.sha256(render(example("certificate", "full"), to)).hexdigest()
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=resources.root(),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == here


@pytest.mark.parametrize(
    "name", ["谢𬱖", "陈䶮", "买买提·艾力", "古丽娜尔·玉素甫江", "\U00020bb7田", "José", "Анна", "مريم"]
)
def test_rare_names_are_printed(name):
    document = changed(example("certificate", "minimal"), "/person/name", name)
    assert name in papers.html(document)
    assert "□" not in pages(render(document, "pdf"))[0]


@pytest.mark.parametrize("to", ["html", "pdf", "docx"])
@pytest.mark.parametrize("char", ["\ue000", "\U000f0000", "\U0003347f", "\u2028"])
def test_characters_without_a_glyph_are_named_and_refused(char, to):
    document = changed(example("informationForm", "minimal"), "/person/name", f"王{char}")
    with pytest.raises(MissingGlyphs) as caught:
        render(document, to)
    assert caught.value.characters == [(char, "/person/name")]
    assert f"U+{ord(char):04X} /person/name" in str(caught.value)


def test_what_is_not_printed_needs_no_glyph():
    extensions = [{"owner": "甲", "name": "乙", "value": "\ue000"}]
    assert papers.html({**example("certificate", "minimal"), "extensions": extensions})


@pytest.mark.parametrize("to", ["html", "docx"])
def test_forms_without_template_are_named(monkeypatch, to):
    monkeypatch.setattr(templates, "find", lambda relative, own: None)
    with pytest.raises(NoTemplate):
        render(example("mailSlip", "minimal"), to)


def test_own_templates_go_first_and_know_only_what_the_form_has(tmp_path):
    folder = tmp_path / "certificate"
    folder.mkdir()
    page = folder / "page.html"
    document = example("certificate", "minimal")
    page.write_text("<p>{{ doc.person.name }}</p>", encoding="utf-8")
    assert papers.html(document, templates=tmp_path) == f"<p>{document['person']['name']}</p>"
    page.write_text("<p>{{ doc.person.nickname }}</p>", encoding="utf-8")
    with pytest.raises(UndefinedError):
        papers.html(document, templates=tmp_path)
    page.write_text("{{ doc.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(SecurityError):
        papers.html(document, templates=tmp_path)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "../secret.png", "data:text/css,a"]
)
def test_templates_load_nothing_from_outside(tmp_path, address):
    own = tmp_path / "own"
    (own / "certificate").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"")
    (own / "certificate" / "page.html").write_text(f'<img src="{address}">', encoding="utf-8")
    with pytest.raises(RefusedAddress):
        papers.pdf(example("certificate", "minimal"), templates=own)


def test_machine_without_fonts_is_told_the_command(monkeypatch):
    monkeypatch.setattr(doctor.fonts.Fonts, "families", lambda self: set())
    assert {problem.command.split()[-1] for problem in doctor.problems()} >= {"fonts-noto-cjk", "fonts-hanazono"}
    with pytest.raises(EngineMissing) as caught:
        papers.html(example("certificate", "minimal"))
    assert "apt-get install" in str(caught.value)


def test_machine_without_libraries_is_told_the_command(monkeypatch):
    def lacking():
        raise doctor.fonts.FontsUnavailable("no library")

    monkeypatch.setattr(doctor.fonts, "installed", lacking)
    monkeypatch.setattr(doctor, "_LIBRARIES", {"libnone.so": (("甲", "a"), ("乙", "b"), "libnone0")})
    commands = [problem.command.split()[-1] for problem in doctor.problems()]
    assert commands == ["libfontconfig1", "libnone0"]


@pytest.mark.parametrize("path", sorted(docx_templates.generated()))
def test_docx_templates_are_what_their_builder_makes(path):
    assert resources.path(path).read_bytes() == docx_templates.generated()[path], "mend: run `ybzj dev sync`"
