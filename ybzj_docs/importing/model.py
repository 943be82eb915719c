"""What the rows of one person say, typed."""

from dataclasses import dataclass, field
from typing import Any

Tree = dict[str, Any]
#: (relation, region, contribution type), and the stretches of months paid for it.
Paid = dict[tuple[str, str, str], set[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Relation:
    """One insurance relation (psn_insu_d); dates and months as documents write them, empty where not given."""

    number: str
    type: str
    status: str
    first_month: str
    since: str
    stopped_on: str
    retired: bool | None
    employer: str
    region: str
    pool: str


@dataclass(frozen=True, slots=True)
class Account:
    """The balance of an individual account in cents and its day (empty where not given)."""

    cents: int
    day: str


@dataclass(slots=True)
class Person:
    """One person: ``tree`` is the group ``person`` of every document, ``serial`` the number of all three."""

    number: str
    serial: int
    tree: Tree
    alive: bool | None
    name_mended: bool
    relations: dict[str, Relation] = field(default_factory=dict)
    account: Account | None = None
    arrears: bool | None = None
    inpatient: bool | None = None
    paid: Paid = field(default_factory=dict)
