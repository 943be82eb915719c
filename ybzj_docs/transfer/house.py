"""Our own agency, and others, as the agency register has them on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from ybzj_docs.registers import Reading, tables
from ybzj_docs.registers.agencies import account_on, group_on
from ybzj_docs.transfer.desk import House

_AGENCIES = tables.agencies.c
_OF_REGION = select(_AGENCIES.code).distinct().where(_AGENCIES.region == bindparam("of"))


def house(tx: Reading, code: str, day: date) -> House | None:
    """The agency ``code`` on ``day``, with the account that is valid then; None where the register has none."""
    agency = group_on(tx, code, day)
    return None if agency is None else House(agency, account_on(tx, code, day))


def account_of(tx: Reading, group: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """The account of an agency as a document names it; by its region only where that has one agency."""
    code = group.get("agencyCode")
    if code is None:
        codes = tx.connection.execute(_OF_REGION, {"of": group.get("regionCode")}).scalars().all()
        code = codes[0] if len(codes) == 1 else None
    return account_on(tx, code, day) if code and group_on(tx, code, day) else None


def is_agency(group: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    """Whether a group of a document names our agency: by its code where it tells one, else by its region."""
    if "agencyCode" in group:
        return bool(group["agencyCode"] == own.get("agencyCode"))
    return bool(group.get("regionCode") == own.get("regionCode"))
