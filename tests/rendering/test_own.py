"""Templates of an agency's own: what is wrong in them is said with the nearest right name, and nothing gets out."""

import json
import re
import shutil
import zipfile

import pytest
from docx import Document

from tests.rendering.helpers import example
from ybzj_docs import resources
from ybzj_docs.cli.main import run
from ybzj_docs.rendering import TemplateWrong, render
from ybzj_docs.rendering.own import check


def folder(tmp_path, page, form="certificate", name="page.html"):
    (tmp_path / form).mkdir(parents=True, exist_ok=True)
    (tmp_path / form / name).write_text(page, encoding="utf-8")
    return tmp_path


def docx(tmp_path, *lines, form="certificate"):
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    (tmp_path / form).mkdir(parents=True, exist_ok=True)
    made.save(str(tmp_path / form / "page.docx"))
    return tmp_path / form / "page.docx"


def test_ours_are_right_and_forget_nothing():
    found = check(resources.path("templates"))
    assert (found.faults, found.forgotten) == ((), ())


@pytest.mark.parametrize(
    ("page", "what", "near"),
    [
        ("\n{{ doc.person.nmae }}", "doc.person.nmae", "doc.person.name"),
        ("\n{{ doc.idNumber }}", "doc.idNumber", "doc.person.idNumber"),
        ("\n{{ doc.agnecy.name }}", "doc.agnecy", "doc.agency"),
        ("\n{{ document.person.name }}", "document", None),
        ("\n{% if doc.person.mobil %}x{% endif %}", "doc.person.mobil", "doc.person.mobile"),
        ("\n{% for one in doc.periods %}{{ one }}{% endfor %}", "doc.periods", None),
        ("\n{{ paper.titel }}", "paper.titel", "paper.title"),
    ],
)
def test_unknown_fields_are_named_with_the_nearest(tmp_path, page, what, near):
    fault = check(folder(tmp_path, page)).faults[0]
    assert (fault.kind, fault.what, fault.file, fault.line) == ("unknown", what, "certificate/page.html", 2)
    assert near is None or near in fault.near
    assert what in fault.text("zh")
    assert what in fault.text("en")


def test_all_unknown_fields_are_told_at_once_and_each_once(tmp_path):
    found = check(folder(tmp_path, "{{ doc.a }}{{ doc.b }}\n{{ doc.a }}"))
    assert [(fault.what, fault.line) for fault in found.faults] == [("doc.a", 1), ("doc.b", 1), ("doc.a", 2)]


def test_unknown_fields_of_lists_are_named(tmp_path):
    page = "{% for one in doc.periods %}{{ one.monhts }}{% endfor %}"
    fault = check(folder(tmp_path, page, "informationForm")).faults[0]
    assert (fault.what, fault.near[0]) == ("doc.periods[].monhts", "doc.periods[].months")


def test_forgotten_members_are_told(tmp_path):
    found = check(folder(tmp_path, "{{ doc.person.name }}"))
    pointers = {one.pointer: one.title for one in found.forgotten}
    assert "/person/name" not in pointers
    assert pointers["/person/idNumber"] == "证件号码"
    assert "/person/sex" not in pointers, "ours does not print it either"


def test_a_member_printed_by_a_filter_or_joined_to_text_is_not_forgotten(tmp_path):
    page = '{{ doc.verificationCode|grouped(4) }}{{ "第" ~ doc.printedCount }}{{ doc.person|identity }}'
    pointers = {one.pointer for one in check(folder(tmp_path, page)).forgotten}
    assert not pointers & {"/verificationCode", "/printedCount", "/person/idNumber"}


def test_docx_templates_are_checked_alike(tmp_path):
    docx(tmp_path, "{{ doc.person.name }} {{ doc.person.idNumbr }}", "{%p if doc.copi %}", "x", "{%p endif %}")
    found = check(tmp_path)
    assert [fault.what for fault in found.faults] == ["doc.person.idNumbr", "doc.copi"]
    assert found.faults[0].near[0] == "doc.person.idNumber"


def test_shared_parts_of_ones_own_are_tried_with_our_pages(tmp_path):
    shared = resources.path("templates/_base/macros.html").read_text(encoding="utf-8")
    folder(tmp_path, shared.replace("person.idNumber", "person.idNumbr"), "_base", "macros.html")
    faults = check(tmp_path).faults
    assert {fault.file for fault in faults} >= {"_base/macros.html"}


def test_what_the_page_on_templates_shows_is_right(tmp_path):
    page = (resources.root() / "docs" / "templates.md").read_text(encoding="utf-8")
    shown = [code.replace("\\|", "|") for code in re.findall(r"`({[{%][^`]+)`", page)]
    whole = [code for code in shown if "…" not in code]
    assert len(whole) >= 8
    for code in whole:
        form = "informationForm" if "periods" in code else "certificate"
        ended = code if "endfor" in code or "{% for" not in code else code + "{% endfor %}"
        assert check(folder(tmp_path / form, ended, form)).faults == (), code


