"""How transfers rest on certificates: from acceptance on, used with the information form, given back with a recall.

A certificate that the register does not have is another agency's: nothing is done, and None returned.
"""

from validators.lookups import person_keys
from ybzj_docs.catalog import codelist
from ybzj_docs.registers.certificate_state import Issued
from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES, find, of_person
from ybzj_docs.registers.hand import Hand
from ybzj_docs.registers.projection import record
from ybzj_docs.registers.refusal import Refused
from ybzj_docs.registers.transaction import Writing


def hold(tx: Writing, hand: Hand, number: str, transfer: str) -> Issued | None:
    """A transfer begins to rest on a certificate: it cannot be revoked any more.

    Raises:
        Refused: it is neither valid nor used by this transfer.
    """
    return _rested(tx, hand, number, transfer, "held")


def use(tx: Writing, hand: Hand, number: str, transfer: str) -> Issued | None:
    """A transfer uses a certificate, with its information form.

    Raises:
        Refused: it is not valid, or used by another transfer.
    """
    return _rested(tx, hand, number, transfer, "used")


def give_back(tx: Writing, hand: Hand, number: str, transfer: str) -> Issued | None:
    """A transfer that used a certificate was recalled: it is valid again, and the transfer rests on it still.

    Raises:
        Refused: it was not used by this transfer, or the person has another valid one since.
    """
    old = find(tx, number)
    if old is None:
        return None
    if not old.may("returned") or transfer not in old.used_by:
        raise _unfit(old)
    for other in of_person(tx, person_keys(old.document["person"])):
        same = (other.pooling_area, other.document["insuranceType"]) == (
            old.pooling_area,
            old.document["insuranceType"],
        )
        if same and other.status == "valid":
            zh = f"此后已出具有效凭证 {other.number}，请先撤销该凭证"
            raise Refused(
                "R14", zh, f"certificate {other.number}, issued since, is valid: revoke it first", ["CF-08"]
            )
    return _record(tx, hand, old, "returned", transfer)


def let_go(tx: Writing, hand: Hand, number: str, transfer: str) -> Issued | None:
    """A transfer ended without a certificate on which it rested, or never rested on it; one that it used stays used."""
    old = find(tx, number)
    if old is None or transfer not in old.used_by or transfer == old.user or not old.may("let-go"):
        return old
    return _record(tx, hand, old, "let-go", transfer)


def _rested(tx: Writing, hand: Hand, number: str, transfer: str, kind: str) -> Issued | None:
    old = find(tx, number)
    if old is None:
        return None
    rests, used = transfer in old.used_by, old.status == "used"
    if rests and (used or kind == "held"):
        return old
    if used or not old.may(kind) or (kind == "used" and old.overdue(hand.day)):
        raise _unfit(old)
    return _record(tx, hand, old, kind, transfer)


def _record(tx: Writing, hand: Hand, old: Issued, kind: str, transfer: str) -> Issued | None:
    stream = f"{CERTIFICATE_TABLES.prefix}{old.number}"
    record(tx, CERTIFICATE_TABLES, stream, old.version, hand.draft(kind, {"transfer": transfer}))
    return find(tx, old.number)


def _unfit(old: Issued) -> Refused:
    title = codelist("certificateStatus").titles[old.status]
    zh = f"凭证 {old.number} 的登记状态为“{title}”，本件不能使用"
    return Refused("R14", zh, f"certificate {old.number} is {old.status}: this transfer cannot use it", ["CF-03"])
