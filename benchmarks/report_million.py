"""The HTML report with a million findings behind it: how long the check takes, its memory, how soon a browser shows it.

    python benchmarks/report_million.py [DOCUMENTS]      (170,000: six findings each)

A stream of documents that lack everything, checked by the command; the page is opened in headless Chromium where there
is one. The bar: shown within 3 s, and less than 150 MB a process.
"""

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from _measure import cost

from tests.checking.reports.browser import NAMES, browser

MAIN = "from ybzj_docs.cli.main import main; main()"


def shown(page: Path) -> str:
    """How long a browser takes from the address to all findings of the page."""
    if not any(map(shutil.which, NAMES)):
        return "no Chromium: not opened"
    with browser() as opened:
        start = time.perf_counter()
        opened.open(page.as_uri())
        count = opened.run("document.querySelectorAll('.documents .finding').length")
        return f"{count} findings shown after {time.perf_counter() - start:.2f} s"


def main() -> None:
    """Measure once and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 170_000
    with tempfile.TemporaryDirectory() as folder:
        lines, page = Path(folder, "many.jsonl"), Path(folder, "report.html")
        with lines.open("w") as file:
            file.writelines('{"documentType": "withdrawal"}\n' for _ in range(count))
        command = [sys.executable, "-c", MAIN, "check", str(lines), "--format", "html", "--output", str(page)]
        start = time.perf_counter()
        spent = cost(command)
        seconds = time.perf_counter() - start
        left = max(map(int, re.findall("[0-9]+", re.sub(",", "", _notice(page)))))
        print(f"{count} documents, {left} findings left out of the page, {page.stat().st_size / 1e6:.1f} MB of page")
        print(f"check {seconds:.1f} s, {spent}")
        print(shown(page))


def _notice(page: Path) -> str:
    found = re.search('class="notice[^>]*>([^<]*)', page.read_text(encoding="utf-8"))
    return found[1] if found else "0"


if __name__ == "__main__":
    main()
