"""Which identity numbers the rules judge as numbers of GB 11643."""

import re
from collections.abc import Mapping
from typing import Any

from validators.numbers import citizen_id

#: Documents of other residents, whose newer kinds have numbers of 18 characters after GB 11643.
_PERMITS = frozenset({"04", "05", "06", "07", "14"})
_OLD_FORM = re.compile(r"[0-9]{15}")


def judged_number(holder: Mapping[str, Any]) -> str | None:
    """The number of a person that must follow GB 11643; None where nothing is to be judged.

    Of idType 01 every number but one of 15 digits; of permits, of a head of the household, and of an agent without
    idType only numbers of 18 characters.
    """
    number: str | None = holder.get("idNumber")
    kind = holder.get("idType")
    if number is None:
        return None
    if kind == "01":
        return None if len(number) == 15 and _OLD_FORM.fullmatch(number) else number
    if kind in _PERMITS or kind is None:
        return number if len(number) == 18 else None
    return None


def person_number(document: Mapping[str, Any]) -> str | None:
    """The number of the insured person whose parts (address, birth, sex) can be read; None where there is none."""
    number = judged_number(document.get("person", {}))
    return number.upper() if number is not None and citizen_id.has_form(number) else None
