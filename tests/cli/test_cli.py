"""The command line: exit codes of the contract, data on stdout, words on stderr, no half files, no tracebacks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ybzj_docs import catalog
from ybzj_docs.cli.main import run

CLEAN = catalog.form("withdrawal").folder / "examples/valid/full.json"


@pytest.fixture
def files(tmp_path):
    """A folder with a clean document, a wrong one, and one that is no JSON."""
    (tmp_path / "clean.json").write_bytes(CLEAN.read_bytes())
    (tmp_path / "wrong.json").write_text('{"documentType": "withdrawal"}', encoding="utf-8")
    (tmp_path / "cut.json").write_text('{"documentType":', encoding="utf-8")
    warned = json.loads(CLEAN.read_bytes())
    warned["person"]["householdType"] = "X9"
    (tmp_path / "warned.json").write_text(json.dumps(warned), encoding="utf-8")
    return tmp_path


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def call(capfd, *arguments):
    code = run([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


@pytest.mark.parametrize(
    ("chosen", "options", "code"),
    [
        (["clean"], [], 0),
        (["wrong"], [], 1),
        (["cut"], [], 3),
        (["wrong", "cut"], [], 3),
        (["warned"], [], 0),
        (["warned"], ["--fail-on", "warning"], 1),
        (["clean", "gone"], [], 3),
        (["clean"], ["--profile", "nowhere"], 2),
        (["clean"], ["--as-of", "2026-02-30"], 2),
        (["clean"], ["--bogus"], 2),
        (["clean"], ["--mask-key", "nowhere"], 2),
        ([], [], 2),
    ],
)
def test_exit_codes_of_check(files, capfd, chosen, options, code):
    assert call(capfd, "check", *(files / f"{name}.json" for name in chosen), *options)[0] == code


def test_an_empty_folder_has_nothing_to_check(tmp_path, capfd):
    code, _, err = call(capfd, "check", tmp_path)
    assert (code, "没有找到" in err) == (3, True)


def test_json_goes_to_stdout_alone_and_the_rest_to_stderr(files, capfd):
    _, out, err = call(capfd, "check", files / "gone.json", files / "wrong.json", "--format", "json")
    assert json.loads(out)["summary"]["invalid"] == 1
    assert "gone.json" in err


def test_output_is_written_by_rename(files, capfd):
    target = files / "report.json"
    target.write_text("old", encoding="utf-8")
    call(capfd, "check", files / "wrong.json", "--format", "json", "--output", target)
    assert json.loads(target.read_bytes())["reportVersion"] == "1"
    assert not [name for name in names(files) if name.endswith(".part")]


def test_a_file_that_was_there_keeps_its_permissions_and_the_links_to_it(files, capfd):
    target, link = files / "report.json", files / "link.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    call(capfd, "check", files / "wrong.json", "--format", "json", "--output", link)
    assert json.loads(target.read_bytes())["reportVersion"] == "1"
    assert (link.is_symlink(), target.stat().st_mode & 0o777) == (True, 0o600)


@pytest.mark.parametrize("place", ["before", "after"])
def test_english_is_asked_for_before_or_after_the_command(files, capfd, place):
    arguments = ["check", files / "wrong.json"]
    english = ["--lang", "en", *arguments] if place == "before" else [*arguments, "--lang", "en"]
    assert "A required member is missing" in call(capfd, *english)[1]
    assert "缺少必填项" in call(capfd, *arguments)[1]


@pytest.mark.parametrize(
    "arguments", [["chek"], ["forms", "show", "x"], ["codes", "show", "x"], ["rules", "explain", "x"]]
)
def test_unknown_names_are_wrong_use(capfd, arguments):
    code, out, err = call(capfd, *arguments)
    assert (code, out, bool(err)) == (2, "", True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("convert x.json --to pdf", "'--to' 的值不对：'pdf' 不是 'json'、'xml' 之一"),
        ("transfer due --within -1", "-1 不在范围 0<=x<=400 内"),
        ("transfer due --within soon", "'soon' 不是整数"),
        ("transfer due o.db", "多出参数 o.db"),
        ("transfer due --within", "选项 '--within' 缺少值"),
        ("transfer due --reminders=1", "选项 '--reminders' 不带值"),
        ("check {gone}", "不能读取 {gone}：没有这个文件或文件夹"),
        ("render {gone} --to pdf -o {out}", "不能读取 {gone}：没有这个文件或文件夹"),
        ("convert {gone} --to xml", "不能读取 {gone}：没有这个文件或文件夹"),
        ("fix {gone}", "不能读取 {gone}：没有这个文件或文件夹"),
        ("render --verify {gone}", "不能读取 {gone}：没有这个文件或文件夹"),
        ("certificate issue {gone} --agency 320200001 --store {store}", "不能读取 {gone}：没有这个文件或文件夹"),
        ("import --sheet {gone} --form certificate --out {out}", "gone.xlsx：没有这个文件或文件夹"),
    ],
)
def test_what_click_and_the_system_say_is_said_in_chinese(tmp_path, capfd, arguments, told):
    paths = {"gone": tmp_path / "gone.xlsx", "store": tmp_path / "store.db", "out": tmp_path / "out"}
    code, _, err = call(capfd, *arguments.format(**paths).split())
    assert code in (2, 3)
    assert told.format(**paths) in err
    assert "No such" not in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("convert x.json --to pdf", "Invalid value for '--to': 'pdf' is not one of 'json', 'xml'."),
        ("check nowhere.json", "cannot read nowhere.json: No such file or directory"),
    ],
)
def test_what_click_and_the_system_say_stays_in_english(capfd, arguments, told):
    assert told in call(capfd, *arguments.split(), "--lang", "en")[2]


def test_stdin_is_a_path(files):
    done = subprocess.run(
        [sys.executable, "-c", "from ybzj_docs.cli.main import main; main()", "check", "-", "--format", "json"],
        input=(files / "wrong.json").read_bytes(),
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["inputs"][0]["path"]) == (1, "-")


def test_a_closed_pipe_is_no_failure(files):
    command = (
        f'"{sys.executable}" -c "from ybzj_docs.cli.main import main; main()" forms schema documents | head -c 10'
    )
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("form", [*catalog.DOCUMENT_TYPES, "message", "documents"])
def test_examples_are_printed_in_both_notations_and_pass_the_printed_schema(capfd, tmp_path, form):
    for kind in ("json", "xml"):
        code, out, _ = call(capfd, "forms", "example", form, "--format", kind)
        (tmp_path / f"e.{kind}").write_text(out, encoding="utf-8")
        assert code == 0
        assert call(capfd, "check", tmp_path / f"e.{kind}", "--as-of", "2026-11-02")[0] == 0


def test_an_example_validates_with_the_printed_schemas_and_nothing_of_ours(capfd, tmp_path):
    xsd, xml = tmp_path / "c.xsd", tmp_path / "c.xml"
    xsd.write_text(call(capfd, "forms", "schema", "certificate", "--format", "xsd")[1], encoding="utf-8")
    xml.write_text(call(capfd, "forms", "example", "certificate", "--format", "xml")[1], encoding="utf-8")
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", xsd, xml], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_lists_and_pages(capfd):
    for arguments in (["forms", "list"], ["codes", "list"], ["rules", "list"], ["profiles", "list"]):
        for lang in ("zh", "en"):
            code, out, _ = call(capfd, *arguments, "--lang", lang)
            assert (code, len(out.splitlines()) > 3) == (0, True)
    assert "ID-02" in call(capfd, "rules", "explain", "id-02")[1]
    assert "10 个工作日" in call(capfd, "profiles", "show", "NHSA-2021-43")[1]
    assert "310,职工基本医疗保险" in call(capfd, "codes", "show", "insuranceType")[1]
    assert json.loads(call(capfd, "codes", "show", "sex", "--format", "json")[1])["closed"] is True


def test_convert_there_and_back(files, capfd):
    xml = files / "clean.xml"
    assert call(capfd, "convert", files / "clean.json", "--to", "xml", "-o", xml)[0] == 0
    code, out, _ = call(capfd, "convert", xml, "--to", "json")
    assert (code, json.loads(out)) == (0, json.loads(CLEAN.read_bytes()))


def test_convert_refuses_what_fails_structure_and_writes_nothing(files, capfd):
    target = files / "no.xml"
    code, out, err = call(capfd, "convert", files / "wrong.json", "--to", "xml", "-o", target)
    assert (code, out, target.exists(), "ST-01" in err) == (1, "", False, True)


def test_convert_writes_the_sound_ones_of_many(files, capfd):
    clean = json.loads(CLEAN.read_bytes())
    many = files / "many.json"
    many.write_text(json.dumps([clean, {"documentType": "withdrawal"}, clean]), encoding="utf-8")
    code, out, _ = call(capfd, "convert", many, "--to", "json")
    assert (code, json.loads(out)) == (1, [clean, clean])


def test_render_writes_one_file_or_a_folder(files, capfd):
    paper = catalog.form("certificate").folder / "examples/valid/full.json"
    single = files / "c.html"
    assert call(capfd, "render", paper, "--to", "html", "-o", single)[0] == 0
    assert "参保凭证" in single.read_text(encoding="utf-8").replace(" ", "")
    folder = files / "papers"
    assert call(capfd, "render", paper, paper, files / "wrong.json", "--to", "html", "-o", folder)[0] == 1
    number = json.loads(paper.read_bytes())["documentNumber"]
    assert names(folder) == [f"{number}-1.html", f"{number}-1_2.html"]  # copy 1, twice


@pytest.mark.parametrize("output", ["papers", "papers/", "made.html/"])
def test_a_name_without_the_suffix_is_a_folder_for_one_document_too(files, capfd, output):
    paper = catalog.form("certificate").folder / "examples/valid/full.json"
    code, out, _ = call(capfd, "render", paper, "--to", "html", "-o", f"{files}/{output}")
    number = json.loads(paper.read_bytes())["documentNumber"]
    assert (code, names(files / output), "打印 1 份" in out) == (0, [f"{number}-1.html"], True)


def test_a_name_with_the_suffix_is_a_file_for_one_document(files, capfd):
    paper = catalog.form("certificate").folder / "examples/valid/full.json"
    tree = json.loads(paper.read_bytes())
    many, one = files / "many.jsonl", files / "one.jsonl"
    many.write_text(f"{json.dumps(tree)}\n" * 2, encoding="utf-8")
    one.write_text(json.dumps(tree), encoding="utf-8")
    assert call(capfd, "render", many, "--to", "html", "-o", files / "x.html")[0] == 2
    assert call(capfd, "render", many, "--to", "html", "-o", "-")[0] == 2
    assert call(capfd, "render", paper, "--to", "docx", "-o", files / "x.pdf")[0] == 2  # of another target
    assert call(capfd, "render", paper, "--to", "pdf", "--merge", "-o", f"{files}/x/")[0] == 2
    assert not any((files / name).exists() for name in ("x.html", "x.pdf", "x"))
    assert call(capfd, "render", one, "--to", "html", "-o", files / "x.html")[0] == 0
    assert (files / "x.html").is_file()


def test_render_merges_reports_and_refuses_what_cannot_be(files, capfd):
    paper = catalog.form("certificate").folder / "examples/valid/full.json"
    merged = files / "all.pdf"
    code, out, _ = call(capfd, "render", paper, paper, "--to", "pdf", "--merge", "-o", merged, "--format", "json")
    told = json.loads(out)
    assert (code, told["summary"]["printed"], {one["file"] for one in told["papers"]}) == (0, 2, {str(merged)})
    assert call(capfd, "render", paper, "--to", "html", "--merge", "-o", files / "x.html")[0] == 2
    assert call(capfd, "render", paper, "--to", "pdf", "--merge", "-o", files)[0] == 2
    assert call(capfd, "render", paper, "--to", "html", "--format", "json", "-o", "-")[0] == 2
    code, _, err = call(capfd, "render", paper, paper, "--to", "html", "-o", files / "clean.json" / "out")
    assert (code, "不能写入文件夹" in err) == (2, True)
    code, out, _ = call(capfd, "render", paper, paper, "--to", "html", "-o", files / "papers2")
    assert (code, "打印 2 份，未打印 0 份" in out) == (0, True)


def test_a_message_is_no_paper_and_the_others_are_printed(files, capfd):
    message = catalog.form("message").folder / "examples/valid/certificate.json"
    code, _, err = call(capfd, "render", message, files / "clean.json", "--to", "html", "-o", files / "out")
    assert (code, err.count("暂无打印模板"), len(names(files / "out"))) == (1, 1, 1)


def test_an_output_that_is_an_input_is_refused(files, capfd):
    clean, before = files / "clean.json", (files / "clean.json").read_bytes()
    assert call(capfd, "check", files / "clean.json", "--output", clean)[0] == 2
    assert call(capfd, "convert", clean, "--to", "xml", "-o", clean)[0] == 2
    assert call(capfd, "render", clean, "--to", "html", "-o", clean)[0] == 2
    assert clean.read_bytes() == before


def test_what_cannot_be_written_is_told_with_its_path(files, capfd):
    code, _, err = call(capfd, "convert", files / "clean.json", "--to", "xml", "-o", files / "no" / "x.xml")
    assert (code, "x.xml" in err) == (2, True)


@pytest.mark.parametrize("command", ["check {clean} --output {no}/r.json", "import {export} --out {file}/new/out"])
def test_a_folder_that_cannot_be_is_wrong_use_told_before_anything_is_read(files, capfd, command):
    export = catalog.resources.path("samples/platform-export")
    places = {"clean": files / "clean.json", "no": files / "no", "file": files / "cut.json", "export": export}
    before = names(files)
    code, out, err = call(capfd, *command.format(**places).split())
    assert (code, out, names(files)) == (2, "", before)
    assert str(files / "no") in err or str(files / "cut.json/new/out") in err
    assert "换一个" in err


def test_a_sheet_is_not_read_where_its_folder_cannot_be_made(files, capfd):
    arguments = ("--sheet", files / "gone.csv", "--form", "certificate", "--out", files / "cut.json" / "out")
    assert call(capfd, "import", *arguments)[0] == 2
    assert call(capfd, "import", *arguments[:-1], files / "new" / "out")[0] == 3
    assert not (files / "new").exists()


def test_a_device_is_written_as_it_is(files, capfd):
    assert call(capfd, "convert", files / "clean.json", "--to", "xml", "-o", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()
    assert "<withdrawal" in call(capfd, "convert", files / "clean.json", "--to", "xml", "-o", "-")[1]


def test_convert_takes_files_not_folders(files, capfd):
    assert call(capfd, "convert", files, "--to", "xml")[0] == 2


def test_values_are_masked_wherever_findings_are_told(files, capfd):
    tree = json.loads(CLEAN.read_bytes())
    tree["person"]["birthDate"] = "1967-02-30"
    (files / "bad.json").write_text(json.dumps(tree), encoding="utf-8")
    for command in (["convert", files / "bad.json", "--to", "xml"], ["check", files / "bad.json"]):
        _, out, err = call(capfd, *command)
        assert "1967-02-30" not in out + err


def test_codes_of_reading_and_structure_are_explained(capfd):
    assert "缺少必填项" in call(capfd, "rules", "explain", "ST-01")[1]
    assert "UTF-8" in call(capfd, "rules", "explain", "io-01", "--lang", "en")[1]
    assert "工作日表" in call(capfd, "rules", "explain", "TM-03")[1]


def test_fix_mends_in_place_and_a_dry_run_shows_the_diff(files, capfd):
    tree = json.loads(CLEAN.read_bytes())
    tree["person"]["name"] = "张 三"
    file = files / "name.json"
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")
    code, out, _ = call(capfd, "fix", file, "--dry-run")
    assert (code, '+  "name": "张三"' in out, "张 三" in file.read_text(encoding="utf-8")) == (1, True, True)
    assert call(capfd, "fix", file)[0] == 0
    assert json.loads(file.read_bytes())["person"]["name"] == "张三"
    assert call(capfd, "fix", file, "--dry-run")[:2] == (0, "")
    assert call(capfd, "fix", files / "gone.json")[0] == 3


@pytest.mark.parametrize(("encoding", "options"), [("gb18030", ["--encoding", "gb18030"]), ("utf-16", [])])
def test_a_diff_shows_the_words_of_every_encoding(files, capfd, encoding, options):
    tree = json.loads(CLEAN.read_bytes())
    tree["person"]["name"] = "张 三"
    file = files / "name.json"
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=2), encoding=encoding)
    code, out, _ = call(capfd, "fix", file, "--dry-run", *options)
    assert (code, '-    "name": "张 三"' in out, '+    "name": "张三"' in out) == (1, True, True)
    file.write_bytes(CLEAN.read_bytes().decode().encode(encoding))
    assert call(capfd, "fix", file, "--dry-run", *options)[:2] == (0, "")


def test_render_stays_within_its_folder(files, capfd):
    tree = json.loads((catalog.form("certificate").folder / "examples/valid/full.json").read_bytes())
    tree["documentNumber"] = "../../etc/passwd"
    (files / "a.json").write_text(json.dumps(tree), encoding="utf-8")
    call(capfd, "render", files / "a.json", files / "a.json", "--to", "html", "-o", files / "out")
    assert all("/" not in name and not name.startswith(".") for name in names(files / "out"))
    assert not (files.parent / "etc").exists()


def test_a_character_that_no_font_has_is_named_and_refused(files, capfd):
    tree = json.loads((catalog.form("certificate").folder / "examples/valid/full.json").read_bytes())
    tree["person"]["name"] = "郑\ue123"
    (files / "pua.json").write_text(json.dumps(tree), encoding="utf-8")
    code, _, err = call(capfd, "render", files / "pua.json", "--to", "html", "-o", files / "pua.html")
    assert (code, "U+E123" in err, (files / "pua.html").exists()) == (1, True, False)


def test_import_tells_wrong_use_and_missing_input_apart(tmp_path, capfd):
    export = catalog.resources.path("samples/platform-export")
    common = ["--as-of", "2026-11-02"]
    assert call(capfd, "import", export, "--out", tmp_path / "a", "--destination", "999999", *common)[0] == 2
    assert not (tmp_path / "a").exists()
    assert call(capfd, "import", tmp_path, "--out", tmp_path / "b", *common)[0] == 3
    assert call(capfd, "import", export, "--out", tmp_path / "c", "--destination", "310000", *common)[0] == 1
    assert len(names(tmp_path / "c")) >= 51


def test_the_demo_comes_out_as_the_samples_expect(tmp_path, capfd):
    code, out, _ = call(capfd, "demo", "--out", tmp_path / "demo")
    assert (code, "50/50" in out) == (0, True)
    papers = names(tmp_path / "demo/papers")
    assert (len(papers), {name.rsplit(".", 1)[1] for name in papers}) == (16, {"pdf", "docx"})
    assert call(capfd, "demo", "--out", tmp_path / "demo")[0] == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").touch()
    assert call(capfd, "demo", "--out", tmp_path / "mine")[0] == 2


def test_doctor_says_what_is_missing_or_that_nothing_is(capfd):
    code, out, _ = call(capfd, "doctor")
    assert code == (0 if "一切齐备" in out else 1)


def test_generated_files_are_in_step(capfd):
    assert call(capfd, "dev", "sync", "--check")[0] == 0


def test_an_empty_sheet_is_what_its_suffix_says(files, capfd):
    assert call(capfd, "forms", "sheet", "certificate", "-o", files / "a.xlsx")[0] == 0
    assert (files / "a.xlsx").read_bytes().startswith(b"PK")
    assert call(capfd, "forms", "sheet", "certificate", "-o", files / "a.csv")[0] == 0
    heads = (files / "a.csv").read_bytes()
    assert heads.startswith(b"\xef\xbb\xbf")
    assert "姓名" in heads.decode("utf-8-sig").strip().split(",")
    code, _, err = call(capfd, "forms", "sheet", "certificate", "-o", files / "a.xls")
    assert (code, ".xlsx" in err, (files / "a.xls").exists()) == (2, True, False)
