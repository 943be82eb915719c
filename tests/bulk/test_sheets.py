"""Spreadsheets with one document a row: what is read, what is told, and where."""

import json
import shutil
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ybzj_docs import catalog
from ybzj_docs.bulk.sheets import import_sheet
from ybzj_docs.checking import Options
from ybzj_docs.importing import UnreadableInput, WrongUse
from ybzj_docs.importing.sheet_columns import columns
from ybzj_docs.importing.sheet_template import template

KEY = b"0123456789abcdef"
ROW = {
    "姓名": "程安澜",
    "证件类型": "居民身份证（户口簿）",
    "证件号码": "320202198503121176",
    "医疗保障类型": "职工基本医疗保险",
    "个人账户余额": 1409.5,
    "余额截止日": date(2026, 10, 8),
    "个人账户处置": "转移",
    "个人账户转移额": 1409.5,
    "办理机构": "无锡市社会保险基金管理中心",
    "行政区划代码": 320200,
    "参保开始年月": "2005-07",
    "参保截止年月": "2026年7月",
}

OTHER = {**ROW, "个人账户余额": 1409.6, "个人账户转移额": 1409.6}


def options(**more):
    return Options(date(2026, 11, 2), None, KEY, **more)


def book(path, *rows, heads=tuple(ROW), before=()):
    made = openpyxl.Workbook()
    sheet = made.active
    for line in (*before, heads, *([row.get(head) for head in heads] for row in rows)):
        sheet.append(list(line))
    made.save(path)
    return path


def documents(folder, name="certificate.jsonl"):
    file = folder / name
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def problems(folder):
    return [
        (told["row"], told["column"], told["rule"])
        for told in json.loads((folder / "import-report.json").read_text())["problems"]
    ]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_a_row_becomes_a_document(tmp_path, out):
    report = import_sheet(book(tmp_path / "a.xlsx", ROW, {}, OTHER), "certificate", out, options(), first_number=7)
    assert (report.rows, report.documents, report.exit_code, report.marked) == (2, 2, 0, None)
    first, second = documents(out)
    assert list(first)[:4] == ["documentType", "edition", "documentNumber", "issuedOn"]
    assert (first["documentNumber"], second["documentNumber"]) == ("320200PZ2026000007", "320200PZ2026000008")
    assert first["issuedOn"] == "2026-11-02"
    assert first["person"] == {"name": "程安澜", "idType": "01", "idNumber": "320202198503121176"}
    assert first["account"]["balance"] == "1409.50"
    assert first["enrolment"] == {"from": "2005-07", "to": "2026-07"}
    assert sorted(path.name for path in out.iterdir()) == ["certificate.jsonl", "import-report.json"]


def test_everything_that_is_wrong_is_told_at_its_cell(tmp_path, out):
    rows = [
        {**ROW, "证件号码": 320202198503121176},
        {**ROW, "证件号码": "320202198503121175"},
        ROW,
        {**ROW, "余额截止日": "2026-02-30", "个人账户余额": -1},
        {**ROW, "姓名": None},
    ]
    source = book(tmp_path / "a.xlsx", *rows)
    report = import_sheet(source, "certificate", out, options())
    assert (report.documents, report.faulty, report.unusable, report.exit_code) == (1, 1, 3, 1)
    assert problems(out) == [
        (2, "C", "sheet-digits-lost"),
        (3, "C", "ID-01"),
        (5, "E", "sheet-money-negative"),
        (5, "F", "sheet-date"),
        (6, "A", "ST-01"),
    ]
    assert [one["person"]["idNumber"] for one in documents(out, "certificate-faulty.jsonl")] == ["320202198503121175"]
    sheet = openpyxl.load_workbook(out / "a-marked.xlsx").active
    marked = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert sorted(marked) == ["A6", "C2", "C3", "E5", "F5"]
    assert "文本" in marked["C2"]
    assert "ID-01" in marked["C3"]
    assert sheet["A2"].value == "程安澜"
    assert openpyxl.load_workbook(source).active["C3"].comment is None


def test_no_report_repeats_a_personal_value(tmp_path, out):
    import_sheet(book(tmp_path / "a.xlsx", {**ROW, "证件号码": "320202198503121175"}), "certificate", out, options())
    assert "3202021985" not in (out / "import-report.json").read_text()


