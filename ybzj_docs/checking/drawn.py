"""What a report draws of an information form: its contribution periods, and nothing that is of the person."""

import re
from collections.abc import Mapping
from typing import Any

from ybzj_docs import catalog
from ybzj_docs.checking.result import Drawn

_MOST = 200
_MONTH = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")


def drawn_periods(form: Mapping[str, Any]) -> tuple[Drawn, ...]:
    """The periods of ``form`` whose months can be read and stand the right way round, the first 200."""
    periods = form.get("periods")
    found = (_drawn(period) for period in (periods if isinstance(periods, list) else ())[:_MOST])
    return tuple(one for one in found if one is not None)


def _drawn(period: object) -> Drawn | None:
    if not isinstance(period, dict):
        return None
    first, last = _month(period.get("from")), _month(period.get("to"))
    if first is None or last is None or first > last:
        return None
    kind, months = period.get("insuranceType"), period.get("months")
    known = kind if isinstance(kind, str) and kind in catalog.codelist("insuranceType").titles else ""
    return Drawn(first, last, known, months if type(months) is int else None)


def _month(value: object) -> str | None:
    return value if isinstance(value, str) and _MONTH.fullmatch(value) else None
