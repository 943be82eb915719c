"""``ybzj check`` over long inputs: MB and records a second on one core and on two, and the memory of a process.

    python benchmarks/check_stream.py [RECORDS] [RUNS] [KIND...]      (20,000 and 3; lines array xml folder findings)

The complete check: structure, every rule, duplicate keys, places of findings, the report as JSON. Records of 10 kB (XML
13 kB), one in 50 with a fault; ``findings`` are lines of which every one has a fault. Of one core: cpu seconds less
those of a check of one record; of two: seconds on the clock, start-up left out, against those of one in the same run.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from _measure import Cost, cost
from _records import records, write_array, write_folder, write_lines, write_many

MAIN = "from ybzj_docs.cli.main import main; main()"
KINDS = {"lines": 45.0, "array": 45.0, "xml": 25.0, "folder": 0.0, "findings": 0.0}


def write(kind: str, count: int, folder: Path) -> tuple[Path, int]:
    """The input of a kind, and its size in bytes."""
    target = folder / {"lines": "a.jsonl", "array": "a.json", "xml": "a.xml", "findings": "f.jsonl"}.get(kind, kind)
    if kind in ("lines", "xml"):
        write_many(target, count, kind)
    elif kind == "array":
        write_array(target, records(count))
    elif kind == "findings":
        write_lines(target, records(count, every=1))
    else:
        write_folder(target, records(count))
    files = [target] if target.is_file() else [file for file in target.rglob("*") if file.is_file()]
    return target, sum(file.stat().st_size for file in files)


def check(target: Path, jobs: int, report: Path) -> Cost:
    """One check with ``jobs`` processes."""
    how = ["--as-of", "2026-11-02", "--no-case", "--format", "json", "--output", str(report), "--jobs", str(jobs)]
    return cost([sys.executable, "-c", MAIN, "check", str(target), *how])


def main(count: int, runs: int, kinds: list[str]) -> None:
    """Measure every kind, one and two processes in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder, report = Path(name), Path(name, "report.json")
        little = folder / "little.jsonl"
        write_lines(little, records(1))
        starts = [check(little, 1, report) for _ in range(3)]
        start, begun = (
            statistics.median(each) for each in ([one.cpu for one in starts], [one.wall for one in starts])
        )
        for kind in kinds:
            target, size = write(kind, count, folder)
            pairs = [(check(target, 1, report), check(target, 2, report)) for _ in range(runs)]
            seconds = statistics.median(one.cpu for one, _ in pairs) - start
            faster = statistics.median((one.wall - begun) / (two.wall - begun) for one, two in pairs)
            peak = max(each.peak for pair in pairs for each in pair)
            bar = f" (bar {KINDS[kind]:.0f})" if KINDS[kind] else ""
            print(
                f"{kind:9} {count:,} records, {size / 1e6:,.0f} MB: one core {size / 1e6 / seconds:.1f} MB/s{bar}, "
                f"{count / seconds:,.0f} records/s; two {faster:.2f} times one (bar 1.8); "
                f"peak {peak:.0f} MB a process (bar 150)",
                flush=True,
            )


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    asked = [each for each in sys.argv[1:] if not each.isdigit()] or list(KINDS)
    main(*(numbers + [20_000, 3][len(numbers) :])[:2], asked)
