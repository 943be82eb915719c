"""The empty spreadsheet of a form: heads as on the form, notes, drop-down lists, cells formatted as what they hold."""

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ybzj_docs import catalog, stable_zip
from ybzj_docs.importing.sheet_cells import letters
from ybzj_docs.importing.sheet_columns import Column, template_columns

_LAST_ROW = 1_048_576
_FONT = "宋体"
_LINE = Side(style="thin", color="999999")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NEEDED, _OTHER = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="E7E6E6")
_FORMATS = {"date": "yyyy-mm-dd", "month": "@", "money": "0.00", "count": "0"}
_HINTS = {
    "date": "日期，如 2026-11-02",
    "month": "年月，如 2026-11（按文本填写）",
    "time": "时间，如 2026-11-02T09:30:00+08:00",
    "money": "金额（元），至多两位小数",
    "count": "整数",
    "flag": "填“是”或“否”",
    "region": "六位区划代码",
    "accountNumber": "按文本填写，5 至 40 位",
}
_MADE = {
    "/documentNumber": "可不填：由区划、字母、年份和流水号编成（--first-number 指定起始流水号）",
    "/issuedOn": "可不填：为 --as-of 指定的日期，默认当天",
    "/edition": "可不填：2021",
}
_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.'
    b'openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:creator>ybzj-docs</dc:creator></cp:coreProperties>"
)
_GUIDE = (
    "一行一份{title}，从第 2 行起填写；列可以增删、调换次序，表头不要改名。",
    "黄色表头为必填，灰色为选填；鼠标停在表头上可看到说明。",
    "证件号码、电话、编号等列已设为“文本”格式。从别处粘贴时请选“选择性粘贴—数值”，否则号码可能变成 1.1E+17。",
    "有下拉列表的列，可选名称，也可填代码。",
    "填好后：ybzj import --sheet 本文件.xlsx --form {form} --out 文件夹",
    "不能用的行列在文件夹中的 import-report.json，并以批注写入一份副本。",
)


def template(form: str, *, every: bool = False) -> bytes:
    """The workbook (.xlsx) of ``form``; with ``every`` it has every column, else those that clerks fill in.

    The same form gives the same bytes.

    Raises:
        WrongUse: the form has lists that no row holds.
        catalog.UnknownName: no such form.
    """
    found = template_columns(form, every=every)
    book = Workbook()
    sheet = book.active
    sheet.title = catalog.form(form).title[:31]
    lists = book.create_sheet("代码")
    lists.sheet_state = "hidden"
    ranges: dict[str, str] = {}
    for position, column in enumerate(found):
        _head(sheet, position, column)
        if column.codelist is not None and column.codelist not in ranges:
            ranges[column.codelist] = _list(lists, len(ranges), column.codelist)
        _cells(sheet, position, column, ranges)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    _guide(book.create_sheet("填写说明"), form)
    return saved(book)


def template_csv(form: str, *, every: bool = False) -> bytes:
    """The heads of ``template`` as CSV: UTF-8 with a mark, by which spreadsheet programs know it. Raises alike."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow(column.head for column in template_columns(form, every=every))
    return written.getvalue().encode("utf-8-sig")


def saved(book: Workbook) -> bytes:
    """The bytes of ``book``, without the time at which they were made."""
    written = io.BytesIO()
    book.save(written)
    return stable_zip.repacked(written.getvalue(), {"docProps/core.xml": _PROPERTIES})


def note(text: str) -> Comment:
    """A note of ours on a cell, large enough to be read."""
    made = Comment(text, "ybzj")
    made.width, made.height = 320, 40 + 22 * (1 + len(text) // 22 + text.count("\n"))
    return made


def _head(sheet: Worksheet, position: int, column: Column) -> None:
    cell = sheet.cell(1, position + 1, column.head)
    made = column.pointer in _MADE
    cell.font = Font(name=_FONT, bold=True)
    cell.fill = _NEEDED if column.required and not made else _OTHER
    cell.border = _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = note(_note(column))
    sheet.column_dimensions[letters(position)].width = _width(column)


def _note(column: Column) -> str:
    made = _MADE.get(column.pointer)
    said = made or ("必填" if column.required else "选填")
    hint = "从下拉列表选，或填代码" if column.codelist else _HINTS.get(column.kind, "")
    longest = column.schema.get("maxLength")
    if not hint:
        hint = ("按文本填写" if column.holds_number else "文字") + (f"，至多 {longest} 个字" if longest else "")
    where = "·".join((*column.groups, column.title))
    return f"{where}\n{said}。{hint}。"


def _width(column: Column) -> float:
    wide = {"date": 13, "month": 11, "money": 14, "count": 9}.get(column.kind, 24 if column.kind == "text" else 16)
    return max(float(wide), 2.2 * min(len(column.head), 10) + 2)


def _list(lists: Worksheet, position: int, name: str) -> str:
    """Write the titles of a code list into the hidden sheet; the range where they stand."""
    found = catalog.codelist(name)
    lists.cell(1, position + 1, found.title)
    rows = list(found.titles.items())
    words = [title for _, title in rows]
    for index, (code, title) in enumerate(rows):
        lists.cell(index + 2, position + 1, title if words.count(title) == 1 else f"{code} {title}")
    at = letters(position)
    return f"'{lists.title}'!${at}$2:${at}${len(rows) + 1}"


def _cells(sheet: Worksheet, position: int, column: Column, ranges: dict[str, str]) -> None:
    at = letters(position)
    shown = "@" if column.codelist is not None else _FORMATS.get(column.kind, "@")
    sheet.column_dimensions[at].number_format = shown
    check = _validation(column, ranges)
    if check is not None:
        sheet.add_data_validation(check)
        check.add(f"{at}2:{at}{_LAST_ROW}")


def _validation(column: Column, ranges: dict[str, str]) -> DataValidation | None:
    """The drop-down list of a column; of others a bound that the program tells of as one types."""
    made: dict[str, Any] = {"allow_blank": True, "errorTitle": column.title[:30], "showErrorMessage": True}
    if column.codelist is not None:  # a code is right too: told, not refused
        made |= {"type": "list", "formula1": ranges[column.codelist], "showErrorMessage": False}
    elif column.kind == "flag":
        made |= {"type": "list", "formula1": '"是,否"', "error": "请填“是”或“否”"}
    elif column.kind == "money":
        made |= {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "99999999999.99"}
        made |= {"error": "请填金额，不能是负数"}
    elif column.kind == "count":
        made |= {"type": "whole", "operator": "between", "formula1": "0", "formula2": "999999", "error": "请填整数"}
    else:
        return None
    return DataValidation(**made)


def _guide(sheet: Worksheet, form: str) -> None:
    sheet.column_dimensions["A"].width = 100
    for index, line in enumerate(_GUIDE, 1):
        cell = sheet.cell(index, 1, line.format(title=catalog.form(form).title, form=form))
        cell.font = Font(name=_FONT)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
