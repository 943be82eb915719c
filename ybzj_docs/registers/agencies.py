"""The agency register: entered, verified, published; its read models, and what they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Date, Select, Table, bindparam, delete, insert, or_, select

from ybzj_docs import knowledge
from ybzj_docs.registers import tables
from ybzj_docs.registers.agency_book import Book, Tree, entered, verified
from ybzj_docs.registers.events import Event, canonical
from ybzj_docs.registers.hand import Hand
from ybzj_docs.registers.projection import record
from ybzj_docs.registers.refusal import Refused
from ybzj_docs.registers.transaction import Reading, Writing

_AGENCIES, _ACCOUNTS, _CHANGES = tables.agencies, tables.agency_accounts, tables.agency_changes
_DAY = bindparam("day", type_=Date)
#: What is valid on a day, the newest first.
_AGENCY_ON, _ACCOUNT_ON = (
    select(group)
    .where(row.code == bindparam("of"), row.valid_from <= _DAY, or_(row.valid_to.is_(None), row.valid_to >= _DAY))
    .order_by(row.valid_from.desc())
    for row, group in ((_AGENCIES.c, _AGENCIES.c.agency), (_ACCOUNTS.c, _ACCOUNTS.c.account))
)
#: Editions in force one after the other; the standard's forms of 2017 are recommended beside them.
_EDITIONS = ("2010", "2016", "2021")


@dataclass(frozen=True, slots=True)
class Entered:
    """An agency of the register after something was entered: its version, and what was changed."""

    code: str
    version: int
    changes: tuple[Tree, ...]


class AgencyTables:
    """The read models of the register. An event that changes a book holds the book as it then is."""

    prefix = "agency:"
    tables: Sequence[Table] = (_AGENCIES, _ACCOUNTS, _CHANGES)

    def apply(self, tx: Writing, event: Event) -> None:
        """Write the book that the event holds, and add to the log of changes."""
        if event.kind == "published":
            return
        code = event.stream.removeprefix(self.prefix)
        for table in (_AGENCIES, _ACCOUNTS):
            tx.connection.execute(delete(table).where(table.c.code == code))
        data = event.data
        _insert(tx, _AGENCIES, [_agency_row(code, one) for one in data["stretches"]])
        _insert(tx, _ACCOUNTS, [_account_row(code, one) for one in data["accounts"]])
        _insert(tx, _CHANGES, [_change_row(code, event.position, *one) for one in enumerate(data["changes"])])


AGENCY_TABLES = AgencyTables()


def book_of(tx: Reading, code: str) -> tuple[int, Book]:
    """The version of an agency in the register, and its book; 0 and an empty one where it is not there."""
    events = tx.events(f"agency:{code}")
    held = next((one.data for one in reversed(events) if "stretches" in one.data), None)
    return len(events), Book(tuple(held["stretches"]), tuple(held["accounts"])) if held else Book()


def enter(tx: Writing, found: Mapping[str, Any], hand: Hand) -> Entered | None:
    """Enter an agencyRecord that was checked (its head may be absent); None where the register knows all it says.

    Raises:
        Refused: it has no agencyCode, or ends before it begins.
    """
    code = found["agency"].get("agencyCode")
    if code is None:
        raise Refused("R99", "机构信息缺少机构编码（agencyCode），无法登记", "no agencyCode: it cannot be entered")
    if found.get("validTo", "9999") < found["validFrom"]:
        raise Refused("R99", "机构信息的终止日期早于起始日期", "validTo lies before validFrom")
    version, book = book_of(tx, code)
    after, changed = entered(book, found, hand.day, hand.actor)
    return _recorded(tx, code, version, "entered", after, changed, hand) if after != book else None


def verify(tx: Writing, code: str, hand: Hand) -> Entered:
    """Record that the data of an agency were confirmed with it on this day.

    Raises:
        Refused: the register has no entry of it that is valid on the day.
    """
    version, book = book_of(tx, code)
    if book.on(hand.day.isoformat()) is None:
        raise unknown(code)
    after, changed = verified(book, hand.day, hand.actor)
    return _recorded(tx, code, version, "verified", after, changed, hand)


def publish(tx: Writing, codes: Sequence[str], issuer: str, hand: Hand) -> list[Tree]:
    """The agencyRecords of agencies, one for each stretch of validity, numbered by the ``issuer``, with their changes.

    Raises:
        Refused: an agency, or the issuer, is not in the register.
    """
    region = agency_on(tx, issuer, hand.day)["regionCode"]
    documents: list[Tree] = []
    for code in codes:
        version, book = book_of(tx, code)
        if not book.stretches:
            raise unknown(code)
        own = [_record(tx, book, one, region, hand) for one in book.stretches]
        own[-1].update({"changes": told} if (told := changes_of(tx, code)) else {})
        tx.append(f"agency:{code}", version, hand.draft("published", {"documents": own}))
        documents += own
    return documents


def group_on(tx: Reading, code: str, day: date) -> Tree | None:
    """An agency as documents name it, as it is valid on a day; None where the register has no entry of it then."""
    return _newest(tx, _AGENCY_ON, code, day)


def agency_on(tx: Reading, code: str, day: date) -> Tree:
    """As :func:`group_on`.

    Raises:
        Refused: the register has no entry of it that is valid then.
    """
    found = group_on(tx, code, day)
    if found is None:
        raise unknown(code)
    return found


def account_on(tx: Reading, code: str, day: date) -> Tree | None:
    """The account of an agency as documents name it, as it is valid on a day; None where it has none then."""
    return _newest(tx, _ACCOUNT_ON, code, day)


def _newest(tx: Reading, asked: Select[Any], code: str, day: date) -> Tree | None:
    found = tx.connection.execute(asked, {"of": code, "day": day}).scalar()
    return None if found is None else dict(orjson.loads(found))


def changes_of(tx: Reading, code: str) -> list[Tree]:
    """The log of an agency's changes, in their order, as members of an agencyRecord."""
    row = _CHANGES.c
    found = tx.connection.execute(select(_CHANGES).where(row.code == code).order_by(row.position, row.entry))
    told = [
        {"field": one.field, "before": one.before, "after": one.after, "on": one.on.isoformat(), "by": one.by}
        for one in found
    ]
    return [{name: value for name, value in one.items() if value is not None} for one in told]


