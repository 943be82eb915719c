"""The agency of a region on a day, from the table agencies."""

from collections.abc import Mapping
from datetime import date

from ybzj_docs.importing import values
from ybzj_docs.importing.cells import Cells, UnusableRow
from ybzj_docs.importing.model import Tree
from ybzj_docs.importing.tables import AGENCIES, Source
from ybzj_docs.importing.told import Told

#: Column of agencies -> member of the group ``agency``, in the order of the schema.
_COLUMNS = {
    "name": "name",
    "admdvs": "regionCode",
    "optins_no": "agencyCode",
    "contact": "contact",
    "tel": "phone",
    "addr": "address",
    "poscode": "postcode",
}
_NEEDED = ("name", "regionCode")


def read_agencies(source: Source, on: date, told: Told) -> Mapping[str, Tree]:
    """The agency of each region that is valid on ``on``: of several the one with the greatest valid_from, then with
    the least number. An empty valid_from or valid_to sets no bound.

    Raises:
        UnreadableInput: the table or a column is missing, or the file is not in the encoding.
    """
    best: dict[str, tuple[str, Tree]] = {}
    for line, fields in source.rows(AGENCIES, told):
        try:
            agency, since, until = _agency(Cells(AGENCIES, line, fields, told))
        except UnusableRow as row:
            told.row(AGENCIES.file, line, row.column, row.code)
            continue
        if since <= on.isoformat() <= until:
            region = agency["regionCode"]
            best[region] = _better(best.get(region), (since, agency))
    return {region: agency for region, (_, agency) in best.items()}


def _agency(cells: Cells) -> tuple[Tree, str, str]:
    tree: Tree = {}
    for column, member in _COLUMNS.items():
        read = values.text("certificate", f"/agency/{member}")
        value = cells.needed(column, read) if member in _NEEDED else cells.optional(column, read)
        if value is not None:
            tree[member] = value
    return tree, _bound(cells, "valid_from", "0000-01-01"), _bound(cells, "valid_to", "9999-12-31")


def _bound(cells: Cells, column: str, absent: str) -> str:
    return cells.needed(column, values.day) if cells.raw(column).strip() else absent


def _better(one: tuple[str, Tree] | None, other: tuple[str, Tree]) -> tuple[str, Tree]:
    if one is None or one[0] < other[0]:
        return other
    if one[0] > other[0]:
        return one
    return min(one, other, key=lambda pair: (pair[1].get("agencyCode", ""), pair[1]["name"]))
