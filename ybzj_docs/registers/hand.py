"""Who does something, when, why and from where."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ybzj_docs.registers.events import Draft

_CHINA = timezone(timedelta(hours=8))

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
#: A blank beside a character that is not ASCII: Chinese names are written with and without.
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


def one_name(actor: str) -> str:
    """A name as it is kept, the same however it is typed: width, case, blanks and what is not seen tell no two apart."""
    seen = _UNSEEN.sub("", " ".join(unicodedata.normalize("NFKC", actor).split()))
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", seen.casefold())).strip()


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand that does something: ``actor`` at a time ``at`` (with an offset), for a ``reason``, by a ``channel``.

    The actor is kept as :func:`one_name`: where a second person must act, it is not the first one typed otherwise.
    """

    actor: str
    at: datetime
    reason: str | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "actor", one_name(self.actor))

    @property
    def day(self) -> date:
        """The day in China on which it is done."""
        return self.at.astimezone(_CHINA).date()

    def draft(self, kind: str, data: Mapping[str, Any]) -> Draft:
        """The event of this hand's doing."""
        return Draft(kind, data, self.at, self.actor, self.reason, self.channel)
