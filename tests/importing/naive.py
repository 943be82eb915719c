"""The dictionary's last section read once more, by sets of months in memory: what an import must agree with."""

from typing import Any

from tests.importing.exports import DETAILS, Export

BASIC = ("310", "380", "390", "391")


def _months(first: str, last: str) -> set[int]:
    return set(range(int(first[:4]) * 12 + int(first[4:]) - 1, int(last[:4]) * 12 + int(last[4:])))


def _text(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _is_month(text: str) -> bool:
    return len(text) == 6 and text.isdecimal() and 1 <= int(text[4:]) <= 12


def choose(relations: list[dict[str, str]], origin: str | None, destination: str | None) -> dict[str, str] | None:
    candidates = [row for row in relations if row["insutype"] in BASIC]
    if origin:
        candidates = [row for row in candidates if row["insu_admdvs"] == origin]
    else:
        candidates = [row for row in candidates if row["insu_admdvs"] != destination] or candidates

    def rank(row: dict[str, str]) -> tuple[object, ...]:
        employee = row["insutype"] == "310"
        if not row["paus_insu_date"]:
            return (2, employee, row["psn_insu_date"])
        return (1, row["paus_insu_date"], employee, row["psn_insu_date"])

    best = max(map(rank, candidates), default=None)
    return min(
        (row for row in candidates if rank(row) == best), key=lambda row: row["psn_insu_rlts_id"], default=None
    )


def unusable(export: Export) -> list[int]:
    """Lines of detail rows that no import can use."""
    owners = {row["psn_insu_rlts_id"]: row["psn_no"] for row in export.tables["psn_insu_d"]}
    lines = []
    for line, row in enumerate(export.tables[DETAILS], 2):
        first, last = row["accrym_begn"], row["accrym_end"]
        usable = _is_month(first) and _is_month(last) and first <= last
        if not usable or owners.get(row["psn_insu_rlts_id"]) != row["psn_no"]:
            lines.append(line)
    return lines


def form(export: Export, person: str, origin: str | None, destination: str | None) -> dict[str, Any] | None:
    """The figures of a person's information form; None where there is none."""
    relations = [row for row in export.tables["psn_insu_d"] if row["psn_no"] == person]
    chosen = choose(relations, origin, destination)
    if chosen is None:
        return None
    counting = {row["psn_insu_rlts_id"]: row for row in relations if row["poolarea_no"] == chosen["poolarea_no"]}
    sets: dict[tuple[str, str, str], set[int]] = {}
    bad = set(unusable(export))
    for line, row in enumerate(export.tables[DETAILS], 2):
        counts = row["clct_flag"] == "1" and row["revs_flag"] == "Z" and row["clct_type"] not in ("20", "34", "35")
        if counts and line not in bad and row["psn_no"] == person and row["psn_insu_rlts_id"] in counting:
            key = (row["psn_insu_rlts_id"], row["clct_type"], row["poolarea_no"])
            sets.setdefault(key, set()).update(_months(row["accrym_begn"], row["accrym_end"]))
    periods, supplementary = [], []
    natural: dict[str, set[int]] = {}
    for (relation, contribution, region), months in sets.items():
        row = counting[relation]
        for first in sorted(month for month in months if month - 1 not in months):
            last = first
            while last + 1 in months:
                last += 1
            if row["insutype"] in BASIC:
                transferred = region != row["poolarea_no"]
                periods.append((_text(first), _text(last), relation, contribution, region, row["insutype"],
                                last - first + 1, transferred))  # fmt: skip
                natural.setdefault(row["insutype"], set()).update(range(first, last + 1))
            else:
                supplementary.append((_text(first), _text(last), relation, contribution, region, row["insutype"]))
    if not periods:
        return None
    employee = natural.get("310", set())
    return {
        "chosen": chosen["psn_insu_rlts_id"],
        "periods": sorted(periods),
        "supplementary": [(row[0], row[1], row[5]) for row in sorted(supplementary)],
        "totalMonths": sum(period[6] for period in periods),
        "naturalMonths": sum(len(months) for months in natural.values()),
        "gapMonths": max(employee) - min(employee) + 1 - len(employee) if employee else 0,
        "natural": {kind: len(months) for kind, months in natural.items()},
    }
