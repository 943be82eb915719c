"""A large spreadsheet into checked documents, and these into papers: seconds, rows a second, peak memory.

    python benchmarks/sheet_and_batch.py [ROWS] [PAPERS]      (default 200000 and 1000)

To reach: memory that does not grow with rows or papers. Invented people; every row is another person.
"""

import sys
import tempfile
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


def write(path: Path, rows: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("凭证")
    sheet.append(HEADS)
    for index in range(rows):
        person = (f"程{index}安", "居民身份证（户口簿）", identity(index), "职工基本医疗保险")
        money = (1409.5, date(2026, 10, 8), "转移", 1409.5)
        sheet.append((*person, *money, "无锡市社会保险基金管理中心", 320200, "2005-07", "2026-07"))
    book.save(path)


def timed(what: str, count: int, *command: str) -> None:
    """Run ``ybzj`` and tell how long it took, and the peak memory of its largest process."""
    spent = _measure.cost([str(Path(sys.executable).with_name("ybzj")), *command])
    assert spent.exit_code == 0, spent.output
    print(f"{what}: {count} in {spent.wall:.1f} s, {count / spent.wall:.0f} a second, {spent.peak:.0f} MB")


def main(rows: int = 200_000, papers: int = 1000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write(home / "people.xlsx", rows)
        out, few = home / "out", home / "few.jsonl"
        command = ("import", "--sheet", str(home / "people.xlsx"), "--form", "certificate", "--out", str(out))
        timed("rows of a spreadsheet", rows, *command, "--as-of", "2026-11-02")
        with (out / "certificate.jsonl").open("rb") as file:
            few.write_bytes(b"".join(islice(file, papers)))
        timed("certificates as PDF", papers, "render", str(few), "--to", "pdf", "-o", str(home / "papers"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
