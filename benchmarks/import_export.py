"""Import of a large export: seconds, rows a second, peak memory; and what sorting on disk costs with SQLite and DuckDB.

    python benchmarks/import_export.py [ROWS ...]      (default 1000000; the claim also holds for 10000000)

To reach: 1,000,000 detail rows in 30 s and 300 MB, 10,000,000 in the same memory. The export is made up, the same
every time: 62 detail rows a person, spread over the whole file.

Measured on 2 cores shared with other work, CPython 3.11, SQLite 3.40, DuckDB 2.0.1 (seconds, peak memory):

    rows             import             sorting: SQLite        DuckDB
     1,000,000   13 to 29 s,  83 MB    4.4 to 4.9 s,  72 MB  5.4 to 8.3 s, 240 MB
    10,000,000  280 to 400 s, 106 MB    53 to 67 s, 145 MB     48 to 67 s, 264 MB

SQLite is kept: as fast, less memory, nothing to install. Half an import and more is making files, three for each
person: 13 s were measured on an idle machine, 29 s on a busy one, whose file system took 0.5 ms for each new file.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

ROWS_A_PERSON = 62
AS_OF = date(2026, 11, 2)
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "platform-export"
DETAIL_HEAD = (
    "psn_insu_rlts_id,psn_no,accrym_begn,accrym_end,clct_type,clct_flag,revs_flag,clct_time,psn_clctstd,psn_clct_amt,"
    "emp_clct_amt,poolarea_no"
)


def person_number(index: int) -> str:
    """Twenty digits, in an order that is not that of ``index``."""
    return f"320200{index * 2_654_435_761 % 10**14:014d}"


def details(persons: int) -> Iterator[tuple[str, ...]]:
    """62 rows for each person, three months each, in an order that keeps nobody's rows together."""
    for block in range(ROWS_A_PERSON):
        month = 200001 + block * 3 // 12 * 100 + block * 3 % 12
        for step in range(persons):
            index = (step * 7_919 + block * 104_729) % persons
            when = f"{month // 100}-{month % 100:02d}-15"
            yield (
                f"R{index:08d}", person_number(index), str(month), str(month + 2), "10", "1", "Z", when,
                "6000.00", "360.00", "1260.00", "320200",
            )  # fmt: skip


def write(folder: Path, table: str, head: str, rows: Iterator[tuple[str, ...]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


def make(folder: Path, rows: int) -> None:
    """Write an export of about ``rows`` detail rows."""
    persons = rows // ROWS_A_PERSON
    numbers = [person_number(index) for index in range(persons)]
    (folder / "agencies.csv").write_bytes((SAMPLES / "agencies.csv").read_bytes())
    head = "psn_no,psn_name,psn_cert_type,certno,gend,brdy,naty,resd_natu,hsreg_addr,mob,surv_stas"
    person = ("测试人", "01", "310103198201051570", "1", "1982-01-05", "01", "11", "测试路1号", "19990000000", "1")
    write(folder, "psn_info_b", head, ((number, *person) for number in numbers))
    head = (
        "psn_insu_rlts_id,psn_no,emp_name,insutype,psn_insu_stas,fst_insu_ym,psn_insu_date,paus_insu_date,"
        "insutype_retr_flag,insu_admdvs,poolarea_no"
    )
    relation = ("测试用人单位", "310", "2", "200001", "2000-01-01", "2026-06-28", "0", "320200", "320200")
    write(folder, "psn_insu_d", head, ((f"R{i:08d}", number, *relation) for i, number in enumerate(numbers)))
    write(folder, "psn_acct", "psn_no,balc,balc_date", ((n, "1409.50", "2026-11-02") for n in numbers))
    write(folder, "paus_chk", "psn_no,have_qf,be_hospitalized", ((n, "0", "0") for n in numbers))
    write(folder, "staf_psn_clct_detl_d", DETAIL_HEAD, details(persons))


def run_import(folder: Path, out: Path) -> None:
    from ybzj_docs.importing import import_export

    report = import_export(folder, out, as_of=AS_OF, destination="310000")
    print(f"{report.persons} persons, {report.documents} documents", end=", ")


def sort_sqlite(folder: Path, out: Path) -> None:
    """Detail rows judged, kept, sorted by person, read back: as the import does it."""
    from ybzj_docs.importing import load, spill
    from ybzj_docs.importing.tables import Source
    from ybzj_docs.importing.told import Told

    rows = spill.Spill(out / "rows.sqlite")
    rows.store(load.details(Source(folder, "utf-8"), Told()), details=True)
    print(f"{sum(1 for _ in rows.by_person())} rows", end=", ")
    rows.close()


def sort_duckdb(folder: Path, out: Path) -> None:
    """The same rows, judged by the same code (DuckDB's own CSV reader tells no lines), sorted by DuckDB."""
    import duckdb

    from ybzj_docs.importing import load
    from ybzj_docs.importing.tables import Source
    from ybzj_docs.importing.told import Told

    with (out / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(load.details(Source(folder, "utf-8"), Told()))
    base = duckdb.connect(str(out / "rows.duckdb"), config={"memory_limit": "128MB", "threads": 2})
    base.execute(f"SET preserve_insertion_order = false; SET temp_directory = '{out}/spill'")
    names = "['psn','tag','key','line','first','last','data']"
    base.execute(
        f"CREATE TABLE detail AS FROM read_csv('{out}/rows.csv', header=false, all_varchar=true, names={names})"
    )
    base.execute("SELECT psn, tag, key, line::INT, first::INT, last::INT, data FROM detail ORDER BY 1, 2, 3, 4")
    count = 0
    while batch := base.fetchmany(20_000):
        count += len(batch)
    print(f"{count} rows", end=", ")


JOBS = {"import": run_import, "sqlite": sort_sqlite, "duckdb": sort_duckdb}


def measured(job: str, folder: Path, rows: int) -> None:
    """Run one job in a process of its own and print what it took."""
    with tempfile.TemporaryDirectory() as out:
        begin = time.perf_counter()
        command = [sys.executable, __file__, job, str(folder), out]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = time.perf_counter() - begin
    print(f"{job:8} {rows:>10,} rows: {seconds:6.1f} s, {rows / seconds:>9,.0f} rows/s, {text}", flush=True)


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in JOBS:
        JOBS[arguments[0]](Path(arguments[1]), Path(arguments[2]))
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", end="")
        return
    for rows in [int(argument) for argument in arguments] or [1_000_000]:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), rows)
            for job in JOBS:
                if job == "duckdb" and find_spec(job) is None:
                    print("duckdb   is not installed: pip install duckdb")
                else:
                    measured(job, Path(name), rows)


if __name__ == "__main__":
    main(sys.argv[1:])
