"""Large spreadsheets into checked documents, and these into papers: seconds, how many a second, peak memory.

    python benchmarks/sheet_and_batch.py [CSV_ROWS] [XLSX_ROWS] [PAPERS]      (default 1000000, 200000, 1000)

A tenth of each first. To reach: memory that does not grow with rows or papers. Invented people; every row is another
person.
"""

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import _measure
import openpyxl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
HEADS = (
    "姓名", "证件类型", "证件号码", "医疗保障类型", "个人账户余额", "余额截止日", "个人账户处置", "个人账户转移额",
    "办理机构", "行政区划代码", "参保开始年月", "参保截止年月",
)  # fmt: skip


def identity(index: int) -> str:
    """A number with its check digit."""
    body = f"32020219{60 + index % 30:02d}{1 + index % 12:02d}{1 + index % 28:02d}{index % 1000:03d}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def people(count: int) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet, without its heads."""
    for index in range(count):
        person = (f"程{index}安", "居民身份证（户口簿）", identity(index), "职工基本医疗保险")
        money = (1409.5, date(2026, 10, 8), "转移", 1409.5)
        yield (*person, *money, "无锡市社会保险基金管理中心", 320200, "2005-07", "2026-07")


def write(path: Path, rows: int) -> None:
    """A sheet in the format that its suffix names."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows((HEADS, *people(rows)))
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("凭证")
    for row in (HEADS, *people(rows)):
        sheet.append(row)
    book.save(path)


def timed(what: str, count: int, *command: str) -> None:
    """Run ``ybzj`` and tell how long it took, and the peak memory of its largest process."""
    spent = _measure.cost([str(Path(sys.executable).with_name("ybzj")), *command])
    assert spent.exit_code == 0, spent.output
    print(f"{what}: {count} in {spent.wall:.1f} s, {count / spent.wall:.0f} a second, {spent.peak:.0f} MB")


def main(csv_rows: int = 1_000_000, xlsx_rows: int = 200_000, papers: int = 1000) -> None:
    """Prints a line for each sheet and each batch."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        out, few = home / "out", home / "few.jsonl"
        for name, most in (("people.csv", csv_rows), ("people.xlsx", xlsx_rows)):
            for rows in (most // 10, most):
                write(home / name, rows)
                command = ("import", "--sheet", str(home / name), "--form", "certificate", "--out", str(out))
                timed(f"rows of a spreadsheet ({name[7:]})", rows, *command, "--as-of", "2026-11-02")
                (out / "certificate.jsonl").rename(home / "certificate.jsonl")
                shutil.rmtree(out)
        for count in (papers // 10, papers):
            with (home / "certificate.jsonl").open("rb") as file, few.open("wb") as taken:
                taken.writelines(islice(file, count))
            timed(
                "certificates as PDF", count, "render", str(few), "--to", "pdf", "-o", str(home / f"papers-{count}")
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