@pytest.mark.parametrize(
    ("encoding", "asked", "newline"),
    [("utf-8-sig", None, "\r\n"), ("utf-8", None, "\n"), ("gb18030", "gb18030", "\r\n")],
)
def test_csv(tmp_path, out, encoding, asked, newline):
    lines = [",".join(ROW), ",".join(str(held) for held in ROW.values()), ",,,", "", '"坏']
    (tmp_path / "a.csv").write_bytes(newline.join(lines).encode(encoding))
    report = import_sheet(tmp_path / "a.csv", "certificate", out, options(encoding=asked))
    assert documents(out)[0]["person"]["name"] == "程安澜"
    assert (report.rows, report.documents) == (2, 1)
    assert problems(out) == [(5, "A", "sheet-csv")]
    sheet = openpyxl.load_workbook(out / "a-marked.xlsx").active
    assert sheet["A2"].value == "程安澜"
    assert sheet["C2"].value == "320202198503121176"
    assert sheet["A5"].comment


def test_gb18030_that_was_not_asked_for_is_refused_with_the_option(tmp_path, out):
    (tmp_path / "a.csv").write_bytes("姓名,证件号码\n".encode("gb18030"))
    with pytest.raises(UnreadableInput) as refused:
        import_sheet(tmp_path / "a.csv", "certificate", out, options())
    assert "--encoding gb18030" in refused.value.text()
    assert not out.exists()


def test_a_title_above_the_heads_and_groups_over_them(tmp_path, out):
    heads = tuple("机构名称" if head == "办理机构" else head for head in ROW)
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["参保凭证登记表（2026年）"])
    sheet.merge_cells("A1:L1")
    sheet.append(["参保人", None, None, None, None, None, None, None, "办理机构"])
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("I2:J2")
    sheet.append(list(heads))
    for _ in range(2):
        sheet.append(list(ROW.values()))
    for row in (4, 5):
        sheet.cell(row, 9, "无锡市社会保险基金管理中心" if row == 4 else None)
    sheet.merge_cells("I4:I5")
    made.save(tmp_path / "a.xlsx")
    report = import_sheet(tmp_path / "a.xlsx", "certificate", out, options())
    assert report.documents == 2
    assert {one["agency"]["name"] for one in documents(out)} == {"无锡市社会保险基金管理中心"}


def test_heads_as_the_printed_form_calls_them(tmp_path, out):
    row = {"姓名": "程安澜", "公民身份号码": "320202198503121176", "医疗保障类型": "职工基本医疗保险"}
    row |= {
        "个人账户余额（元）": "0.00",
        "办理机构名称": "无锡市医保中心",
        "办理机构行政区划代码": "320200",
        "序号": 1,
    }
    report = import_sheet(book(tmp_path / "a.xlsx", row, heads=tuple(row)), "certificate", out, options())
    assert (report.documents, report.ignored) == (1, [])
    assert documents(out)[0]["person"]["idType"] == "01"


def test_heads_as_the_platform_calls_them(tmp_path, out):
    row = {"psn_name": "程安澜", "psn_cert_type": "01", "certno": "320202198503121176", "医疗保障类型": "310"}
    row |= {"balc": "0.00", "办理机构": "无锡市医保中心", "办理机构·行政区划代码": "320200"}
    report = import_sheet(book(tmp_path / "a.xlsx", row, heads=tuple(row)), "certificate", out, options())
    assert (report.documents, report.ignored) == (1, [])


def test_a_column_that_is_not_read_is_told_with_the_nearest(tmp_path, out):
    row = {**ROW, "户籍地扯": "江苏省无锡市", "身高": 180}
    report = import_sheet(book(tmp_path / "a.xlsx", row, heads=tuple(row)), "certificate", out, options())
    assert [(head.text, head.near) for _, head in report.ignored] == [
        ("户籍地扯", ("户籍地址", "户籍地邮编")),
        ("身高", ()),
    ]
    assert report.exit_code == 1
    assert openpyxl.load_workbook(out / "a-marked.xlsx").active["M1"].comment


def test_a_number_that_comes_twice(tmp_path, out):
    rows = [ROW, {**ROW, "编号": "320200PZ2026000001"}, {**ROW, "编号": "X1"}, {**OTHER, "编号": "X1"}]
    report = import_sheet(book(tmp_path / "a.xlsx", *rows, heads=(*ROW, "编号")), "certificate", out, options())
    assert report.documents == 3
    assert problems(out) == [(5, "M", "sheet-number-twice")]


def test_numbers_that_are_made_leave_out_those_of_later_rows(tmp_path, out):
    rows = [ROW, OTHER, {**ROW, "编号": "320200PZ2026000001"}, {**OTHER, "编号": "320200PZ2026000002"}]
    report = import_sheet(book(tmp_path / "a.xlsx", *rows, heads=(*ROW, "编号")), "certificate", out, options())
    made = [one["documentNumber"][-1] for one in documents(out)]
    assert (report.documents, report.exit_code, made) == (4, 0, ["3", "4", "1", "2"])


