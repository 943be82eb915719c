"""Our own agency, and others, as the agency register has them on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from sqlalchemy import or_, select

from ybzj_docs.registers import Reading, tables
from ybzj_docs.transfer.desk import House

_AGENCIES, _ACCOUNTS = tables.agencies.c, tables.agency_accounts.c


def house(tx: Reading, code: str, day: date) -> House | None:
    """The agency ``code`` on ``day``, with the account that is valid then; None where the register has none."""
    agency = tx.connection.execute(
        select(_AGENCIES.agency)
        .where(_AGENCIES.code == code, _AGENCIES.valid_from <= day)
        .where(or_(_AGENCIES.valid_to.is_(None), _AGENCIES.valid_to >= day))
        .order_by(_AGENCIES.valid_from.desc())
    ).scalar()
    if agency is None:
        return None
    account = tx.connection.execute(
        select(_ACCOUNTS.account)
        .where(_ACCOUNTS.code == code, _ACCOUNTS.valid_from <= day)
        .where(or_(_ACCOUNTS.valid_to.is_(None), _ACCOUNTS.valid_to >= day))
        .order_by(_ACCOUNTS.valid_from.desc())
    ).scalar()
    return House(orjson.loads(agency), orjson.loads(account) if account else None)


def is_agency(group: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    """Whether a group of a document names our agency: by its code where it tells one, else by its region."""
    if "agencyCode" in group:
        return bool(group["agencyCode"] == own.get("agencyCode"))
    return bool(group.get("regionCode") == own.get("regionCode"))
