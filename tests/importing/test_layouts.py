"""However an export is laid out, the documents are the same; lines are those of the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.exports import DETAILS, EXPECTED, Result, basic, imported, sample


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return imported(sample(), tmp_path_factory.mktemp("plain"))


@given(seed=st.integers(0, 10**6))
def test_order_of_rows_and_columns_does_not_matter(
    plain: Result, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    source = sample().shuffled(seed, keep=("psn_info_b",)).write(folder / "export", seed=seed)
    assert imported(source, folder).documents() == plain.documents()


def test_order_of_persons_changes_numbers_alone(plain: Result, tmp_path: Path) -> None:
    shuffled = imported(sample().shuffled(7), tmp_path)
    for expected in EXPECTED.values():
        for kind in ("precheck", "certificate", "informationForm"):
            one, other = (result.document(expected["psn_no"], kind) for result in (plain, shuffled))
            assert one | {"documentNumber": ""} == other | {"documentNumber": ""}


def test_bom_and_crlf_as_excel_writes_them(plain: Result, tmp_path: Path) -> None:
    source = sample().write(tmp_path / "export", encoding="utf-8-sig", newline="\r\n", quote=True)
    result = imported(source, tmp_path)
    assert result.documents() == plain.documents()
    assert result.rows() == plain.rows()


def test_gb18030(plain: Result, tmp_path: Path) -> None:
    source = sample().write(tmp_path / "export", encoding="gb18030")
    assert imported(source, tmp_path, encoding="gb18030").documents() == plain.documents()


def test_gb18030_is_read_by_its_mapping_of_2022(tmp_path: Path) -> None:
    source = basic().write(tmp_path / "export", encoding="gb18030")
    table = source / "psn_info_b.csv"
    table.write_bytes(table.read_bytes().replace("测试人".encode("gb18030"), "王".encode("gb18030") + b"\xfe\x59"))
    assert imported(source, tmp_path, encoding="GB18030").document("1", "precheck")["person"]["name"] == "王\u9fb4"


def test_same_input_same_bytes(plain: Result, tmp_path: Path) -> None:
    assert imported(sample(), tmp_path).files() == plain.files()


def test_lines_are_true_behind_quoted_line_breaks(tmp_path: Path) -> None:
    export = basic()
    for month in ("201001", "201313", "201002", "201003"):
        export.paid("R1", "1", month, month, clct_time="a\nb\r\nc")
    export.paid("R2", "1", "201001", "201001")
    assert imported(export, tmp_path).rows() == [
        (f"{DETAILS}.csv", 5, "accrym_begn", "month-none"),
        (f"{DETAILS}.csv", 14, "psn_insu_rlts_id", "relation-unknown"),
    ]


def test_broken_rows_are_told_and_reading_goes_on(tmp_path: Path) -> None:
    source = basic().paid("R1", "1", "201001", "201001").write(tmp_path / "export")
    long = "R1,1,201002,201002,10,1,Z," + "9" * 200_000 + ",,,,320200"
    endless = "R1,1,201002,201002,10,1,Z," + "9" * 3_000_000 + ",,,,320200"
    rows = ['R1,1,"201002"x,201002,10,1,Z,,,,,320200', "R1,1,201002", "", long, endless]
    rows += ["R1,1,20\x0010,201002,10,1,Z,,,,,320200", "R1\x00,1,201002,201002,10,1,Z,,,,,320200"]
    rows += ["R1,1,201003,201003,10,1,Z,,,,,320200"]
    with (source / f"{DETAILS}.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("\n".join(rows))
    result = imported(source, tmp_path)
    assert [row[1:] for row in result.rows()] == [
        (3, None, "row-malformed"),
        (4, None, "row-width"),
        (6, None, "row-malformed"),
        (7, None, "row-overlong"),
        (8, "accrym_begn", "month-none"),
        (9, "psn_insu_rlts_id", "relation-unknown"),
    ]
    assert result.document("1", "informationForm")["totalMonths"] == 2


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    source = basic().paid("R1", "1", "201001", "201001").write(tmp_path / "export")
    with (source / f"{DETAILS}.csv").open("a", encoding="utf-8", newline="") as file:
        file.write('R1,1,201002,201002,10,1,Z,,,,,"320200\nR1,1,201003,201003,10,1,Z,,,,,320200\n')
    result = imported(source, tmp_path)
    assert [row[1:] for row in result.rows()] == [(3, None, "row-malformed")]
    assert "3" in result.told["unusableRows"][0]["reason"] and "4" in result.told["unusableRows"][0]["reason"]


def test_no_rows_at_all(tmp_path: Path) -> None:
    export = basic()
    for table in ("psn_info_b", "psn_insu_d", "psn_acct", "paus_chk"):
        export.tables[table].clear()
    result = imported(export, tmp_path)
    assert (result.report.persons, result.report.documents, result.report.exit_code) == (0, 0, 0)
