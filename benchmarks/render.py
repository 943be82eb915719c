"""Printing: milliseconds a paper, ours against WeasyPrint as usual, in turns within one run.

As usual: the same page with its style sheets inside, a fresh HTML and FontConfiguration each, every font of the
machine. Each engine has a process of its own, since ours changes parts of WeasyPrint; every paper is another person's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from _measure import cost

from ybzj_docs import catalog
from ybzj_docs.rendering import papers

Document = Mapping[str, Any]
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
#: Forms with a list of any length, and its name.
LISTS = {"informationForm": "periods", "archiveIndex": "items", "precheck": "participations"}
_GIVEN = "安澜测试明华建国秀英丽敏静伟强磊军洋勇艳杰娟涛超霞平刚桂芳"


def example(form: str) -> dict[str, Any]:
    """The fullest example of a form."""
    text = (catalog.form(form).folder / "examples/valid/full.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def with_rows(document: dict[str, Any], count: int) -> dict[str, Any]:
    """A document whose list has ``count`` entries: one month after the other, or its own over and over."""
    name = LISTS[document["documentType"]]
    entries = document[name]
    made = [entries[index % len(entries)] for index in range(count)]
    if name == "periods":
        months = [f"{1960 + index // 12}-{index % 12 + 1:02d}" for index in range(count)]
        made = [{**entries[0], "from": month, "to": month, "months": 1} for month in months]
    return {**document, name: made}


def of(document: Document, number: int) -> dict[str, Any]:
    """The paper of another person: name, numbers, address, balance, dates."""
    if "person" not in document:
        return {**document}
    given = (_GIVEN[number * step % len(_GIVEN)] for step in (1, 7))
    name = "".join((_FAMILY[number % len(_FAMILY)], *given))
    person = {**document["person"], "name": name, "idNumber": f"32020219{number % 90 + 10}0312{number:04}"[:18]}
    person |= {"insuredNumber": f"{number:020}", "householdAddress": f"江苏省无锡市测试路{number}号"}
    changed = {**document, "person": person, "documentNumber": f"320200PZ{2026}{number:06}"}
    if "account" in document:
        changed["account"] = {**document["account"], "balance": f"{number * 37}.50", "balanceInWords": "壹元整"}
    return changed


def paper(kind: str, number: int) -> dict[str, Any]:
    """The ``number``th paper of a kind: a form, and its rows where it has any."""
    form, _, count = kind.partition(":")
    document = of(example(form), number)
    return with_rows(document, int(count)) if count else document


def as_usual(document: Document) -> bytes:
    """What one would write without us, from the same page."""
    from weasyprint import HTML

    made: bytes = HTML(string=papers.html(document)).write_pdf()
    return made


ENGINES = {"pdf": papers.pdf, "as usual": as_usual, "docx": papers.docx, "html": papers.html}


def work() -> None:
    """Answers lines of engine, kind, number with the CPU milliseconds that the paper took."""
    for line in sys.stdin:
        engine, kind, number = line.split("\t")
        document = paper(kind, int(number))
        start = time.process_time()
        ENGINES[engine](document)
        print((time.process_time() - start) * 1000, flush=True)


class Worker:
    """A process that prints with one engine."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def milliseconds(self, kind: str, number: int) -> float:
        """CPU milliseconds of one paper."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{self._engine}\t{kind}\t{number}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def end(self) -> None:
        """Let the process end."""
        self._process.communicate()


def warm(kind: str, engines: list[str], rounds: int) -> None:
    """Prints a line for one kind of paper."""
    workers = {name: Worker(name) for name in engines}
    times: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(rounds + 1):
        for name, worker in workers.items():
            spent = worker.milliseconds(kind, turn + 1)
            if turn:  # the first round only warms up
                times[name].append(spent)
    for worker in workers.values():
        worker.end()
    middle = {name: sorted(spent)[len(spent) // 2] for name, spent in times.items()}
    told = ", ".join(f"{name} {spent:.1f} ms" for name, spent in middle.items())
    print(
        f"{kind}: {told}; {middle['as usual'] / middle['pdf']:.1f} times as fast as WeasyPrint as usual", flush=True
    )


def cold(rounds: int) -> None:
    """Prints what the first paper of a process takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "certificate.json")
        file.write_text(json.dumps(example("certificate")), encoding="utf-8")
        program = "from ybzj_docs.cli.main import main; main()"
        command = [sys.executable, "-c", program, "render", str(file), "--to", "pdf", "-o", f"{folder}/out.pdf"]
        spent = sorted(cost(command).wall for _ in range(rounds))
    print(f"first paper of a cold process (ybzj render): {spent[len(spent) // 2]:.2f} s")


def main() -> None:
    """Prints a line for each kind of paper."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        work()
        return
    warm("certificate", list(ENGINES), chosen.rounds)
    warm("informationForm:60", list(ENGINES), max(chosen.rounds // 3, 2))
    for form in LISTS:
        warm(f"{form}:600", ["pdf", "as usual"], max(chosen.rounds // 5, 1))
    cold(max(chosen.rounds // 3, 2))


if __name__ == "__main__":
    main()
