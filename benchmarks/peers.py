"""``ybzj check`` against other checkers on the same files, and how each grows with the number of records.

    python benchmarks/peers.py [--full] [--records N] [--rounds N] [--growth N,N,...] [--budget SECONDS]

Records of 10 kB, one in 50 faulty. The checkers run in turn (A B A B); of each run the cost of a file with one record is
taken off; told are medians, ratios round by round. Prints Markdown and draws benchmarks/growth.svg. --full: 20,000 records,
5 rounds, growth from 1 thousand to 1 million (30 GB of disk, an hour or more).
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import _growth
import _measure
import _peers

HERE = Path(__file__).resolve().parent
SUFFIX = {"lines": "jsonl", "xml": "xml", "folder": "d"}
KINDS = {"lines": "JSON lines", "folder": "One JSON file a record", "xml": "XML, one file"}


@dataclass
class Runs:
    """What one checker cost, round by round, less its start; and what it told last."""

    checker: _peers.Checker
    records: int
    megabytes: float
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    peak: float = 0
    told: int = 0

    def rate(self, index: int) -> float:
        """Records in a second of one core, in one round."""
        return self.records / max(self.cpu[index], 1e-3)


class Failed(Exception):
    """A checker that did not tell what it was asked."""


def ask(checker: _peers.Checker, file: Path) -> tuple[_measure.Cost, int]:
    """One run: what it cost and how many faulty records it told of."""
    done = _measure.cost(checker.command(file), {"NODE_PATH": str(_peers.node_modules())})
    try:
        return done, checker.told(done.output)
    except IndexError:
        tail = (done.output.strip().splitlines() or ["nothing said"])[-1]
        raise Failed(f"{checker.name}: exit code {done.exit_code}: {tail[:200]}") from None


class Files:
    """Files of records by kind and number, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, kind: str, count: int) -> Path:
        file = self.folder / f"{count}.{SUFFIX[kind]}"
        if not file.exists():
            print(f"making {count:,} records, {kind}", file=sys.stderr)
            maker = [sys.executable, str(HERE / "_records.py"), kind, str(count), str(file)]
            subprocess.run(maker, check=True)
        return file

    def drop(self, kind: str, count: int) -> None:
        (self.folder / f"{count}.{SUFFIX[kind]}").unlink(missing_ok=True)


def size(file: Path) -> float:
    """MB of a file, or of the files in a folder."""
    files = file.rglob("*.json") if file.is_dir() else (file,)
    return sum(one.stat().st_size for one in files) / 1e6


