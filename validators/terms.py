"""The words of the rules: which codes they mean by basic, employee, resident, exempt, and who is identified how."""

from collections.abc import Iterator, Mapping
from typing import Any

EMPLOYEE = "310"
RESIDENT = frozenset({"380", "390", "391"})
BASIC = RESIDENT | {EMPLOYEE}

#: Contribution types of months that were paid after their time.
BACK_PAID = frozenset({"31", "32", "33", "40"})
#: Contribution types whose months are not bound by the calendar: lump sums, and back-payment at retirement.
_FREE_TYPES = frozenset({"32", "33", "40"})
_FREE_COUNTS = frozenset({"deemed", "military", "lump-sum"})


def exempt(period: Mapping[str, Any]) -> bool:
    """Whether the months of a contribution period may be more than the calendar months it covers."""
    return period.get("contributionType") in _FREE_TYPES or period.get("countedAs") in _FREE_COUNTS


def people(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The people whom a document identifies, each with its pointer: person, head of the household, agent."""
    person = document.get("person")
    if person:
        yield "/person", person
        if "householdHead" in person:
            yield "/person/householdHead", person["householdHead"]
    if "agent" in document:
        yield "/agent", document["agent"]


def same_area(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool | None:
    """Whether two agencies or relations share a pooling area; None where they do not say enough.

    Compared are poolingAreas where both are given, else regionCodes where both are given.
    """
    for name in ("poolingArea", "regionCode"):
        if name in one and name in other:
            return bool(one[name] == other[name])
    return None


def of_agency(relation: Mapping[str, Any], document: Mapping[str, Any]) -> bool | None:
    """Whether a relation is of the pooling area of the document's agency: one that names no place is; None = unknown."""
    if "poolingArea" not in relation and "regionCode" not in relation:
        return True
    return same_area(relation, document.get("agency", {}))
