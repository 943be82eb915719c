"""What rules ask of registers and of the history of transfers, as a protocol; the stores serve it, tests from memory.

What comes back is a snapshot: frozen, amounts in whole cents, None and empty where the register does not know. Rules
look at documents and at the state *with* the event that is being checked: a service applies its event, checks the
documents it takes in and makes, and takes the event back where a rule refuses. What a document itself has added to
the state is told by its number, so that checking it again later says the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

#: A person as registers know one: idType and idNumber, the latter in capitals without blanks.
PersonKey = tuple[str, str]

#: code lists certificateStatus, side
Status = Literal["valid", "used", "replaced", "revoked", "expired"]
Side = Literal["origin", "destination"]

_ENDED = frozenset({"completed", "refused", "withdrawn", "discontinued"})
_SETTLED = frozenset({"none", "credited", "paid-out"})


@dataclass(frozen=True, slots=True)
class Certificate:
    """A participation certificate in its issuer's register.

    ``replaces`` is the certificate in whose stead it was issued. ``used_by`` are the transfers that rest on it:
    accepted ones, as long as they have not ended without it. ``restored_from`` is the status that it had before it
    was last restored, None where it never was.
    """

    number: str
    status: Status
    person: PersonKey
    pooling_area: str
    insurance_type: str
    issued_on: date
    verification_code: str | None = None
    replaces: str | None = None
    used_by: tuple[str, ...] = ()
    restored_from: Status | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account of an agency. ``verified_on`` is the day on which its data were last confirmed with the agency.

    ``changed_on`` is the day on which they last changed (an account that took another one's place has changed), None
    where they are as first entered. Validity is inclusive.
    """

    holder: str
    number: str
    bank_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    verified_on: date | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """One stretch of validity (inclusive, None = open) of an agency in the register, with its accounts of all times."""

    code: str
    region: str
    name: str
    valid_from: date
    valid_to: date | None = None
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that a document moved; ``amount`` in cents."""

    document: str
    amount: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A contribution period that a transfer carried to its destination, by members of its document.

    ``first`` and ``last`` are from and to, ``region`` is regionCode, ``relation`` relationNumber.
    """

    first: str
    last: str
    insurance_type: str
    region: str
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction letter between the agencies.

    ``labels`` are what it is about as applicants read it: the printed title of the document that it concerns, and the
    labels of its items.
    """

    number: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplement notice to the applicant, and the titles of what it asked for."""

    number: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as the record of one side has it.

    ``number`` is its transferNumber, before acceptance its applicationNumber; ``numbers`` is every number by which a
    document may name it: these two, traceNumber, and the documentNumbers on its file. ``origin`` and ``destination``
    are as agencies stand in documents. ``insurance_type`` is the origin's.

    ``amount`` is what is to be transferred (of the newest information form). ``paid`` are the fund notices that were
    paid, ``returned`` the fund returns, ``allocated`` the receipts as far as they still count for it: unmatched and
    returned ones do not. ``reviewed_on`` is the day on which a second person reviewed the match. ``segments`` are
    the periods that it carried to the destination, as far as they have not left that again with a later transfer.
    """

    number: str
    numbers: frozenset[str]
    side: Side
    person: PersonKey
    origin: Mapping[str, Any]
    destination: Mapping[str, Any]
    insurance_type: str
    relationship_status: str
    fund_status: str
    amount: int | None = None
    paid: tuple[Entry, ...] = ()
    returned: tuple[Entry, ...] = ()
    allocated: tuple[Entry, ...] = ()
    matched_on: date | None = None
    reviewed_on: date | None = None
    segments: tuple[Segment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    supplements: tuple[Supplement, ...] = ()

    @property
    def open(self) -> bool:
        """Whether relationship or funds have not ended; at the origin, money that is paid has."""
        settled = self.fund_status in _SETTLED or (self.side == "origin" and self.fund_status == "paid")
        return self.relationship_status not in _ENDED or not settled


class Registers(Protocol):
    """Certificates, agencies, transfers and money, as one agency's store has them."""

    def certificate(self, number: str) -> Certificate | None:
        """The certificate of this number."""

    def certificates(self, person: PersonKey, pooling_area: str, insurance_type: str) -> Sequence[Certificate]:
        """Every certificate of a person's relation, in any status."""

    def keeps_certificates_of(self, agency: Mapping[str, Any]) -> bool:
        """Whether every certificate of ``agency`` (as it stands in documents) must stand in this register."""

    def agencies(self, code: str | None, region: str) -> Sequence[Agency]:
        """Every entry of the agency with ``code``; where that is None, of all agencies of ``region``."""

    def transfer(self, number: str) -> Transfer | None:
        """The transfer that goes by ``number``, any of its ``numbers``."""

    def transfers(self, persons: Collection[PersonKey]) -> Sequence[Transfer]:
        """Every transfer of a person, ended ones too, whatever of ``persons`` the person went by."""

    def receipts(self, bank_reference: str) -> Sequence[Entry]:
        """The fund receipts that record the entry of the bank with this reference; each with what it allocates."""

    def last_spending(self, persons: Collection[PersonKey], insurance_type: str) -> date | None:
        """The day of the last spending from a person's individual account; a transfer of its money is none."""

    def four_nature_report(self, archival_code: str) -> bool:
        """Whether the archive package of this code has its report on 真实、完整、可用、安全 (DA/T 70)."""
