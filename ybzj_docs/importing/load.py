"""From rows of the export to stored rows: each is judged once, and what cannot be used is told."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

import orjson

from ybzj_docs.importing import values
from ybzj_docs.importing.cells import Cells, Read, UnusableRow
from ybzj_docs.importing.model import Tree
from ybzj_docs.importing.spill import ACCOUNT, CHECK, DETAIL, PERSON, RELATION, Stored
from ybzj_docs.importing.tables import ACCOUNTS, CHECKS, DETAILS, PERSONS, RELATIONS, Source, Table
from ybzj_docs.importing.told import Told

_NUMBER = re.compile(r"[0-9A-Za-z]{1,30}")
#: Members that every ``person`` has: without them nobody can be written.
_NEEDED = ("name", "idType", "idNumber")
#: Contribution types that pay no months: refund, adjustment of the base, of the rate.
_NO_MONTHS = ("20", "34", "35")


def persons(source: Source, told: Told) -> Iterator[Stored]:
    """psn_info_b: ``first`` is 1 where the person can be used, ``data`` = [tree, alive, name mended]."""
    for line, fields in source.rows(PERSONS, told):
        cells = Cells(PERSONS, line, fields, told)
        data: str | None = None
        try:
            data = _json(_person(cells))
        except UnusableRow as row:
            told.row(PERSONS.file, line, row.column, row.code)
        yield cells.raw("psn_no"), PERSON, None, line, int(data is not None), None, data


def _person(cells: Cells) -> list[Any]:
    if not _NUMBER.fullmatch(cells.raw("psn_no")):
        raise UnusableRow("psn_no", "person-number")
    tree: Tree = {}
    for column, member, read in person_columns():
        try:
            value = cells.needed(column, read) if member in _NEEDED else cells.optional(column, read)
        except UnusableRow:
            raise UnusableRow(column, "person-value") from None
        if value is not None:
            tree[member] = value
    return [tree, cells.optional("surv_stas", values.alive), values.dot_is_wrong(cells.raw("psn_name"))]


@cache
def person_columns() -> tuple[tuple[str, str, Read[str]], ...]:
    """(column of psn_info_b, member of ``person``, its reader), as the schema pairs them."""
    special: dict[str, Read[str]] = {"psn_name": values.person_name, "brdy": values.day}
    return tuple(
        (column, member, special.get(column) or values.text("certificate", f"/person/{member}"))
        for member, column in values.platform_columns("certificate", "/person").items()
        if column in PERSONS.positions
    )


def _json(value: object) -> str:
    """``value`` as JSON; as text, because orjson's bytes hold on to a far larger buffer."""
    return orjson.dumps(value).decode()


def relations(source: Source, told: Told) -> Iterator[Stored]:
    """psn_insu_d: ``key`` is the relation's number, ``data`` the fields of ``model.Relation``."""
    return _judged(source, RELATIONS, told, _relation)


def _relation(cells: Cells) -> Stored:
    number = cells.raw("psn_insu_rlts_id")
    if not values.fits("informationForm", "/periods/*/relationNumber")(number):
        raise UnusableRow("psn_insu_rlts_id", "value-unusable")
    data = [
        number,
        cells.needed("insutype", _participation("insuranceType")),
        cells.needed("psn_insu_stas", _participation("status")),
        cells.optional("fst_insu_ym", values.month) or "",
        cells.optional("psn_insu_date", values.day) or "",
        cells.needed("paus_insu_date", values.stop_day) if cells.raw("paus_insu_date").strip() else "",
        cells.optional("insutype_retr_flag", values.flag),
        cells.optional("emp_name", _participation("employerName")) or "",
        cells.needed("insu_admdvs", _participation("regionCode")),
        cells.needed("poolarea_no", _participation("poolingArea")),
    ]
    return cells.raw("psn_no"), RELATION, number, cells.line, None, None, _json(data)


def _participation(member: str) -> Read[str]:
    return values.text("precheck", f"/participations/*/{member}")


def accounts(source: Source, told: Told) -> Iterator[Stored]:
    """psn_acct: ``first`` is the balance in cents (None: cannot be used), ``data`` its day or empty."""
    for line, fields in source.rows(ACCOUNTS, told):
        cells = Cells(ACCOUNTS, line, fields, told)
        try:
            yield _account(cells)
        except UnusableRow as row:
            told.row(ACCOUNTS.file, line, row.column, row.code)
            yield cells.raw("psn_no"), ACCOUNT, None, line, None, None, ""


def _account(cells: Cells) -> Stored:
    balance = values.cents(cells.raw("balc").strip())
    if balance is None:
        raise UnusableRow("balc", "balance-digits")
    on = cells.optional("balc_date", values.day) or ""
    return cells.raw("psn_no"), ACCOUNT, None, cells.line, balance, None, on


def checks(source: Source, told: Told) -> Iterator[Stored]:
    """paus_chk: ``first`` says arrears, ``last`` in hospital: 1, 0, or None where it is not said."""
    return _judged(source, CHECKS, told, _check)


def _check(cells: Cells) -> Stored:
    arrears = cells.optional("have_qf", values.flag)
    inpatient = cells.optional("be_hospitalized", values.flag)
    return cells.raw("psn_no"), CHECK, None, cells.line, arrears, inpatient, None


def _judged(source: Source, table: Table, told: Told, judge: Callable[[Cells], Stored]) -> Iterator[Stored]:
    for line, fields in source.rows(table, told):
        try:
            yield judge(Cells(table, line, fields, told))
        except UnusableRow as row:
            told.row(table.file, line, row.column, row.code)


def details(source: Source, told: Told) -> Iterator[Stored]:
    """staf_psn_clct_detl_d: ``key`` is the relation, ``first`` and ``last`` month indexes, ``data`` = region and
    contribution type, or None where the row does not count. Written for speed: this table is the long one.
    """
    months, kind = values.MONTHS.get, _kind
    for line, (relation, person, begin, end, contribution, flag, reversal, region) in source.rows(DETAILS, told):
        first, last = months(begin.strip()), months(end.strip())
        if first is None or last is None:
            told.row(DETAILS.file, line, "accrym_begn" if first is None else "accrym_end", "month-none")
        elif first > last:
            told.row(DETAILS.file, line, "accrym_begn", "months-reversed")
        elif flag.strip() != "1" or reversal.strip() != "Z" or contribution.strip() in _NO_MONTHS:
            yield person, DETAIL, relation, line, first, last, None
        else:
            try:
                yield person, DETAIL, relation, line, first, last, kind(region.strip(), contribution.strip())
            except UnusableRow as row:
                told.row(DETAILS.file, line, row.column, row.code)


@lru_cache(maxsize=4096)
def _kind(region: str, contribution: str) -> str:
    if not values.fits("informationForm", "/periods/*/regionCode")(region):
        raise UnusableRow("poolarea_no", "value-unusable" if region else "value-missing")
    if contribution and not values.fits("informationForm", "/periods/*/contributionType")(contribution):
        raise UnusableRow("clct_type", "value-unusable")
    return f"{region} {contribution}"
