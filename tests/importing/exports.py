"""Exports for tests: tables as rows of a dict, written the way that a test wants them, and imported."""

import csv
import io
import json
import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ybzj_docs.importing import ImportReport, import_export

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "samples" / "platform-export"
EXPECTED = json.loads((ROOT / "samples" / "expected.json").read_text(encoding="utf-8"))
AS_OF = date(2026, 11, 2)
DETAILS = "staf_psn_clct_detl_d"
HEADS = {
    path.stem: tuple(path.read_text(encoding="utf-8").partition("\n")[0].split(","))
    for path in sorted(SAMPLES.glob("*.csv"))
}
DEFAULTS: dict[str, dict[str, str]] = {
    "psn_info_b": {
        "psn_name": "测试人", "psn_cert_type": "01", "certno": "310103198201051570", "gend": "1", "brdy": "1982-01-05",
        "naty": "01", "resd_natu": "11", "hsreg_addr": "测试路1号", "mob": "19990000000", "surv_stas": "1",
    },
    "psn_insu_d": {
        "emp_name": "测试用人单位", "insutype": "310", "psn_insu_stas": "2", "fst_insu_ym": "201001",
        "psn_insu_date": "2010-01-01", "paus_insu_date": "2026-06-28", "insutype_retr_flag": "0",
        "insu_admdvs": "320200", "poolarea_no": "320200",
    },
    DETAILS: {"clct_type": "10", "clct_flag": "1", "revs_flag": "Z", "poolarea_no": "320200"},
    "psn_acct": {"balc": "100.00", "balc_date": "2026-11-02"},
    "paus_chk": {"have_qf": "0", "be_hospitalized": "0"},
    "agencies": {"valid_from": "2015-01-01"},
}  # fmt: skip


@dataclass
class Export:
    """Six tables; ``add`` fills what a test does not say with ordinary values."""

    tables: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {name: [] for name in HEADS})

    def add(self, table: str, **values: str) -> "Export":
        row = dict.fromkeys(HEADS[table], "") | DEFAULTS[table] | values
        self.tables[table].append(row)
        return self

    def person(self, number: str, **values: str) -> "Export":
        return self.add("psn_info_b", psn_no=number, **values)

    def relation(self, number: str, person: str, **values: str) -> "Export":
        return self.add("psn_insu_d", psn_insu_rlts_id=number, psn_no=person, **values)

    def paid(self, relation: str, person: str, first: str, last: str, **values: str) -> "Export":
        row = {"psn_insu_rlts_id": relation, "psn_no": person, "accrym_begn": first, "accrym_end": last}
        return self.add(DETAILS, **(row | values))

    def agency(self, region: str, name: str = "", **values: str) -> "Export":
        row = {"optins_no": f"{region}001", "name": name or f"{region}经办机构", "admdvs": region}
        return self.add("agencies", **(row | values))

    def shuffled(self, seed: int, *, keep: tuple[str, ...] = ()) -> "Export":
        """The same rows in another order, except in the tables ``keep``."""
        rng = random.Random(seed)
        return Export(
            {name: list(rows) if name in keep else rng.sample(rows, len(rows)) for name, rows in self.tables.items()}
        )

    def text(self, table: str, *, seed: int | None = None, newline: str = "\n", quote: bool = False) -> str:
        """A table as CSV; with ``seed`` the columns stand in another order, with one more that nobody knows."""
        rows = self.tables[table]
        columns = list(rows[0]) if rows else list(HEADS[table])
        if seed is not None:
            random.Random(seed).shuffle(columns)
            columns.append("rid")
        text = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
        writer = csv.DictWriter(text, columns, restval="", lineterminator=newline, quoting=quoting)
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()

    def write(self, folder: Path, *, encoding: str = "utf-8", **layout: Any) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.tables:
            (folder / f"{name}.csv").write_bytes(self.text(name, **layout).encode(encoding))
        return folder


def basic() -> Export:
    """One person ``1`` with one relation ``R1``, and the agencies of Wuxi (320200) and Shanghai (310000)."""
    export = Export().agency("320200").agency("310000").person("1").relation("R1", "1")
    return export.add("psn_acct", psn_no="1").add("paus_chk", psn_no="1")


def sample() -> Export:
    """The samples."""
    tables = {}
    for name in HEADS:
        with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return Export(tables)


@dataclass
class Result:
    """An import that was done: its report, typed and as the file says."""

    report: ImportReport
    out: Path

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.report.path.read_text(encoding="utf-8"))
        return told

    def rows(self) -> list[tuple[str, int, str | None, str]]:
        """The unusable rows: file, line, column, code."""
        return [(row["file"], row["line"], row["column"], row["code"]) for row in self.told["unusableRows"]]

    def values(self) -> list[tuple[str, int, str, str]]:
        return [(row["file"], row["line"], row["column"], row["code"]) for row in self.told["unusableValues"]]

    def document(self, number: str, kind: str) -> dict[str, Any]:
        text = (self.out / number / f"{kind}.json").read_text(encoding="utf-8")
        tree: dict[str, Any] = json.loads(text)
        return tree

    def files(self) -> dict[str, bytes]:
        """Every file of the output by its path."""
        paths = sorted(path for path in self.out.rglob("*") if path.is_file())
        return {str(path.relative_to(self.out)): path.read_bytes() for path in paths}

    def documents(self) -> dict[str, bytes]:
        """Every document by its path."""
        return {path: content for path, content in self.files().items() if "/" in path}


def imported(export: Export | Path, folder: Path, name: str = "out", **options: Any) -> Result:
    """Import ``export``; without other ``options`` to Shanghai, as of the day of the samples."""
    source = export if isinstance(export, Path) else export.write(folder / f"export-{name}")
    out = folder / name
    report = import_export(source, out, **{"as_of": AS_OF, "destination": "310000"} | options)
    return Result(report, out)