ATTACKS = [
    "{{ doc.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ doc.person.name.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ '{0.__class__}'.format(doc) }}",
    "{{ range(10000000)|list }}",
    "{{ lipsum(n=100000000) }}",
    "{{ 'a' * 10000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ doc.person.pointers.append(1) }}",
    "{% include '../../../../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ doc.person.name.encode.__self__ }}",
    "{% for a in doc.periods %}",
    "{{ open('/etc/passwd').read() }}",
    "{{ doc.person.name|attr('__class__') }}",
]


@pytest.mark.parametrize("page", ATTACKS)
def test_a_template_runs_no_code_and_reads_no_file(tmp_path, page):
    for found in (check(folder(tmp_path / "html", page)), check(docx(tmp_path / "docx", page).parents[1])):
        assert found.faults
        assert not any("root:" in fault.text() for fault in found.faults)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    made = folder(tmp_path / "own", "{% include 'certificate/secret.html' %}")
    (made / "certificate" / "secret.html").symlink_to("/etc/passwd")
    fault = check(made).faults[0]
    assert (fault.kind, fault.file) == ("forbidden", "certificate/secret.html")


def repacked(path, **parts):
    other = path.with_suffix(".new")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    shutil.move(other, path)


def test_docx_with_macros_or_outside_parts_or_fields_is_refused(tmp_path):
    path = docx(tmp_path, "{{ doc.person.name }}")
    assert check(tmp_path).faults == ()
    repacked(path, **{"word/vbaProject.bin": b"x"})
    assert check(tmp_path).faults[0].kind == "forbidden"
    path = docx(tmp_path, "x")
    with zipfile.ZipFile(path) as packed:
        links = packed.read("word/_rels/document.xml.rels").decode()
    outside = '<Relationship Id="r9" Type="x/attachedTemplate" Target="http://x/t.dotm" TargetMode="External"/></Relationships>'
    repacked(path, **{"word/_rels/document.xml.rels": links.replace("</Relationships>", outside)})
    assert "外部文件" in check(tmp_path).faults[0].text()
    path = docx(tmp_path, "x")
    with zipfile.ZipFile(path) as packed:
        body = packed.read("word/document.xml").decode()
    field = '<w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r></w:p>'
    repacked(path, **{"word/document.xml": body.replace("</w:p>", field, 1)})
    assert "INCLUDETEXT" in check(tmp_path).faults[0].text()
    path.write_bytes(b"no zip")
    assert check(tmp_path).faults[0].kind == "syntax"


def test_a_template_that_cannot_be_filled_is_no_bug_of_ours(tmp_path):
    made = folder(tmp_path, "{{ doc.person.nickname }}")
    with pytest.raises(TemplateWrong, match="nickname"):
        render(example("certificate", "minimal"), "html", templates=made)


def test_the_command_refuses_wrong_templates_and_names_what_is_forgotten(tmp_path, capfd):
    document = str(tmp_path / "a.json")
    (tmp_path / "a.json").write_text(json.dumps(example("certificate", "minimal")), encoding="utf-8")
    made = folder(tmp_path / "own", "{{ doc.person.nmae }}")
    command = ["render", document, "--to", "html", "-o", str(tmp_path / "a.html"), "--templates", str(made)]
    assert run(command) == 2
    assert "doc.person.name" in capfd.readouterr().err
    assert not (tmp_path / "a.html").exists()
    folder(tmp_path / "own", "{{ doc.person.name }}")
    assert run(command) == 0
    assert "没有印出 证件号码" in capfd.readouterr().err


@pytest.mark.parametrize(("file", "near"), [("certificate.html", ("certificate/page.html",)), ("own/page.html", ())])
def test_templates_that_stand_nowhere_are_refused_with_the_layout(tmp_path, capfd, file, near):
    (tmp_path / "a.json").write_text(json.dumps(example("certificate", "minimal")), encoding="utf-8")
    made = tmp_path / "own"
    made.mkdir()
    command = ["render", f"{tmp_path}/a.json", "--to", "html", "-o", f"{tmp_path}/a.html", "--templates", str(made)]
    assert run(command) == 2
    (made / file).parent.mkdir(exist_ok=True)
    (made / file).write_text("{{ doc.person.name }}", encoding="utf-8")
    assert check(made).faults[0].near == near
    assert run(command) == 2
    assert "certificate/page.html" in capfd.readouterr().err
    assert not (tmp_path / "a.html").exists()
    folder(made, "", name="style.css")
    assert check(made).faults == ()
