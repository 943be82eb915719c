"""The certificate is not valid in the register.

Why: a used, replaced, revoked or expired certificate must start no transfer; one that its issuer does not know is none.
Basis: compilation notes (states of a certificate); refusal R14. One that this very transfer has used is right; so is a
    replaced one beside the certificate that replaces it, and one that was replaced while this transfer rested on it.
Bad: application with certificateNumber "320200PZ2026000001", revoked in the register of 320200.
Good: status valid; used by the transfer that the document names; a certificate of an agency whose register is not here.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.lookups import numbers_named, registers_of, transfer_of
from validators.registers import Certificate
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-03",
    ERROR,
    title_zh="参保凭证在登记中不是有效状态",
    why_zh="已使用、已补办替换、已撤销、已过期的凭证不能办理转移（R14）；本机构登记中没有的本机构凭证视为无效。"
    "请查登记：确属误撤的先恢复，遗失的补办，已用于其他转移的先查明该件。",
    forms=("certificate", "application", "contactLetter"),
    reads=(
        ("/documentNumber",),
        ("/certificateNumber",),
        ("/agency/regionCode", "/agency/agencyCode"),
        ("/origin/regionCode", "/origin/agencyCode"),
        ("/transferNumber",),
        ("/applicationNumber",),
        ("/traceNumber",),
        ("/replaces",),
    ),
    risk="伪造",
    covers=("GBT-5-issue", "GBT-7"),
    registered=True,
    messages={
        "status": (
            "参保凭证的登记状态为 {actual}，应为有效；请查明后恢复、补办或改用有效凭证",
            "the register has this certificate as {actual}; have it restored or reissued, or use the valid one",
        ),
        "unknown": (
            "本机构登记中没有此凭证号；请核对编号，确无登记的不予采信",
            "our register has no certificate of this number; check the number, else do not accept it",
        ),
    },
)
def certificate_is_valid(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the certificate itself, and the one that an application or a contact letter names."""
    itself = document["documentType"] == "certificate"
    member, issuer = ("documentNumber", "agency") if itself else ("certificateNumber", "origin")
    number = document.get(member)
    if number is None:
        return
    registers = registers_of(scene)
    entry = registers.certificate(number)
    if entry is None:
        if registers.keeps_certificates_of(document.get(issuer, {})):
            yield at(f"/{member}", "unknown", actual=number)
    elif not (_usable(entry, document, scene) or (itself and _replaced_here(entry, scene))):
        yield at(f"/{member}", "status", expected="valid", actual=entry.status)


def _usable(entry: Certificate, document: Document, scene: Scene) -> bool:
    """Whether it is valid, used by the transfer that the document names, or replaced by one on which that rests."""
    if entry.status not in ("used", "replaced"):
        return entry.status == "valid"
    transfer = transfer_of(document, scene)
    named = {*numbers_named(document, scene), *((transfer.number,) if transfer else ())}
    relation = entry.person, entry.pooling_area, entry.insurance_type
    standing = [entry] if entry.status == "used" else registers_of(scene).certificates(*relation)
    return any(not named.isdisjoint(one.used_by) for one in standing)


def _replaced_here(entry: Certificate, scene: Scene) -> bool:
    """Whether the case holds the certificate that replaces this one."""
    papers = scene.case.of("certificate") if scene.case else []
    return entry.status == "replaced" and any(paper.tree.get("replaces") == entry.number for paper in papers)
