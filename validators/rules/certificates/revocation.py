"""A certificate was revoked although a transfer uses it.

Why: the transfer would go on upon a certificate that its issuer has taken back.
Basis: design; compilation notes (撤销: the person stays insured, or it was issued by mistake).
Bad: status revoked, while an accepted transfer names the certificate.
Good: the transfer was refused or withdrawn before; the certificate was never used.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.lookups import registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-07",
    ERROR,
    title_zh="参保凭证已被转移使用，不能撤销",
    why_zh="凭证已用于受理的转移时撤销，该转移就失去依据。请先由受理机构办结、退回或由申请人撤回该件，再撤销凭证。",
    forms=("certificate",),
    reads=("/documentNumber",),
    risk="伪造",
    covers=("GBT-5-revoke",),
    registered=True,
    messages={
        "": (
            "凭证已撤销，但转移 {number} 正在使用；请恢复凭证，或先了结该件",
            "the certificate is revoked, but transfer {number} uses it; restore it, or see to the transfer first",
        )
    },
)
def revoked_ones_are_unused(document: Document, scene: Scene) -> Iterator[At]:
    """Judge a certificate that the register has as revoked."""
    entry = registers_of(scene).certificate(document["documentNumber"])
    if entry and entry.status == "revoked" and entry.used_by:
        yield at("/documentNumber", number=entry.used_by[0])
