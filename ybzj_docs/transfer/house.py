"""Our own agency, and others, as the agency register has them on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Date, bindparam, or_, select

from ybzj_docs.registers import Reading, tables
from ybzj_docs.transfer.desk import House

_AGENCIES, _ACCOUNTS = tables.agencies.c, tables.agency_accounts.c


_DAY = bindparam("day", type_=Date)
_AGENCY, _ACCOUNT = (
    select(told)
    .where(row.code == bindparam("of"), row.valid_from <= _DAY)
    .where(or_(row.valid_to.is_(None), row.valid_to >= _DAY))
    .order_by(row.valid_from.desc())
    for row, told in ((_AGENCIES, _AGENCIES.agency), (_ACCOUNTS, _ACCOUNTS.account))
)


def house(tx: Reading, code: str, day: date) -> House | None:
    """The agency ``code`` on ``day``, with the account that is valid then; None where the register has none."""
    asked = {"of": code, "day": day}
    agency = tx.connection.execute(_AGENCY, asked).scalar()
    if agency is None:
        return None
    account = tx.connection.execute(_ACCOUNT, asked).scalar()
    return House(orjson.loads(agency), orjson.loads(account) if account else None)


_OF_REGION = select(_AGENCIES.code).distinct().where(_AGENCIES.region == bindparam("of"))


def account_of(tx: Reading, group: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """The account of an agency as a document names it; by its region only where that has one agency."""
    code = group.get("agencyCode")
    if code is None:
        codes = tx.connection.execute(_OF_REGION, {"of": group.get("regionCode")}).scalars().all()
        code = codes[0] if len(codes) == 1 else None
    found = house(tx, code, day) if code else None
    return found.account if found else None


def is_agency(group: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    """Whether a group of a document names our agency: by its code where it tells one, else by its region."""
    if "agencyCode" in group:
        return bool(group["agencyCode"] == own.get("agencyCode"))
    return bool(group.get("regionCode") == own.get("regionCode"))
