"""What the person is waited for, and by when: papers that are missing, arrears that are not paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.states import RUNNING

#: The track of such rows in the table of what is due.
TRACK = "applicant"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that ``notice`` asked for: a ``step`` that ends it, ``by`` the day it names, else its own."""

    step: str
    notice: Document
    by: date

    @property
    def since(self) -> date:
        """The day on which it was asked for."""
        return date.fromisoformat(self.notice["issuedOn"])


def waiting(record: Record) -> Iterator[Waiting]:
    """What the record waits for; arrears are asked for by the agency that told them alone."""
    notice = record.newest("supplementNotice")
    if record.relationship == "supplementing" and notice is not None:
        yield _waiting("resupply", notice)
    told, notice = record.last("arrears", "settle"), record.newest("arrearsNotice")
    unpaid = told is not None and told.verb == "arrears" and told.own
    if unpaid and record.relationship in RUNNING and notice is not None:
        yield _waiting("settle", notice)


def _waiting(step: str, notice: Document) -> Waiting:
    return Waiting(step, notice, date.fromisoformat(notice.get("dueOn", notice["issuedOn"])))
