"""An agency is not in the register or not valid on the day, or money goes to an account changed since it was verified.

Why: papers and money to an agency that has moved, merged or never was are lost; a changed account is to be confirmed.
Basis: compilation notes (agency information: published, kept up to date); real agency systems pay from the register.
Bad: destination 310000001, valid in the register to "2025-12-31"; an account changed after its verifiedOn.
Good: both agencies valid on issuedOn; verified since the account changed; military offices, which no register has.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import ERROR, WARNING
from validators.lookups import agency_entries, destination_account, in_force, on_record
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_PAYING = ("contactLetter", "fundNotice")


@rule(
    "AG-01",
    ERROR,
    also=(WARNING,),
    title_zh="经办机构不在机构库有效期内或收款账户变更后未核验",
    why_zh="双方经办机构应在机构库中并在出具日有效，否则函件、资金可能送错；收款账户变更后须重新核验方可划款。"
    "请查机构信息：更名、撤并的改用继任机构，账户变更的先核验。",
    reads=(
        "/documentType",
        "/issuedOn",
        ("/origin/regionCode", "/origin/agencyCode", "/origin/kind"),
        ("/destination/regionCode", "/destination/agencyCode", "/destination/kind"),
        ("/agency/regionCode", "/agency/agencyCode", "/agency/kind"),
        ("/otherAgency/regionCode", "/otherAgency/agencyCode", "/otherAgency/kind"),
        ("/recipient/regionCode", "/recipient/agencyCode", "/recipient/kind"),
        ("/bankAccount/number",),
        ("/payee/number", "/paidOn"),
        ("/transferNumber",),
        ("/inReplyTo",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="信息",
    covers=("GBT-4-agencies",),
    registered=True,
    messages={
        "unknown": (
            "机构库中没有该经办机构；请核对机构编码或区划，或先登记机构信息",
            "the agency register does not have this agency; check its code or region, or enter it first",
        ),
        "invalid": (
            "该经办机构在出具日（{expected}）不在有效期内；请查继任机构",
            "the agency was not valid on the day of the document ({expected}); look for its successor",
        ),
        "changed": (
            "收款账户变更（{changed}）后尚未核验（最近核验 {verified}）；请先向转入地核验再划款",
            "the account was changed on {changed} and last verified on {verified}; verify it before paying",
        ),
    },
)
def agencies_are_registered(document: Document, scene: Scene) -> Iterator[At]:
    """Judge both agencies on the document's day, then the account to which money goes."""
    if document["documentType"] == "agencyRecord":
        return
    for member in _both(document):
        yield from _judge(member, document, scene)
    if document["documentType"] in _PAYING:
        yield from _account(document, scene)


def _both(document: Document) -> tuple[str, str]:
    """The members that name the two agencies: of the transfer, else of the document."""
    if "origin" in document:
        return "origin", "destination"
    return "agency", "otherAgency" if document["documentType"] == "precheck" else "recipient"


def _judge(member: str, document: Document, scene: Scene) -> Iterator[At]:
    place, issued = document.get(member, {}), document["issuedOn"]
    if "regionCode" not in place or place.get("kind") == "military":
        return
    name = "agencyCode" if "agencyCode" in place else "regionCode"
    entries = agency_entries(place, scene)
    if not entries:
        yield at(f"/{member}/{name}", "unknown", actual=place[name], severity=WARNING)
    elif not any(in_force(entry, date.fromisoformat(issued)) for entry in entries):
        yield at(f"/{member}/{name}", "invalid", expected=issued, actual=place[name], severity=WARNING)


def _account(document: Document, scene: Scene) -> Iterator[At]:
    """The account that changed after it was verified; one that was never verified tells nothing."""
    dated = document.get("issuedOn" if document["documentType"] == "contactLetter" else "paidOn")
    if dated is None:
        return
    member, known = destination_account(document, scene)
    number = document.get(member, {}).get("number", "")
    for entry in on_record(known, number, date.fromisoformat(dated)):
        if entry.verified_on and entry.changed_on and entry.changed_on > entry.verified_on:
            changed, verified = entry.changed_on.isoformat(), entry.verified_on.isoformat()
            yield at(f"/{member}/number", "changed", actual=number, changed=changed, verified=verified)
