"""How a rule finds in the registers what its document is about."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from validators.holders import account_key
from validators.numbers import citizen_id
from validators.registers import Account, Agency, PersonKey, Registers, Transfer
from validators.scene import Scene

_NUMBERS = ("idNumber", "formerIdNumber")
_REFERENCES = (
    *("transferNumber", "applicationNumber", "traceNumber", "inReplyTo", "matchedTo", "concerns"),
    *("replaces", "documentNumber"),
)


def registers_of(scene: Scene) -> Registers:
    """The registers of a rule that is registered: it runs only where they are there."""
    assert scene.registers is not None
    return scene.registers


def person_keys(person: Mapping[str, Any]) -> frozenset[PersonKey]:
    """The keys under which registers may have a person: by the number, and by the former one; none where cut out.

    A citizen's number is known in both writings, with 15 digits and with 18 characters (idType 01).
    """
    kind = person.get("idType")
    numbers = [citizen_id.compact(number) for number in map(person.get, _NUMBERS) if number]
    if kind == "01":
        numbers = [writing for number in numbers for writing in citizen_id.writings(number)]
    return frozenset((kind, number) for number in numbers if kind)


def numbers_named(document: Mapping[str, Any], scene: Scene) -> list[str]:
    """The numbers by which a document, or another one of its case, names its transfer; the surest first."""
    trees = [document, *(paper.tree for paper in (scene.case.papers if scene.case else ()))]
    named = (tree.get(member) for member in _REFERENCES for tree in trees)
    return list(dict.fromkeys(number for number in named if number))


def transfer_of(document: Mapping[str, Any], scene: Scene) -> Transfer | None:
    """The transfer to which a document belongs; None where the register does not know it."""
    registers = registers_of(scene)
    found = (registers.transfer(number) for number in numbers_named(document, scene))
    return next(filter(None, found), None)


def is_of(transfer: Transfer, document: Mapping[str, Any], scene: Scene) -> bool:
    """Whether a document, or another one of its case, names ``transfer``."""
    return not transfer.numbers.isdisjoint(numbers_named(document, scene))


def agency_entries(place: Mapping[str, Any], scene: Scene) -> list[Agency]:
    """Every entry of an agency, as it stands in a document; none where the register does not know it."""
    region = place.get("regionCode")
    return list(registers_of(scene).agencies(place.get("agencyCode"), region)) if region else []


def accounts_of(place: Mapping[str, Any], day: date, scene: Scene) -> list[Account]:
    """The accounts, of all times, of an agency as its entries valid on ``day`` have them."""
    entries = agency_entries(place, scene)
    return [account for entry in entries if in_force(entry, day) for account in entry.accounts]


def on_record(known: Iterable[Account], number: str, day: date) -> list[Account]:
    """Those of the ``known`` accounts that have this number and are valid on ``day``."""
    return [one for one in known if account_key(one.number) == account_key(number) and in_force(one, day)]


def in_force(entry: Agency | Account, day: date) -> bool:
    """Whether an entry of the register is valid on ``day``."""
    return (entry.valid_from is None or entry.valid_from <= day) and (entry.valid_to is None or day <= entry.valid_to)


def payee_agency(document: Mapping[str, Any], scene: Scene) -> Mapping[str, Any]:
    """The agency to whose account a contact letter or a fund notice sends money; empty where nothing tells."""
    if document["documentType"] == "contactLetter":
        return dict(document.get("destination", {}))
    transfer = transfer_of(document, scene)
    return transfer.destination if transfer else dict(document.get("recipient", {}))


def destination_account(document: Mapping[str, Any], scene: Scene) -> tuple[str, list[Account]]:
    """The member that names the account to which a contact letter or a fund notice sends money, and the register's."""
    member, dated = (
        ("bankAccount", "issuedOn") if document["documentType"] == "contactLetter" else ("payee", "paidOn")
    )
    return member, accounts_of(payee_agency(document, scene), date.fromisoformat(document[dated]), scene)
