"""The book of one agency, pure: stretches of validity that do not overlap, accounts of all times, what changed.

A *record* holds the members of the document ``agencyRecord`` beyond its head. What a record does not say of the agency
stays as it was, but for ``validTo``: without it the stretch is open. Of each kind of account (income, expenditure …)
one is open at a time. An account that takes another one's place has changed, on the day that the record tells among
its ``changes``, else the first of a new stretch, else the day of the entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Tree = dict[str, Any]

#: What is kept of a stretch where a later record of it says nothing.
_LASTING = ("verifiedOn", "formerNames", "succeededBy")
#: Members of the account that change it where they change.
_ACCOUNT = ("holder", "bank", "number", "bankCode", "branch")


@dataclass(frozen=True, slots=True)
class Book:
    """Stretches by ``validFrom``, accounts as ``{"bankAccount", "validFrom", "validTo"?, "verifiedOn"?, "changedOn"?}``."""

    stretches: tuple[Tree, ...] = ()
    accounts: tuple[Tree, ...] = ()

    def on(self, day: str) -> Tree | None:
        """The stretch that is valid on a day."""
        return next((one for one in self.stretches if one["validFrom"] <= day <= one.get("validTo", day)), None)

    def told(self, stretch: Mapping[str, Any]) -> Tree:
        """A stretch with its account, as an agencyRecord tells it."""
        account = self.account_in(stretch)
        return {**stretch, **({"bankAccount": account["bankAccount"]} if account else {})}

    def account_in(self, stretch: Mapping[str, Any]) -> Tree | None:
        """The account that is the last one within a stretch."""
        until = stretch.get("validTo", "9999")
        held = [one for one in self.accounts if one["validFrom"] <= until]
        held = [one for one in held if one.get("validTo", "9999") >= stretch["validFrom"]]
        return max(held, key=lambda one: (one.get("validTo", "9999"), one["validFrom"]), default=None)


def entered(book: Book, record: Mapping[str, Any], on: date, by: str) -> tuple[Book, list[Tree]]:
    """The book with a record entered on a day by someone, and what that changed; a first entry changes nothing."""
    since = record["validFrom"]
    before = next((one for one in reversed(book.stretches) if one["validFrom"] <= since), None)
    stretch = _stretch(before, record)
    stretches = _apart([one for one in book.stretches if one["validFrom"] != since], stretch)
    stretch = next(one for one in stretches if one["validFrom"] == since)
    accounts = book.accounts
    if "bankAccount" in record:
        last = stretch is stretches[-1]
        opened = before is None or before["validFrom"] != since
        accounts = (_taken if last else _held)(accounts, record, stretch, since if opened else on.isoformat())
    after = Book(tuple(stretches), accounts)
    return after, changes(book.told(before), after.told(stretch), on, by) if before else []


def verified(book: Book, on: date, by: str) -> tuple[Book, list[Tree]]:
    """The book with what is valid on a day confirmed with the agency on that day."""
    day = on.isoformat()
    current = book.on(day)
    stretches = tuple({**one, "verifiedOn": day} if one is current else one for one in book.stretches)
    accounts = tuple(one if "validTo" in one else {**one, "verifiedOn": day} for one in book.accounts)
    return Book(stretches, accounts), changes(current or {}, {"verifiedOn": day, **(current or {})}, on, by)


def changes(before: Mapping[str, Any], after: Mapping[str, Any], on: date, by: str) -> list[Tree]:
    """What differs between two stretches with their accounts, as ``changes`` of an agencyRecord tell it."""
    old, new = _leaves(before), _leaves(after)
    told = []
    for field in sorted({*old, *new}):
        if old.get(field) != new.get(field):
            sides = {"before": old.get(field), "after": new.get(field)}
            told.append({"field": field, **{k: v for k, v in sides.items() if v}, "on": on.isoformat(), "by": by})
    return told


def _leaves(value: Any, pointer: str = "") -> dict[str, str]:
    if isinstance(value, Mapping):
        return {at: leaf for name, inner in value.items() for at, leaf in _leaves(inner, f"{pointer}/{name}").items()}
    return {pointer: "、".join(value) if isinstance(value, list) else str(value)}


def _stretch(before: Tree | None, record: Mapping[str, Any]) -> Tree:
    """The stretch that a record tells, over the one before it, or over an earlier state of itself."""
    old = before or {}
    same = old.get("validFrom") == record["validFrom"]
    stretch = {"agency": {**old.get("agency", {}), **record["agency"]}, "validFrom": record["validFrom"]}
    for name in ("validTo", *_LASTING):
        kept = old if same and name in _LASTING else {}
        if (value := record.get(name, kept.get(name))) is not None:
            stretch[name] = value
    if not same and old and "formerNames" not in record:
        names = [*old.get("formerNames", ()), old["agency"]["name"]]
        names = [name for name in dict.fromkeys(names) if name != stretch["agency"]["name"]]
        stretch.update({"formerNames": names} if names else {})
    return stretch


def _apart(others: list[Tree], stretch: Tree) -> list[Tree]:
    """All stretches in their order, each ended before the next one begins."""
    stretches = sorted([*others, stretch], key=lambda one: str(one["validFrom"]))
    ends = [_day_before(later["validFrom"]) for later in stretches[1:]]
    return [
        one if one.get("validTo", "9999") <= end else {**one, "validTo": end}
        for one, end in zip(stretches, [*ends, "9999"], strict=True)
    ]


def _taken(accounts: tuple[Tree, ...], record: Mapping[str, Any], stretch: Tree, day: str) -> tuple[Tree, ...]:
    """The accounts with the one that is used from now on; ``day`` is the day of the change where none is told."""
    account = record["bankAccount"]
    told = [one["on"] for one in record.get("changes", ()) if one["field"].startswith("/bankAccount")]
    open_ = _open_for(accounts, account)
    entry = {"bankAccount": account, "validFrom": stretch["validFrom"], **_verified(record, None)}
    if open_ is None:
        return _sorted([*accounts, {**entry, **({"changedOn": max(told)} if told else {})}])
    others = [one for one in accounts if one is not open_]
    if all(open_["bankAccount"].get(name) == account.get(name) for name in _ACCOUNT):
        return _sorted([*others, {**open_, "bankAccount": account, **_verified(record, open_)}])
    changed = max(told, default=day)
    if open_["bankAccount"]["number"] == account["number"]:
        renewed = {"bankAccount": account, "changedOn": changed, **_verified(record, open_)}
        return _sorted([*others, {**open_, **renewed}])
    closed = [{**open_, "validTo": _day_before(changed)}] if open_["validFrom"] < changed else []
    return _sorted([*others, *closed, {**entry, "validFrom": changed, "changedOn": changed}])


def _held(accounts: tuple[Tree, ...], record: Mapping[str, Any], stretch: Tree, _day: str) -> tuple[Tree, ...]:
    """The accounts with one of an earlier stretch, where none of that time is known."""
    account, since, until = record["bankAccount"], stretch["validFrom"], stretch["validTo"]
    known = [one for one in accounts if one["validFrom"] <= until and one.get("validTo", "9999") >= since]
    if any(one["bankAccount"]["number"] == account["number"] for one in known):
        return accounts
    return _sorted([*accounts, {"bankAccount": account, "validFrom": since, "validTo": until}])


def _open_for(accounts: tuple[Tree, ...], account: Mapping[str, Any]) -> Tree | None:
    """The open account that an account is, or whose place it takes: of its number, else of its kind."""
    held = [one for one in accounts if "validTo" not in one]
    same = [one for one in held if one["bankAccount"]["number"] == account["number"]]
    same += [one for one in held if one["bankAccount"].get("kind") == account.get("kind")]
    return next(iter(same), None)


def _verified(record: Mapping[str, Any], old: Tree | None) -> Tree:
    day = record.get("verifiedOn", (old or {}).get("verifiedOn"))
    return {"verifiedOn": day} if day else {}


def _sorted(accounts: list[Tree]) -> tuple[Tree, ...]:
    return tuple(sorted(accounts, key=lambda one: (one["validFrom"], one["bankAccount"]["number"])))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