def listed(tx: Reading, day: date | None = None, region: str | None = None) -> list[Tree]:
    """The stretches of the register, valid on a day, of a region, by code: code, name, region, validity, successor."""
    row = _AGENCIES.c
    wanted = select(_AGENCIES).order_by(row.code, row.valid_from)
    if day is not None:
        wanted = wanted.where(row.valid_from <= day, or_(row.valid_to.is_(None), row.valid_to >= day))
    if region is not None:
        wanted = wanted.where(row.region == region)
    return [
        {
            "agencyCode": one.code,
            "name": one.name,
            "regionCode": one.region,
            "validFrom": one.valid_from.isoformat(),
            **({"validTo": one.valid_to.isoformat()} if one.valid_to else {}),
            **({"verifiedOn": one.verified_on.isoformat()} if one.verified_on else {}),
            **({"succeededBy": one.succeeded_by} if one.succeeded_by else {}),
        }
        for one in tx.connection.execute(wanted)
    ]


def unknown(code: str) -> Refused:
    """The refusal for an agency that the register does not have as valid."""
    zh = f"机构库中没有有效的经办机构 {code}；请先 ybzj agency import 或 add"
    return Refused(
        "R99", zh, f"no valid agency {code} in the register: ybzj agency import or add it first", ["AG-01"]
    )


def edition_on(day: date) -> str:
    """The edition of the forms that are in use on a day: 2010, 2016 or 2021."""
    begun = [one for one in _EDITIONS if (p := knowledge.profile_for(one)) and (p.valid_from or day) <= day]
    return begun[-1] if begun else _EDITIONS[0]


def _recorded(
    tx: Writing, code: str, version: int, kind: str, book: Book, changed: list[Tree], hand: Hand
) -> Entered:
    data = {"stretches": list(book.stretches), "accounts": list(book.accounts), "changes": changed}
    event = record(tx, AGENCY_TABLES, f"agency:{code}", version, hand.draft(kind, data))
    return Entered(code, event.version, tuple(changed))


def _record(tx: Writing, book: Book, stretch: Tree, region: str, hand: Hand) -> Tree:
    """The document of one stretch."""
    return {
        "documentType": "agencyRecord",
        "edition": edition_on(hand.day),
        "documentNumber": tx.next_number("JG", region, hand.day),
        "issuedOn": hand.day.isoformat(),
        **book.told(stretch),
    }


def _insert(tx: Writing, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.connection.execute(insert(table), rows)


def _agency_row(code: str, stretch: Tree) -> dict[str, Any]:
    return {
        "code": code,
        "valid_from": _day(stretch["validFrom"]),
        "valid_to": _day(stretch.get("validTo")),
        "region": stretch["agency"]["regionCode"],
        "name": stretch["agency"]["name"],
        "succeeded_by": stretch.get("succeededBy"),
        "verified_on": _day(stretch.get("verifiedOn")),
        "agency": canonical(stretch["agency"]),
    }


def _account_row(code: str, entry: Tree) -> dict[str, Any]:
    account = entry["bankAccount"]
    return {
        "code": code,
        "number": account["number"],
        "valid_from": _day(entry["validFrom"]),
        "valid_to": _day(entry.get("validTo")),
        "holder": account["holder"],
        "bank_code": account.get("bankCode"),
        "verified_on": _day(entry.get("verifiedOn")),
        "changed_on": _day(entry.get("changedOn")),
        "account": canonical(account),
    }


def _change_row(code: str, position: int, entry: int, change: Tree) -> dict[str, Any]:
    told = {name: change.get(name) for name in ("field", "before", "after", "by")}
    return {"position": position, "entry": entry, "code": code, "on": _day(change["on"]), **told}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
