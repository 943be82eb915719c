"""Which record a verb is about, whose papers were brought, and at which side we stand."""

import hashlib
from collections.abc import Iterator

from ybzj_docs import catalog, knowledge
from ybzj_docs.registers import Reading
from ybzj_docs.transfer import read_models, states
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.guards import WrongUse
from ybzj_docs.transfer.house import is_agency
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.states import Side

#: Characters of a key, the count of later records left out.
_KEY = 52
_LEADING = ("application", "contactLetter")
#: Members by which a document names its transfer, the surest first.
_NAMES = ("transferNumber", "applicationNumber", "inReplyTo", "concerns", "matchedTo", "replaces", "documentNumber")
#: After these an application may be made again.
_FREE = frozenset({"refused", "withdrawn", "discontinued"})


def located(
    tx: Reading, desk: Desk, own: House, verb: str, target: str | None, brought: Brought
) -> tuple[str, Record]:
    """The key and the record that a verb is about; a new one where the verb may begin one and none is there.

    Raises:
        Refused: there is none.
        WrongUse: nothing says which.
    """
    if target is not None:
        key = read_models.find(tx, desk.agency, [target])
        if key is None:
            raise refused(f"没有编号为 {target} 的转移", f"no transfer goes by {target}")
        return key, read_models.load(tx, key)
    if not brought.documents:
        raise WrongUse(
            "请给出转移编号或申请编号，或用 --document 给出单据", "give the number of the transfer, or a document"
        )
    begins = any(step.begins for step in states.rows(verb))
    key = read_models.find(tx, desk.agency, _names(brought)) or _by_person(tx, desk, own, brought)
    if key is not None:
        record = read_models.load(tx, key)
        free = begins and record.relationship in _FREE and not record.told_before(verb, brought.documents)
        if not free:
            return key, record
    if not begins:
        raise refused("没有找到该单据所属的转移", "no transfer is found for this document")
    return _new_key(tx, desk, brought, key), Record()


def _names(brought: Brought) -> Iterator[str]:
    for name in _NAMES:
        yield from (one[name] for one in brought.documents if isinstance(one.get(name), str))


def _by_person(tx: Reading, desk: Desk, own: House, brought: Brought) -> str | None:
    """The one open transfer of the person between these agencies, for a paper whose numbers we do not know.

    Only of a letter to the origin: an application with an unknown number is a new one.
    """
    letter = brought.of("contactLetter")
    if letter is None or "person" not in letter or not is_agency(letter.get("origin", {}), own.agency):
        return None
    keys = read_models.of_person(tx, desk.agency, letter["person"], letter.get("originInsuranceType"), "origin")
    fitting = [key for key in keys if read_models.load(tx, key).relationship == "accepted"]
    return fitting[0] if len(fitting) == 1 else None


def _new_key(tx: Reading, desk: Desk, brought: Brought, before: str | None) -> str:
    """The key of a new record: our agency, and the number of what begins it; later ones of that number are counted.

    Where that has none, the time; never a number of the person's.
    """
    lead = brought.of(*_LEADING) or {}
    number = lead.get("documentNumber") or f"@{desk.hand.at:%Y%m%d%H%M%S%f}"
    base = before.partition("#")[0] if before else f"{desk.agency}/{number}"
    if len(base) > _KEY:
        base = hashlib.sha256(base.encode()).hexdigest()[:_KEY]
    count = 1
    while tx.version(read_models.PREFIX + (key := base if count == 1 else f"{base}#{count}")):
        count += 1
    return key


def begun(desk: Desk, own: House, verb: str, brought: Brought) -> Record:
    """A record that begins: at our side of the document, under the regulation named or that of its edition.

    Raises:
        Refused: the document names our agency on neither side, or begins nothing at this side.
        WrongUse: there is no such document.
        ybzj_docs.catalog.UnknownName, ValueError: the profile.
    """
    lead = brought.of(*_LEADING)
    if lead is None:
        raise WrongUse(
            "请用 --document 给出申请表或联系函", "give the application or the contact letter by --document"
        )
    side = _side(lead, own)
    row = next((step for step in states.rows(verb) if side in step.begins), None)
    if side is None or row is None:
        raise refused(
            f"本机构（{desk.agency}）不是该单据的{'转出地或转入地' if side is None else '转出地'}经办机构",
            f"{desk.agency} is not the agency that this document is for",
            "R16",
        )
    edition = str(lead.get("edition", "2021"))
    profile = knowledge.profile(desk.profile) if desk.profile else knowledge.profile_for(edition)
    rules = profile if desk.profile and desk.profile not in knowledge.profiles() else None
    named = profile.id if profile else ""
    return Record(agency=desk.agency, side=side, profile=named, rules=rules, edition=edition)


def _side(lead: Document, own: House) -> Side | None:
    """Our side: by agency codes first, for one region may have several agencies."""
    sides: tuple[Side, ...] = ("destination", "origin")
    return next((side for side in sides if is_agency(lead.get(side, {}), own.agency)), None)


def brought_by_other(record: Record, own: House, brought: Brought) -> bool:
    """Whether what was brought is the other agency's paper: by its issuer, its side, or the region in its number."""
    paper = next((one for one in brought.documents if one["documentType"] in catalog.DOCUMENT_TYPES), None)
    if paper is None or "documentNumber" not in paper:
        return False
    if "side" in paper:
        return bool(paper["side"] != record.side)
    if "agency" in paper:
        return not is_agency(paper["agency"], own.agency)
    region = record.other.get("regionCode", "")
    return bool(region and paper["documentNumber"].startswith(region) and region != own.agency.get("regionCode"))
