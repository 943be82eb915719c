"""What stops an import: the exit code, what is named, and that nothing is written."""

import errno
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.importing.exports import AS_OF, basic, imported
from ybzj_docs.importing import ImportStopped, UnreadableInput, WrongUse, import_export
from ybzj_docs.importing.spill import Spill


def stopped(source: Path, out: Path, **options: Any) -> ImportStopped:
    with pytest.raises(ImportStopped) as caught:
        import_export(source, out, **{"as_of": AS_OF} | options)
    assert caught.value.text("zh") and caught.value.text("en") == str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"destination": "110105"}, "region-unknown"),
        ({"origin": "110105"}, "region-unknown"),
        ({"destination": "31000"}, "region-form"),
        ({"origin": "３１００００"}, "region-form"),
        ({"destination": "310000", "as_of": date(2014, 12, 31)}, "region-unknown"),
        ({"first_number": 0}, "first-number"),
        ({"first_number": 100_000_000}, "first-number"),
        ({"encoding": "latin-1"}, "encoding-unknown"),
    ],
)
def test_wrong_use(tmp_path: Path, options: dict[str, Any], key: str) -> None:
    source = basic().write(tmp_path / "export")
    error = stopped(source, tmp_path / "out", **options)
    assert isinstance(error, WrongUse) and (error.exit_code, error.key) == (2, key)
    assert not (tmp_path / "out").exists()


def test_numbers_come_to_an_end(tmp_path: Path) -> None:
    source = basic().person("2").write(tmp_path / "export")
    assert stopped(source, tmp_path / "out", first_number=99_999_999).key == "numbers-end"
    assert not (tmp_path / "out").exists()
    (tmp_path / "empty").mkdir()
    assert stopped(source, tmp_path / "empty", first_number=99_999_999).exit_code == 2
    assert list((tmp_path / "empty").iterdir()) == []


def test_output_folder_must_be_empty_whatever_else_holds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "note.txt").write_text("mine")
    assert stopped(tmp_path / "nowhere", out).key == "out-not-empty"
    assert stopped(tmp_path / "nowhere", out / "note.txt").key == "out-not-folder"
    assert stopped(basic().write(tmp_path / "export"), out, resume=True).key == "resume-nothing"
    assert [path.name for path in out.iterdir()] == ["note.txt"]


@pytest.mark.parametrize(
    "table", ["psn_info_b", "psn_insu_d", "staf_psn_clct_detl_d", "psn_acct", "paus_chk", "agencies"]
)
def test_missing_table(tmp_path: Path, table: str) -> None:
    source = basic().write(tmp_path / "export")
    (source / f"{table}.csv").unlink()
    error = stopped(source, tmp_path / "out")
    assert isinstance(error, UnreadableInput) and error.exit_code == 3
    assert f"{table}.csv" in error.text("zh")
    assert not (tmp_path / "out").exists()


def test_missing_folder(tmp_path: Path) -> None:
    assert stopped(tmp_path / "nowhere", tmp_path / "out").key == "source-missing"


@pytest.mark.parametrize(
    ("table", "column"), [("psn_info_b", "mob"), ("staf_psn_clct_detl_d", "revs_flag"), ("agencies", "valid_to")]
)
def test_missing_column(tmp_path: Path, table: str, column: str) -> None:
    source = basic().paid("R1", "1", "202001", "202001").write(tmp_path / "export")
    path = source / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(column, f"{column}x"), encoding="utf-8")
    error = stopped(source, tmp_path / "out")
    assert error.exit_code == 3 and f"{table}.csv" in error.text("zh") and column in error.text("zh")


@pytest.mark.parametrize(
    ("head", "key"), [("", "column-missing"), ("psn_no,psn_no,balc,balc_date", "column-twice"), ('"', "unreadable")]
)
def test_bad_head(tmp_path: Path, head: str, key: str) -> None:
    source = basic().write(tmp_path / "export")
    (source / "psn_acct.csv").write_text(head, encoding="utf-8")
    assert stopped(source, tmp_path / "out").key == key


@pytest.mark.parametrize("table", ["psn_info_b", "staf_psn_clct_detl_d", "agencies"])
def test_undecodable_file_is_named_with_its_line(tmp_path: Path, table: str) -> None:
    source = basic().paid("R1", "1", "202001", "202001").write(tmp_path / "export")
    path = source / f"{table}.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines) + "余额".encode("gb18030") + b"\n")
    error = stopped(source, tmp_path / "out")
    assert (error.exit_code, error.key, error.data["line"]) == (3, "undecodable", len(lines) + 1)
    assert "--encoding gb18030" in error.text("zh")
    assert not (tmp_path / "out").exists()


def test_utf8_is_not_gb18030(tmp_path: Path) -> None:
    source = basic().write(tmp_path / "export")
    with (source / "psn_acct.csv").open("ab") as file:
        file.write(b"\xff\xff")
    error = stopped(source, tmp_path / "out", encoding="gb18030")
    assert (error.exit_code, error.key) == (3, "undecodable-gb18030")
    assert "请加 --encoding" not in error.text("zh")


def test_progress_is_told(tmp_path: Path) -> None:
    calls: list[tuple[str, int]] = []
    export = basic()
    for _ in range(1_500):
        export.paid("R1", "1", "202001", "202001")
    imported(export, tmp_path, progress=lambda stage, done: calls.append((stage, done)))
    assert ("reading", 1_000) in calls and calls[-1] == ("writing", 1)


def test_full_disk_is_an_os_error(tmp_path: Path) -> None:
    spill = Spill(tmp_path / "rows.sqlite")
    spill._base.execute("PRAGMA max_page_count = 8")
    with pytest.raises(OSError, match="full") as caught:
        spill.store(("1", 1, None, line, None, None, "x" * 1_000) for line in range(1_000))
    assert caught.value.errno == errno.ENOSPC
    spill.close()
    with pytest.raises(sqlite3.ProgrammingError):
        spill.number(1)
