"""What the audit rules cost: a form with 30 periods, forms up to 10,000, and a whole case of twelve documents.

    python benchmarks/rules.py [ROUNDS]

Medians. The bars: at most 50 µs a form with 30 periods, linear growth, at most 20 ms a case.
"""

import copy
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from validators.run import check
from ybzj_docs import catalog, knowledge
from ybzj_docs.checking import Checker, Options

AS_OF = date(2026, 11, 2)
CASE = (
    "application", "acceptanceNotice", "certificate", "completionNotice", "contactLetter", "fundNotice", "fundReceipt",
    "informationForm", "letterReply", "mailSlip", "precheck", "transferConfirmation",
)  # fmt: skip


def full(form: str) -> Any:
    """The fullest example of a form."""
    return json.loads((catalog.form(form).folder / "examples/valid/full.json").read_bytes())


def with_periods(count: int) -> Any:
    """An information form of ``count`` periods of one month each, its figures right."""
    form = full("informationForm")
    plain = {"insuranceType": "310", "months": 1, "regionCode": "320200", "contributionType": "10"}
    months = [f"{2005 + index // 12 % 20}-{index % 12 + 1:02d}" for index in range(count)]
    form["periods"] = [
        {"from": month, "to": month, **plain, "relationNumber": str(i)} for i, month in enumerate(months)
    ]
    form["totalMonths"] = count
    for name in (
        "totals",
        "naturalMonths",
        "overlapMonths",
        "gapMonths",
        "crossSchemeOverlapMonths",
        "supplementary",
    ):
        form.pop(name, None)
    return form


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median time of ``work``."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    context = Options(AS_OF).context(knowledge.profile("NHSA-2021-43"))
    for count in (30, 1000, 10_000):
        form = with_periods(count)
        spent = seconds(lambda form=form: check(form, context), max(rounds * 30 // count, 5))
        print(f"rules, form with {count:>6} periods: {spent * 1e6:>9.1f} µs, {spent * 1e6 / count:.2f} µs a period")
    checker = Checker(Options(AS_OF))
    texts = [json.dumps(copy.deepcopy(full(form))).encode() for form in CASE]

    def whole() -> object:
        return checker.results([sheet for text in texts for sheet in checker.read(text, "x.json")], 1)

    print(
        f"case of {len(CASE)} documents, read and checked: {seconds(whole, max(rounds // 4, 5)) * 1e3:.1f} ms (bar 20)"
    )


if __name__ == "__main__":
    main()
