"""What a step rests on beside its own papers: the certificate, and an earlier transfer of the person to here."""

from collections.abc import Mapping

from ybzj_docs.registers import Hand, Writing
from ybzj_docs.registers.stored import StoreRegisters
from ybzj_docs.transfer import read_models, registered
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.states import ENDED, Step

#: Papers that may come along with a step's own.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "apply": ("certificate", "precheck"),
    "resupply": ("certificate",),
    "request": ("application", "certificate", "acceptanceNotice"),
    "issue": ("certificate",),
    "complete": ("transferConfirmation",),
    "decease": (),
}


def earlier_transfer(tx: Writing, record: Record, step: Step, outcome: str | None) -> None:
    """A chain A→B→C: B issues nothing to C before the transfer to B has completed; it defers (R17).

    Raises:
        Refused: the earlier transfer is under way.
    """
    issues = step.verb in ("issue", "resume") or (step.verb == "reply" and outcome == "accepted")
    if record.side != "origin" or not issues:
        return
    person = registered.person_key(record)
    for key in read_models.of_person(tx, record.agency, person, None, "destination"):
        before = read_models.load(tx, key)
        if before.destination_type == record.origin_type and before.relationship not in ENDED:
            raise refused(
                f"此人转入本地的前一转移（{before.number}）尚未办结，请先回复暂缓（reply --outcome deferred）",
                f"the transfer to here ({before.number}) is not completed: defer (reply --outcome deferred)",
                "R17",
            )


def certificate_of(tx: Writing, record: Record, step: Step, own: bool) -> str | None:
    """The certificate in our own register upon which an issue rests; of a recall, the one that it had used."""
    if not own or record.side != "origin" or step.verb not in ("issue", "recall"):
        return None
    if step.verb == "recall":
        issued = record.last("issue")
        return issued.certificate if issued else None
    registers = StoreRegisters(tx, record.agency)
    named = [
        paper.get("certificateNumber") for paper in map(record.newest, ("contactLetter", "application")) if paper
    ]
    for number in filter(None, named):
        if registers.certificate(number) is not None:
            return str(number)
    area = record.origin.get("poolingArea") or record.origin.get("regionCode", "")
    held = registers.certificates(registered.person_key(record), area, record.origin_type)
    return next((one.number for one in held if one.status == "valid"), None)


def certificate_follows(tx: Writing, hand: Hand, record: Record, step: Step, certificate: str | None) -> None:
    """Use the certificate with the issue, give it back with the recall."""
