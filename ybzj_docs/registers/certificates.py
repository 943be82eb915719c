"""The certificate register: issued, reissued, revoked, restored, expired, and rested on by transfers.

Whatever is refused leaves nothing written: each of these belongs into one transaction, which a refusal ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from validators.dates import months_later
from validators.lookups import person_keys
from validators.profile import Profile
from ybzj_docs.catalog import codelist
from ybzj_docs.registers.agencies import agency_on, edition_on
from ybzj_docs.registers.certificate_state import Issued
from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES, find, of_person, overdue
from ybzj_docs.registers.hand import Hand
from ybzj_docs.registers.projection import record
from ybzj_docs.registers.refusal import Judge, Refused, refuse_faults
from ybzj_docs.registers.stored import StoreRegisters
from ybzj_docs.registers.transaction import Writing

#: Channels where nobody of the agency sees the person: who it is must be proved otherwise.
SELF_SERVICE = frozenset({"kiosk", "online", "app"})
#: Members of a draft that the register sets, or that belong to one sheet and not to the next.
_OURS = (
    *("documentNumber", "printedNumber", "issuedOn", "verificationCode", "printedOn", "printedCount"),
    *("replaces", "replacementCount", "revision", "correctionNumber", "transferNumber"),
)
#: What a reissue does not take over: it is signed, sealed and handed out anew.
_OF_THE_SHEET = ("signature", "seal", "delivery", "channel", "identityProof")


@dataclass(frozen=True, slots=True)
class Office:
    """Where certificates are dealt with: the transaction, the hand, the check, and the agency that acts.

    ``agency`` None = the agency that the document names. ``profile`` tells how long a certificate holds.
    """

    tx: Writing
    hand: Hand
    judge: Judge
    agency: str | None = None
    profile: Profile | None = None


def issue(office: Office, draft: Mapping[str, Any], code: str) -> Issued:
    """Issue a certificate out of a draft; ``code`` is a new verification code.

    Number, date, issuer, code and, where the profile limits it, the end of its validity are set here.

    Raises:
        Refused: the person has a valid one, is not identified in self-service, the draft is another agency's, or a
            rule is against it.
    """
    if draft.get("documentType") != "certificate":
        raise _no_certificate()
    sheet = {name: value for name, value in draft.items() if name not in _OURS}
    sheet["agency"] = _issuer(office, draft)
    day = office.hand.day
    months = office.profile.value("certificate_months") if office.profile else None
    if months is not None and "validUntil" not in sheet:
        sheet["validUntil"] = months_later(day, months).isoformat()
    document = _numbered(office, sheet, code)
    _refuse_second(office, document)
    return _issued(office, document, {"status": "valid"})


def enter(office: Office, sheet: Mapping[str, Any]) -> Issued:
    """Record one that was issued before there was this register: number, date and code stay as they stand on it.

    From then on it is used, reissued, revoked and verified as one that was issued here.

    Raises:
        Refused: it is on record, not issued before today, another agency's, nobody says why, the person has another
            valid one, or a rule is against it.
    """
    refuse_faults(office.judge([sheet], None))
    if sheet["documentType"] != "certificate":
        raise _no_certificate()
    number = str(sheet["documentNumber"])
    if find(office.tx, number) is not None:
        raise Refused("R99", f"凭证 {number} 已在登记中", f"certificate {number} is in the register", ["CF-01"])
    if sheet["issuedOn"] >= office.hand.day.isoformat():
        raise Refused("R99", "补录的凭证须是今天以前出具的", "what is entered was issued before today")
    if not office.hand.reason:
        raise Refused("R99", "补录须用 --reason 写明依据（如底册、原系统）", "write by --reason on what it rests")
    document = {**sheet, "agency": {**_issuer(office, sheet), **sheet["agency"]}}
    _refuse_second(office, document)
    return _issued(office, document, {"status": "valid", "entered": True})


def reissue(office: Office, number: str, code: str, changes: Mapping[str, Any] | None = None) -> Issued:
    """Issue another one in a lost one's stead: of a valid one, which is then replaced; of a used one a duplicate.

    ``changes`` are members that are to be other than before. Its validity is not prolonged.

    Raises:
        Refused: it is neither valid nor used, another agency's, another person's, or a rule is against the new one.
    """
    old = _own(office, number)
    if old.status_on(office.hand.day) not in ("valid", "used"):
        raise _unfit(office, old, "补办", "reissued")
    changed = {name: value for name, value in (changes or {}).items() if name not in (*_OURS, "agency", "validUntil")}
    base = {name: value for name, value in old.document.items() if name not in (*_OURS, *_OF_THE_SHEET)}
    sheet = {**base, **changed, "replaces": number}
    sheet["replacementCount"] = old.document.get("replacementCount", 0) + 1
    if old.user is not None:
        sheet["transferNumber"] = old.user
    document = _numbered(office, sheet, code)
    if (document["person"]["idNumber"], document["insuranceType"]) != (
        old.document["person"]["idNumber"],
        old.document["insuranceType"],
    ):
        zh = "补办的凭证须与原凭证同一人、同一险种；信息有变的请撤销后重新出具"
        raise Refused(
            "R09", zh, "a reissue is of the same person and insurance: revoke it and issue a new one", ["CF-06"]
        )
    resting = list(old.used_by)
    if old.status == "valid":
        _record(office, old, "replaced", {"by": document["documentNumber"]})
    return _issued(office, document, {"status": old.status, "usedBy": resting})


def revoke(office: Office, number: str) -> Issued:
    """Take back one that was issued by mistake, or whose person stays insured; a second person does it.

    Raises:
        Refused: it is not valid, a transfer rests on it, or who issued it acts alone.
    """
    old = _own(office, number)
    if old.status_on(office.hand.day) != "valid":
        raise _unfit(office, old, "撤销", "revoked")
    if old.used_by:
        zh = f"凭证正用于转移 {old.used_by[0]}，不能撤销；请先了结该件"
        en = f"transfer {old.used_by[0]} uses it: see to the transfer first"
        raise Refused("R06", zh, en, ["CF-07"])
    _refuse_alone(office, old)
    return _record(office, old, "revoked", {})


def restore(office: Office, number: str) -> Issued:
    """Let one hold again that was revoked by mistake; a second person does it.

    Raises:
        Refused: it was not revoked, the person has another valid one, who revoked it acts alone, or a rule is against.
    """
    old = _own(office, number)
    if not old.may("restored"):
        raise _unfit(office, old, "恢复", "restored")
    _refuse_second(office, old.document, "CF-08")
    _refuse_alone(office, old)
    restored = _record(office, old, "restored", {})
    refuse_faults(office.judge([restored.document], StoreRegisters(office.tx)))
    return restored


def expire(office: Office, number: str) -> Issued:
    """Record that one holds no longer, after its validUntil.

    Raises:
        Refused: it is not valid, or has not ended.
    """
    old = _own(office, number)
    if old.status != "valid":
        raise _unfit(office, old, "作过期处理", "expired")
    if not old.overdue(office.hand.day):
        raise Refused("R99", "凭证未到失效日期，不能作过期处理", "it has not ended by its validUntil")
    return _record(office, old, "expired", {})


def expire_all(office: Office) -> list[Issued]:
    """Expire every valid one of the acting agency (without one: of all) that has ended."""
    late = overdue(office.tx, office.hand.day, office.agency)
    return [_record(office, one, "expired", {}) for one in late]


def count_print(office: Office, number: str) -> Issued:
    """Count that it was printed; nothing else changes.

    Raises:
        Refused: it is neither valid nor used.
    """
    old = _own(office, number)
    if old.status_on(office.hand.day) not in ("valid", "used"):
        raise _unfit(office, old, "打印", "printed")
    return _record(office, old, "printed", {})


def _no_certificate() -> Refused:
    return Refused("R99", "不是参保凭证（certificate）", "no certificate")


def _issuer(office: Office, draft: Mapping[str, Any]) -> dict[str, Any]:
    """The agency that issues it: as the register has it, with what the draft says beyond that.

    One that the register does not have stays as the draft says; rule AG-01 then warns.

    Raises:
        Refused: the draft names another one than acts, or nobody says which.
    """
    named = dict(draft["agency"]) if isinstance(draft.get("agency"), dict) else {}
    code = office.agency or named.get("agencyCode")
    if code is None:
        raise Refused("R99", "凭证没有写明出具机构，请用 --agency", "no issuing agency: name it with --agency")
    if named.get("agencyCode", code) != code:
        zh = f"凭证的出具机构是 {named['agencyCode']}，不是本机构（{code}）"
        raise Refused("R99", zh, f"the draft is {named['agencyCode']}'s, not {code}'s")
    try:
        return {**named, **agency_on(office.tx, code, office.hand.day)}
    except Refused:
        if "agencyCode" not in named:
            raise
        return named


def _numbered(office: Office, sheet: Mapping[str, Any], code: str) -> dict[str, Any]:
    """The document of a sheet, with its number, date, code and channel, judged by itself.

    Raises:
        Refused: nobody identified the person, or a rule is against it.
    """
    day = office.hand.day
    head = {"documentType": "certificate", "edition": sheet.get("edition", edition_on(day)), "documentNumber": "-"}
    channel = {"channel": office.hand.channel} if office.hand.channel else {}
    document = {**head, "issuedOn": day.isoformat(), **sheet, "verificationCode": code, **channel}
    refuse_faults(office.judge([document], None))
    if document.get("channel") in SELF_SERVICE and "identityProof" not in document:
        zh = "自助渠道出具凭证须核验身份：请填写 identityProof（如读卡、人脸）"
        raise Refused("R99", zh, "in self-service the person must be identified: write identityProof (card, face)")
    number = office.tx.next_number("PZ", document["agency"]["regionCode"], day)
    while find(office.tx, number) is not None:  # one that was entered bears it
        number = office.tx.next_number("PZ", document["agency"]["regionCode"], day)
    return {**document, "documentNumber": number}


def _issued(office: Office, document: Mapping[str, Any], data: Mapping[str, Any]) -> Issued:
    """Record a new certificate, and judge it with the register as it then is."""
    draft = office.hand.draft("issued", {"document": document, **data})
    record(office.tx, CERTIFICATE_TABLES, f"{CERTIFICATE_TABLES.prefix}{document['documentNumber']}", 0, draft)
    refuse_faults(office.judge([document], StoreRegisters(office.tx)))
    return _found(office, document["documentNumber"])


def _record(office: Office, old: Issued, kind: str, data: Mapping[str, Any]) -> Issued:
    stream = f"{CERTIFICATE_TABLES.prefix}{old.number}"
    record(office.tx, CERTIFICATE_TABLES, stream, old.version, office.hand.draft(kind, data))
    return _found(office, old.number)


def _found(office: Office, number: str) -> Issued:
    found = find(office.tx, number)
    if found is None:
        raise Refused("R14", f"登记中没有凭证 {number}", f"the register has no certificate {number}", ["CF-03"])
    return found


def _own(office: Office, number: str) -> Issued:
    """A certificate of the acting agency.

    Raises:
        Refused: there is none of this number, or it is another agency's.
    """
    found = _found(office, number)
    if office.agency not in (None, found.document["agency"].get("agencyCode")):
        raise Refused("R99", f"凭证 {number} 不是本机构出具的", f"certificate {number} is another agency's")
    return found


def _refuse_second(office: Office, document: Mapping[str, Any], rule: str = "CF-03") -> None:
    """Refuse a second valid certificate of a relation; one that has ended is recorded as such instead."""
    agency = document["agency"]
    area = agency.get("poolingArea", agency["regionCode"])
    for held in of_person(office.tx, person_keys(document["person"])):
        same = (held.pooling_area, held.document["insuranceType"]) == (area, document["insuranceType"])
        if not same or held.status != "valid" or held.number == document["documentNumber"]:
            continue
        if not held.overdue(office.hand.day):
            zh = f"此人同一统筹区、同一险种已有有效凭证 {held.number}；遗失的请补办"
            en = f"the person has a valid certificate of this relation, {held.number}: reissue it where lost"
            raise Refused("R99", zh, en, [rule])
        _record(office, held, "expired", {})


def _refuse_alone(office: Office, old: Issued) -> None:
    if office.hand.actor == old.actor:
        zh = f"撤销、恢复须由另一人办理（上一步由 {old.actor} 办理）"
        raise Refused("R99", zh, f"a second person must do it: the last step was {old.actor}'s", ["AG-03"])


def _unfit(office: Office, old: Issued, zh: str, en: str) -> Refused:
    status = old.status_on(office.hand.day)
    text = f"凭证 {old.number} 的状态为“{codelist('certificateStatus').titles[status]}”，不能{zh}"
    return Refused("R14", text, f"certificate {old.number} is {status} and cannot be {en}", ["CF-03"])
