"""Who acts, for which agency, when and from where: what comes in from outside with every verb."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ybzj_docs.registers import Hand
from ybzj_docs.transfer.events import Document


@dataclass(frozen=True, slots=True)
class Desk:
    """A place of work: the code of the own agency, and the hand that acts there.

    ``profile`` names the regulation of the records that are begun here, None = by the edition of their documents.
    """

    agency: str
    hand: Hand
    profile: str | None = None

    @property
    def day(self) -> date:
        """The day in China."""
        return self.hand.day


@dataclass(frozen=True, slots=True)
class Brought:
    """What a verb was given: documents (a draft, or papers that came in), and words.

    ``expected`` is the version that the record must have, None = any.
    """

    documents: tuple[Document, ...] = ()
    outcome: str | None = None
    reason: str | None = None
    text: str | None = None
    expected: int | None = None

    def of(self, *forms: str) -> Document | None:
        """The first document of these types."""
        return next((one for one in self.documents if one["documentType"] in forms), None)


@dataclass(frozen=True, slots=True)
class House:
    """Our own agency as the register has it: the group as in documents, and the account that is valid now.

    ``payee`` is the account of the agency at the other side.
    """

    agency: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] | None = None
    payee: Mapping[str, Any] | None = None
