"""A certificate as its events make it, pure; and what may be done with it in which status.

issued – → valid (a duplicate: used) · replaced valid → replaced · revoked valid → revoked · restored revoked → valid ·
expired valid → expired · used valid → used · returned used → valid · held, let-go: a transfer begins and ceases to rest
on it · printed: counted, nothing else. Copies share one number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from validators.registers import PersonKey, Status
from ybzj_docs.registers.events import Event

#: Event -> the statuses in which it may happen, and the one that follows (None: the same).
MOVES: Mapping[str, tuple[frozenset[Status], Status | None]] = {
    "replaced": (frozenset(["valid"]), "replaced"),
    "revoked": (frozenset(["valid"]), "revoked"),
    "restored": (frozenset(["revoked"]), "valid"),
    "expired": (frozenset(["valid"]), "expired"),
    "used": (frozenset(["valid"]), "used"),
    "returned": (frozenset(["used"]), "valid"),
    "held": (frozenset(["valid", "used"]), None),
    "let-go": (frozenset(["valid", "used", "replaced", "revoked", "expired"]), None),
    "printed": (frozenset(["valid", "used"]), None),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that was issued: its document, status, and the transfers that rest on it.

    ``actor`` is who last changed its status, ``restored_from`` the status before it was last restored.
    """

    document: Mapping[str, Any]
    status: Status
    version: int
    actor: str
    used_by: tuple[str, ...] = ()
    restored_from: Status | None = None

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.document["documentNumber"])

    @property
    def person(self) -> PersonKey:
        """Its person, as registers know one."""
        person = self.document["person"]
        return str(person["idType"]), "".join(person["idNumber"].split()).upper()

    @property
    def pooling_area(self) -> str:
        """The pooling area of its issuer, else the region."""
        agency = self.document["agency"]
        return str(agency.get("poolingArea", agency["regionCode"]))

    @property
    def user(self) -> str | None:
        """The transfer that used it, where it is used: the last that came to rest on it."""
        return self.used_by[-1] if self.status == "used" and self.used_by else None

    def may(self, kind: str) -> bool:
        """Whether its status allows an event."""
        return self.status in MOVES[kind][0]

    def overdue(self, day: date) -> bool:
        """Whether it is valid no longer on a day, though nobody has recorded that."""
        return self.status == "valid" and str(self.document.get("validUntil", "9999")) < day.isoformat()

    def status_on(self, day: date) -> Status:
        """Its status on a day: expired where it has ended, though nobody has recorded that."""
        return "expired" if self.overdue(day) else self.status


def fold(before: Issued | None, event: Event) -> Issued:
    """The certificate after an event.

    Raises:
        ValueError: this event cannot be its first, or is none that we know.
    """
    data = event.data
    if before is None:
        if event.kind != "issued":
            raise ValueError(f"{event.stream} begins with {event.kind}")
        return Issued(data["document"], data["status"], event.version, event.actor, tuple(data.get("usedBy", ())))
    if event.kind not in MOVES:
        raise ValueError(f"{event.stream}: {event.kind} is no event of a certificate")
    after = replace(before, version=event.version, used_by=_resting(before, event))
    if event.kind == "printed":
        document = {**before.document, "printedCount": before.document.get("printedCount", 0) + 1}
        return replace(after, document=document)
    status = MOVES[event.kind][1]
    if status is None:
        return after
    restored = before.status if event.kind == "restored" else before.restored_from
    return replace(after, status=status, actor=event.actor, restored_from=restored)


def _resting(before: Issued, event: Event) -> tuple[str, ...]:
    """The transfers that rest on it after an event; those of a replaced one rest on the new one.

    The one that used it is never let go: its information form stays made of this certificate.
    """
    if event.kind == "replaced":
        return ()
    transfer = event.data.get("transfer")
    if transfer is None or (event.kind == "let-go" and transfer == before.user):
        return before.used_by
    others = tuple(one for one in before.used_by if one != transfer)
    return others if event.kind == "let-go" else (*others, transfer)
