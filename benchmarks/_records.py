"""Records for the benchmarks of checking: information forms of 10 kB, invented, the same in every run.

Of a record 71 single values and 5 to 60 periods; one in 50 has one fault, the others have nothing to be said of them.

    python benchmarks/_records.py lines|array|xml|folder COUNT PATH

writes them; ``lines`` and ``xml`` repeat the first 10,000 from there on, so that a million are made in a minute.
"""

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from validators.numbers import citizen_id
from validators.periods import month_index, month_text
from ybzj_docs import catalog
from ybzj_docs.codec.write import to_xml

Tree = dict[str, Any]
SCALARS = 71
DISTINCT = 10_000
_LAST = month_index("2026-07")
_NAMES = "安澜知夏景行若水云舒明远思齐清和"
#: Of the full example: what goes, so that 71 single values beside the periods are left.
_LEFT_OUT = {
    "": (
        *("supplementary", "correctionNumber", "replaces", "revision", "extensions", "agency", "recipient"),
        *("seal", "delivery", "receivedOn", "crossSchemeOverlapMonths", "employerName", "remarks", "printedNumber"),
    ),
    "person": ("householdHead", "formerIdNumber", "formerName", "householdPostcode"),
    "origin": ("fax", "email", "kind", "contact"),
    "destination": ("fax", "email", "kind", "contact"),
    "account": ("noTransferCode", "currentYear", "priorYears", "interest", "dispositionReason"),
    "signature": ("financeBy", "financeReviewedBy"),
}


def _bad_code(tree: Tree, _: random.Random) -> None:
    tree["person"]["sex"] = "7"


def _bad_date(tree: Tree, chance: random.Random) -> None:
    tree["issuedOn"] = f"2026-02-{chance.randint(30, 39)}"


def _missing(tree: Tree, _: random.Random) -> None:
    del tree["totalMonths"]


def _bad_sum(tree: Tree, _: random.Random) -> None:
    tree["totalMonths"] += 1


def _bad_money(tree: Tree, chance: random.Random) -> None:
    chance.choice(tree["periods"])["yearEndBalance"] = "12.5"


#: All but the wrong sum are seen by a schema.
FAULTS: tuple[Callable[[Tree, random.Random], None], ...] = (_bad_code, _bad_date, _missing, _bad_sum, _bad_money)


