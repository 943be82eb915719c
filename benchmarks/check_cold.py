"""What ``ybzj check`` of one small file costs a cold process beyond the interpreter alone; and of a folder, per file.

    python benchmarks/check_cold.py [RUNS]

Runs in turn, medians. The bar: at most 0.25 s more than ``python -c pass``.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ybzj_docs import catalog

MAIN = "from ybzj_docs.cli.main import main; main()"
EXAMPLES = ("certificate", "informationForm", "message")


def seconds(*arguments: str) -> float:
    """Wall time of one run of the interpreter with ``arguments``."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def report(name: str, alone: list[float], checked: list[float]) -> None:
    """One line: both medians and the median of the differences, pair by pair."""
    more = statistics.median(b - a for a, b in zip(alone, checked, strict=True))
    print(
        f"{name:28} interpreter {statistics.median(alone):.3f} s, check {statistics.median(checked):.3f} s, "
        f"more {more:.3f} s (bar 0.250)"
    )


def main() -> None:
    """Measure JSON and XML of three forms."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as folder:
        for form in EXAMPLES:
            for kind in ("json", "xml"):
                file = Path(folder, f"{form}.{kind}")
                shown = subprocess.run(
                    [sys.executable, "-c", MAIN, "forms", "example", form, "--format", kind],
                    capture_output=True,
                    check=True,
                )
                file.write_bytes(shown.stdout)
                seconds("-c", MAIN, "check", str(file))  # warm the disk
                pairs = [(seconds("-c", "pass"), seconds("-c", MAIN, "check", str(file))) for _ in range(runs)]
                report(f"{catalog.form(form).id} {kind}", [a for a, _ in pairs], [b for _, b in pairs])


if __name__ == "__main__":
    main()