def test_rows_that_are_the_same_are_told(tmp_path, out):
    report = import_sheet(book(tmp_path / "a.xlsx", ROW, OTHER, ROW), "certificate", out, options())
    assert (report.documents, report.exit_code, problems(out)) == (3, 0, [(4, None, "sheet-row-same")])
    assert "与第 2 行完全相同" in report.first[0].reason


def test_what_is_missing_is_named_once(tmp_path, out):
    report = import_sheet(book(tmp_path / "a.xlsx", {**ROW, "姓名": None}), "certificate", out, options())
    assert (report.first[0].head.text, report.first[0].reason) == ("姓名", "缺少必填项，请补填")


def test_formulas_without_a_result_and_error_cells(tmp_path, out):
    report = import_sheet(
        book(tmp_path / "a.xlsx", {**ROW, "个人账户余额": "=1+1", "姓名": "#N/A"}), "certificate", out, options()
    )
    assert report.documents == 0
    assert problems(out) == [(2, "A", "sheet-cell-error"), (2, "E", "sheet-formula")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"no zip", "不是完好的"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .xlsx"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .xlsx"),
        ("a.csv", b"PK\x03\x04", "不是完好的"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有表头"),
        ("a.csv", "姓名,证件号码\n甲,2\n".encode(), "缺少列"),
        ("a.csv", ",".join((*ROW, "姓名")).encode(), "两次"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_written(tmp_path, out, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableInput) as refused:
        import_sheet(tmp_path / name, "certificate", out, options())
    assert said in refused.value.text()
    assert not out.exists()


@pytest.mark.parametrize("form", ["informationForm", "message", "report"])
def test_a_form_with_lists_and_what_is_no_form_fit_no_row(tmp_path, out, form):
    with pytest.raises(WrongUse):
        import_sheet(book(tmp_path / "a.xlsx", ROW), form, out, options())
    with pytest.raises(WrongUse):
        template(form)


def test_entities_and_bombs_are_refused(tmp_path, out):
    source = book(tmp_path / "a.xlsx", ROW)
    bomb = '<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text = bomb + text.replace('<c r="E2" t="n"><v>1409.5</v></c>', '<c r="E2" t="str"><v>&c;</v></c>')
                assert "&c;" in text
            new.writestr(name, text)
    with pytest.raises(UnreadableInput):
        import_sheet(tmp_path / "b.xlsx", "certificate", out, options())


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_the_template_of_every_form_reads_back(form, tmp_path):
    try:
        data = template(form, every=True)
    except WrongUse:
        return
    assert data == template(form, every=True)
    (tmp_path / "t.xlsx").write_bytes(data)
    made = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = made.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.head for column in columns(form)]
    assert all(cell.comment for cell in sheet[1])
    example = json.loads((catalog.form(form).folder / "examples" / "valid" / "full.json").read_text())
    for position, column in enumerate(columns(form)):
        held = example
        for step in column.pointer.split("/")[1:]:
            held = held.get(step) if isinstance(held, dict) else None
        sheet.cell(2, position + 1).value = held
    made.save(tmp_path / "t.xlsx")
    report = import_sheet(tmp_path / "t.xlsx", form, tmp_path / "out", options())
    assert [one.reason for one in report.first if one.rule.startswith(("sheet-", "ST-"))] == []
    read = (documents(tmp_path / "out", f"{form}.jsonl") + documents(tmp_path / "out", f"{form}-faulty.jsonl"))[0]
    lists = {name for name, held in example.items() if isinstance(held, list)}
    assert read == {name: held for name, held in example.items() if name not in lists}


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(rows):
        made = openpyxl.Workbook(write_only=True)
        sheet = made.create_sheet()
        sheet.append(list(ROW))
        for number in range(rows):
            sheet.append([f"程{number}", *list(ROW.values())[1:]])
        made.save(tmp_path / "a.xlsx")
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        tracemalloc.start()
        import_sheet(tmp_path / "a.xlsx", "certificate", tmp_path / "out", options())
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    peak(50)
    assert peak(5000) < peak(2000) + 2_500_000


def test_the_output_must_be_empty(tmp_path, out):
    out.mkdir()
    Path(out / "x").touch()
    with pytest.raises(WrongUse):
        import_sheet(book(tmp_path / "a.xlsx", ROW), "certificate", out, options())
