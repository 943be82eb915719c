"""Cells that no program should write: of such a row it is told which they are, and all others are read."""

import zipfile

import pytest

from tests.bulk.test_sheets import ROW, book, documents, options, problems
from ybzj_docs.bulk.sheets import import_sheet
from ybzj_docs.importing import UnreadableInput

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
BALANCE = b'<c r="E2" t="n"><v>1409.5</v></c>'
NAME = b'<c r="A2" t="inlineStr"><is><t>&#31243;&#23433;&#28572;</t></is></c>'


def damaged(path, old, new, part=SHEET):
    """The workbook at ``path`` with ``new`` for ``old`` in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        *(
            pytest.param(BALANCE, BALANCE.replace(b"1409.5", said), "E", id=said.decode())
            for said in (
                b"NaN",
                b"sNaN",
                b"Infinity",
                b"1E6000",
                b"1E999999",
                b"0E999999",
                b"1E-999999",
                b"1_0",
                b"-",
            )
        ),
        pytest.param(BALANCE, BALANCE.replace(b'r="E2"', b'r="E2" s="x"'), "E", id="style"),
        pytest.param(BALANCE, BALANCE.replace(b't="n"', b't="s"'), "E", id="no such string"),
        pytest.param(BALANCE, BALANCE.replace(b't="n"', b't="s"').replace(b"1409.5", b"-1"), "E", id="string -1"),
        pytest.param(NAME, NAME.replace(b"<t>", b"<t>_xD800_"), "A", id="half a pair"),
    ],
)
def test_a_damaged_cell_is_told_and_the_next_row_is_read(tmp_path, old, new, column):
    file = damaged(book(tmp_path / "a.xlsx", ROW, ROW), old, new)
    report = import_sheet(file, "certificate", tmp_path / "out", options())
    assert (report.documents, report.unusable, report.exit_code) == (1, 1, 1)
    assert problems(tmp_path / "out") == [(2, column, "sheet-cell-damaged")]
    assert documents(tmp_path / "out")[0]["person"]["name"] == "程安澜"


@pytest.mark.parametrize("said", [b"abc", b"-2", b"2.5", b"9" * 5000])
def test_a_row_whose_number_is_none_has_no_cell_that_is_read(tmp_path, said):
    file = damaged(book(tmp_path / "a.xlsx", ROW, ROW), b'<row r="2"', b'<row r="%s"' % said)
    report = import_sheet(file, "certificate", tmp_path / "out", options())
    assert (report.documents, report.unusable, report.exit_code) == (1, 1, 1)
    assert (2, "A", "sheet-cell-damaged") in problems(tmp_path / "out")
    assert {row for row, _, _ in problems(tmp_path / "out")} == {2}


def test_a_whole_pair_and_remarks_within_rows_are_read(tmp_path):
    file = damaged(
        book(tmp_path / "a.xlsx", ROW), NAME, b"<!-- a --><?b c?>" + NAME.replace(b"<t>", b"<!-- d --><t>")
    )
    damaged(file, b"&#28572;", b"_xD840__xDC00_")
    assert import_sheet(file, "certificate", tmp_path / "out", options()).exit_code == 0
    assert documents(tmp_path / "out")[0]["person"]["name"] == "程安\U00020000"


def test_styles_that_are_none_make_no_workbook(tmp_path):
    file = damaged(book(tmp_path / "a.xlsx", ROW), b'<xf numFmtId="0"', b'<xf numFmtId="x"', STYLES)
    with pytest.raises(UnreadableInput):
        import_sheet(file, "certificate", tmp_path / "out", options())