def schemas(folder: Path) -> tuple[Path, Path, Path]:
    """The JSON Schema of a record that stands alone, the XSD of a record and that of a file of them."""
    root, file = HERE.parent / "schemas", folder / "record.schema.json"
    code = "import json,sys; from ybzj_docs import catalog; json.dump(catalog.schema('informationForm'), sys.stdout)"
    file.write_bytes(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
    return file, root / "forms/informationForm/informationForm.xsd", root / "exchange/documents/documents.xsd"


def compare(checkers: list[_peers.Checker], files: Files, records: int, rounds: int) -> list[Runs]:
    """Every checker of one kind, in turn, ``rounds`` times."""
    runs = []
    for checker in checkers:
        count = max(50, int(records * checker.share))
        runs.append(Runs(checker, count, size(files.get(checker.kind, count))))
    for turn in range(rounds):
        for run in runs:
            print(f"round {turn + 1}: {run.checker.name}", file=sys.stderr)
            start, _ = ask(run.checker, files.get(run.checker.kind, 1))
            full, run.told = ask(run.checker, files.get(run.checker.kind, run.records))
            run.cpu.append(full.cpu - start.cpu)
            run.wall.append(full.wall - start.wall)
            run.peak = max(run.peak, full.peak)
    return runs


def table(kind: str, runs: list[Runs]) -> Iterator[str]:
    """The costs of one kind as Markdown; ours is the first."""
    yield f"\n### {KINDS[kind]}\n"
    yield "| checker | checks | records | records/s a core | MB/s a core | MB/s, clock | peak MB | faulty told | ours, × as fast |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    ours = runs[0]
    for run in runs:
        cpu, wall = (max(statistics.median(spent), 1e-3) for spent in (run.cpu, run.wall))
        ratio = statistics.median(ours.rate(index) / run.rate(index) for index in range(len(run.cpu)))
        yield (
            f"| {run.checker.name} | {run.checker.does} | {run.records:,} | {run.records / cpu:,.0f} "
            f"| {run.megabytes / cpu:.1f} | {run.megabytes / wall:.1f} | {run.peak:,.0f} "
            f"| {run.told} of {run.records // 50} | {'' if run is ours else f'{ratio:.2f}'} |"
        )


def rate(runs: list[Runs], name: str) -> tuple[float, float]:
    """Records and MB in a second of one core, by the median; zeros where it was not run."""
    for run in runs:
        if run.checker.name == name:
            cpu = max(statistics.median(run.cpu), 1e-3)
            return run.records / cpu, run.megabytes / cpu
    return 0.0, 0.0


def bars(runs: list[Runs]) -> Iterator[str]:
    """What was to be reached, and what was."""
    (records, lines), (_, xml) = rate(runs, _peers.LINES), rate(runs, _peers.XML)
    peer, _ = rate(runs, _peers.CHECK_JSONSCHEMA)
    times = f"{records / peer:.0f}" if peer else "not measured"
    yield "\n### Bars\n"
    yield "| complete check, one core | bar | goal | reached |"
    yield "|---|--:|--:|--:|"
    yield f"| JSON lines, MB/s | 45 | 70 | {lines:.1f} |"
    yield f"| XML, MB/s | 25 | 50 | {xml:.1f} |"
    yield f"| JSON lines, times check-jsonschema | 50 |  | {times} |"


def grow(checkers: list[_peers.Checker], files: Files, sizes: list[int], budget: float) -> list[_growth.Line]:
    """Each checker once at each size, in turn; what would take too long or too much memory is left out."""
    lines = {checker.name: _growth.Line(checker.name) for checker in checkers}
    for count in sizes:
        for checker in checkers:
            line = lines[checker.name]
            if reason := line.too_much(count, budget, _measure.memory() * 0.6):
                line.left_out[count] = reason
                continue
            print(f"growth to {count:,}: {checker.name}", file=sys.stderr)
            try:
                done, _ = ask(checker, files.get(checker.kind, count))
                line.points[count] = (done.wall, done.peak)
            except Failed as failed:
                line.left_out[count] = str(failed)
        for kind in ("lines", "xml"):
            files.drop(kind, count)
    return list(lines.values())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    full = "--full" in sys.argv
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--records", type=int, default=20_000 if full else 2_000)
    parser.add_argument("--rounds", type=int, default=5 if full else 3)
    parser.add_argument("--growth", default="1000,10000,100000,1000000" if full else "1000,10000")
    parser.add_argument(
        "--budget", type=float, default=1200 if full else 30, help="seconds for one run of the growth"
    )
    return parser.parse_args()


def usable(folder: Path) -> tuple[list[_peers.Checker], list[str]]:
    """The checkers that can be run here, and of those that cannot the reason."""
    missing, kept, absent = _peers.install(), [], []
    for checker in _peers.checkers(*schemas(folder), ours=_peers.one_core()):
        reasons = [f"{name}: {missing[name]}" for name in checker.needs if name in missing]
        why = reasons[0] if reasons else probe(checker, Files(folder))
        if why:
            absent.append(f"{checker.name} ({why})")
        else:
            kept.append(checker)
    return kept, absent


def probe(checker: _peers.Checker, files: Files) -> str:
    """What is wrong where a checker does not tell the one faulty record of fifty; ours may not be wrong."""
    try:
        _, told = ask(checker, files.get(checker.kind, 50))
    except Failed as failed:
        if not checker.needs:
            raise
        return str(failed)
    return "" if told == 1 else f"tells {told} faulty records where 1 is"


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checkers, absent = usable(folder)
        used = dict.fromkeys(name for checker in checkers for name in checker.needs)
        print(f"Peers: {', '.join(map(_peers.version, used))}.")
        print(
            f"Left out: {', '.join(absent) or 'none'}. {options.rounds} rounds in turn, medians, start-up taken off."
        )
        print("A core: seconds of all cores that were used. Peaks below 20 MB are not told apart.")
        every = []
        for kind in KINDS:
            runs = compare([c for c in checkers if c.kind == kind], Files(folder), options.records, options.rounds)
            print("\n".join(table(kind, runs)), flush=True)
            every += runs
        print("\n".join(bars(every)))
        sizes = [int(count) for count in options.growth.split(",")]
        lines = grow([c for c in checkers if c.kind != "folder"], Files(folder), sizes, options.budget)
    print("\n".join(_growth.table(lines, sizes)))
    (HERE / "growth.svg").write_text(_growth.picture(lines, sizes), encoding="utf-8")


if __name__ == "__main__":
    main()
