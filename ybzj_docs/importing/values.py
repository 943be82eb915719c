"""Values of the export as values of the documents; what is no value is None. The schemas decide what fits."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Final

import jsonschema_rs

from validators import money, names
from validators.periods import month_index
from validators.schema import schema_at
from ybzj_docs import catalog

#: Every month that documents can hold, as the platform writes it (``YYYYMM``) -> its index.
MONTHS: Final = {
    f"{year}{month:02d}": month_index(f"{year}-{month:02d}") for year in range(1950, 2100) for month in range(1, 13)
}

_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)?")
_BALANCE = re.compile(r"([0-9]*)(?:\.([0-9]{1,2})0*)?")


def day(text: str) -> str | None:
    """A day as ``YYYY-MM-DD``; read are also ``YYYYMMDD`` and either with a time of day, which is dropped."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    written = f"{found[1]}-{found[3]}-{found[4]}"
    try:
        date.fromisoformat(written)
    except ValueError:
        return None
    return written if "1900" <= found[1] <= "2199" else None


def stop_day(text: str) -> str | None:
    """A day whose month documents can hold."""
    written = day(text)
    return written if written and "1950" <= written[:4] <= "2099" else None


def cents(text: str) -> int | None:
    """A balance in cents; zeros beyond two decimals are cut, and any other digit there is no balance."""
    found = _BALANCE.fullmatch(text)
    if found is None or text in ("", "."):
        return None
    amount = int(found[1] or "0") * 100 + int((found[2] or "").ljust(2, "0"))
    return amount if amount <= money.MAXIMUM else None


def flag(text: str) -> bool | None:
    """The platform's 1 and 0 as a flag."""
    return {"1": True, "0": False}.get(text)


def alive(text: str) -> bool | None:
    """Whether a survival status (``surv_stas``) says alive: 1 does, every other code does not."""
    return text == "1" if re.fullmatch(r"[0-9]{1,2}", text) else None


def person_name(text: str) -> str | None:
    """A person's name in NFC, ends trimmed, wrong dots between Han characters as U+00B7."""
    name = names.normalised(text)
    return name if fits("certificate", "/person/name")(name) else None


def dot_is_wrong(name: str) -> bool:
    """Whether ``person_name`` writes a dot of ``name`` as U+00B7."""
    return "dot" in names.defects(name)


@cache
def fits(document_type: str, pointer: str) -> Callable[[Any], bool]:
    """The test whether a value may stand at ``pointer`` (list positions as ``*``), by the schema alone."""
    return jsonschema_rs.validator_for(_schema_at(document_type, pointer)).is_valid


@cache
def text(document_type: str, pointer: str) -> Callable[[str], str | None]:
    """What reads a text or code for this member: in NFC, ends trimmed, None where its schema does not admit it."""
    fit = fits(document_type, pointer)

    def read(written: str) -> str | None:
        value = unicodedata.normalize("NFC", written.strip())
        return value if fit(value) else None

    return read


def platform_columns(document_type: str, pointer: str) -> dict[str, str]:
    """Member -> column of the platform (``x-nhsa``), in the order of the schema of the group at ``pointer``."""
    members = _schema_at(document_type, pointer)["properties"]
    return {name: member["x-nhsa"] for name, member in members.items() if "x-nhsa" in member}


def _schema_at(document_type: str, pointer: str) -> dict[str, Any]:
    found = schema_at(catalog.schema(document_type), {}, pointer)
    if found is None:
        raise LookupError(f"{document_type} has no {pointer}")
    return dict(found)


def month(written: str) -> str | None:
    """A month of the platform (``YYYYMM``) as ``YYYY-MM``."""
    return f"{written[:4]}-{written[4:]}" if written in MONTHS else None
