"""What papers are made of: the work at hand, and the parts that many papers share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from validators import money
from validators.profile import Profile
from ybzj_docs import catalog
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record

Members = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What a paper is made of. ``numbers`` gives the next number of a kind of paper; ``due`` ends what begins now."""

    record: Record
    desk: Desk
    house: House
    brought: Brought
    profile: Profile
    numbers: Callable[[str], str]
    due: date | None = None

    @property
    def day(self) -> str:
        """The day as documents write it."""
        return self.desk.day.isoformat()

    @property
    def letter(self) -> Document | None:
        """The contact letter that stands."""
        return self.record.newest("contactLetter")


#: Makes the members of a paper that the store knows.
Maker = Callable[[Work], Members]
#: Settles members after the draft was read.
Settler = Callable[[Work, Members], Members]


def ordered(form: str, members: Mapping[str, Any]) -> Members:
    """The members in the order of the schema, without those that nothing tells; unknown ones last."""
    told = {name: value for name, value in members.items() if value is not None and value != {}}
    known = [name for name in catalog.schema(form)["properties"] if name in told]
    return {name: told[name] for name in (*known, *(name for name in told if name not in known))}


def signed(work: Work) -> Members:
    """Who issues it, who gets it, and who handled it."""
    record = work.record
    return {
        "signature": {"handledBy": work.desk.hand.actor, "handledOn": work.day},
        "agency": {**record.own, **work.house.agency} or None,
        "recipient": dict(record.other) or None,
    }


def person(work: Work) -> Members:
    """The person, and the number of the application."""
    return {"person": dict(work.record.person), "applicationNumber": work.record.application_number}


def credit(work: Work) -> Members:
    """What was credited in all, and when the last of it."""
    act, credited = work.record.last("credit"), work.record.ledger.credited
    if act is None or not credited:
        return {}
    return {"amount": money.text(credited), "creditedOn": act.day.isoformat()}


def title_of(reason: str | None) -> str | None:
    """The title of a reason code."""
    return catalog.codelist("reasonCode").titles.get(reason or "")