def records(count: int, seed: int = 20261102, every: int = 50) -> Iterator[Tree]:
    """``count`` documents, of ``every`` so many one with a fault (0: none)."""
    chance = random.Random(seed)
    base = _base()
    for number in range(count):
        tree = _record(base, number, chance)
        if every and number % every == every - 1:
            FAULTS[number // every % len(FAULTS)](tree, chance)
        yield tree


def scalars(tree: Tree) -> int:
    """The single values of a record beside its periods."""

    def count(node: object) -> int:
        if isinstance(node, (dict, list)):
            return sum(map(count, node.values() if isinstance(node, dict) else node))
        return 1

    return count({name: value for name, value in tree.items() if name != "periods"})


def _base() -> Tree:
    base: Tree = json.loads((catalog.form("informationForm").folder / "examples/valid/full.json").read_bytes())
    for group, names in _LEFT_OUT.items():
        for name in names:
            (base[group] if group else base).pop(name, None)
    base["account"].update(amount=base["account"]["balance"], disposition="transfer")
    return base


def _record(base: Tree, number: int, chance: random.Random) -> Tree:
    tree: Tree = json.loads(json.dumps(base, ensure_ascii=False))
    born = f"19{chance.randint(70, 84)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    start = f"320202{born}{chance.randint(0, 499) * 2 + 1:03d}"
    person = tree["person"]
    person["idNumber"] = person["socialSecurityNumber"] = start + citizen_id.check_character(start)
    person["birthDate"] = f"{born[:4]}-{born[4:6]}-{born[6:]}"
    person["name"] = "程" + "".join(chance.sample(_NAMES, 2))
    person["insuredNumber"] = f"{3202 * 10**16 + number}"
    serial = number % 10**6
    tree["documentNumber"] = f"320200XX2026{serial:06d}"
    tree["transferNumber"] = f"310000ZY2026{serial:06d}"
    tree["inReplyTo"] = f"310000LX2026{serial:06d}"
    rows = [_row(stretch) for stretch in _stretches(chance)]
    months = sum(row["months"] for row in rows)
    tree["periods"] = rows
    tree["totalMonths"] = tree["naturalMonths"] = months
    tree["gapMonths"] = tree["overlapMonths"] = 0
    tree["totals"] = [_total(rows, months)]
    return tree


def _stretches(chance: random.Random) -> list[tuple[int, int]]:
    count, end = chance.randint(5, 60), _LAST
    found = []
    for _ in range(count):
        length = chance.randint(1, 270 // count)
        found.append((end - length + 1, end))
        end -= length
    return found[::-1]


def _row(stretch: tuple[int, int]) -> Tree:
    first, last = stretch
    return {
        "from": month_text(first),
        "to": month_text(last),
        "insuranceType": "310",
        "months": last - first + 1,
        "regionCode": "320200",
        "contributionType": "10",
        "agencyName": "无锡市社会保险基金管理中心",
        "yearEndBalance": f"{first}.60",
        "source": "local",
        "countedAs": "actual",
        "accountMode": "combined",
    }


def _total(rows: list[Tree], months: int) -> Tree:
    return {
        "insuranceType": "310",
        "months": months,
        "naturalMonths": months,
        "overlapMonths": 0,
        "actualMonths": months,
        "deemedMonths": 0,
        "transferredMonths": 0,
        "firstMonth": rows[0]["from"],
        "lastMonth": rows[-1]["to"],
    }


def _line(tree: Tree) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _element(tree: Tree) -> bytes:
    """Without white space between elements: one line, as a machine writes it."""
    _, _, document = to_xml(tree).partition(b"?>")
    return b"".join(line.strip() for line in document.splitlines()) + b"\n"


def write_lines(file: Path, trees: Iterable[Tree]) -> None:
    """One record a line."""
    with file.open("wb") as out:
        out.writelines(map(_line, trees))


def write_array(file: Path, trees: Iterable[Tree]) -> None:
    """One array."""
    with file.open("w", encoding="utf-8") as out:
        for number, tree in enumerate(trees):
            out.write(("," if number else "[") + "\n" + json.dumps(tree, ensure_ascii=False))
        out.write("\n]\n")


OPENING = f'<?xml version="1.0" encoding="UTF-8"?>\n<documents xmlns="{catalog.NAMESPACE}">\n'.encode()
CLOSING = b"</documents>\n"


def write_xml(file: Path, trees: Iterable[Tree]) -> None:
    """One file of documents."""
    with file.open("wb") as out:
        out.write(OPENING)
        out.writelines(map(_element, trees))
        out.write(CLOSING)


def write_folder(folder: Path, trees: Iterable[Tree], per_folder: int = 1000) -> None:
    """One file a record, ``per_folder`` of them in each folder."""
    for number, tree in enumerate(trees):
        file = folder / f"{number // per_folder:05d}" / f"{number:08d}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


def write_many(file: Path, count: int, kind: str) -> None:
    """``count`` records as ``lines`` or ``xml``, of which the first 10,000 are distinct."""
    one = _line if kind == "lines" else _element
    block = [one(tree) for tree in records(min(count, DISTINCT))]
    whole, rest = divmod(count, len(block))
    with file.open("wb") as out:
        out.write(OPENING if kind == "xml" else b"")
        for _ in range(whole):
            out.writelines(block)
        out.writelines(block[:rest])
        out.write(CLOSING if kind == "xml" else b"")


def main(kind: str, count: str, path: str) -> None:
    if kind == "folder":
        write_folder(Path(path), records(int(count)))
    elif kind == "array":
        write_array(Path(path), records(int(count)))
    else:
        write_many(Path(path), int(count), kind)


if __name__ == "__main__":
    main(*sys.argv[1:])
