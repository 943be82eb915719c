"""Printing: milliseconds a paper, ours against WeasyPrint as usual, in turns within one run.

As usual: the same page with its style sheets inside, a fresh FontConfiguration and every font of the machine.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from weasyprint import HTML

from ybzj_docs import catalog
from ybzj_docs.rendering import papers

Document = Mapping[str, Any]


def example(form: str) -> dict[str, Any]:
    """The fullest example of a form."""
    text = (catalog.form(form).folder / "examples/valid/full.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def with_rows(document: dict[str, Any], count: int) -> dict[str, Any]:
    """An information form with ``count`` periods."""
    months = [f"{1960 + index // 12}-{index % 12 + 1:02d}" for index in range(count)]
    first = document["periods"][0]
    return {**document, "periods": [{**first, "from": month, "to": month, "months": 1} for month in months]}


def as_usual(document: Document) -> bytes:
    """What one would write without us, from the same page."""
    made: bytes = HTML(string=papers.html(document)).write_pdf()
    return made


def milliseconds(make: Callable[[Document], object], document: Document) -> float:
    """CPU milliseconds of one paper."""
    start = time.process_time()
    make(document)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Prints a line for each paper and engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    form = with_rows(example("informationForm"), 60)
    told = [("certificate", example("certificate")), ("information form, 60 rows", form)]
    engines = {"pdf": papers.pdf, "pdf as usual": as_usual, "docx": papers.docx, "html": papers.html}
    for title, document in told:
        times: dict[str, list[float]] = {name: [] for name in engines}
        for turn in range(rounds + 1):
            for name, make in engines.items():
                spent = milliseconds(make, document)
                if turn:  # the first round only warms up
                    times[name].append(spent)
        best = {name: min(spent) for name, spent in times.items()}
        print(f"{title}: " + ", ".join(f"{name} {spent:.1f} ms" for name, spent in best.items()))
        print(f"  pdf: {best['pdf as usual'] / best['pdf']:.2f} times as fast as WeasyPrint as usual")


if __name__ == "__main__":
    main()
