"""Who does something, when, why and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ybzj_docs.registers.events import Draft

_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand that does something: ``actor`` at a time ``at`` (with an offset), for a ``reason``, by a ``channel``."""

    actor: str
    at: datetime
    reason: str | None = None
    channel: str | None = None

    @property
    def day(self) -> date:
        """The day in China on which it is done."""
        return self.at.astimezone(_CHINA).date()

    def draft(self, kind: str, data: Mapping[str, Any]) -> Draft:
        """The event of this hand's doing."""
        return Draft(kind, data, self.at, self.actor, self.reason, self.channel)
