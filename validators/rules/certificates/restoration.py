"""A certificate was restored that was not revoked, or beside a newer valid one.

Why: a person has at most one valid certificate of a relation in a pooling area.
Basis: design; compilation notes (恢复: what was revoked by mistake holds again).
Bad: restored from replaced; restored while a certificate issued since is valid.
Good: restored from revoked, and every newer one is revoked or expired itself.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.lookups import registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-08",
    ERROR,
    title_zh="参保凭证不能恢复",
    why_zh="只有误撤销的凭证可以恢复，且恢复时不得另有新出具的有效凭证（同一人同一统筹区同一险种至多一张有效）。"
    "请使用新凭证，或先撤销新凭证再恢复。",
    forms=("certificate",),
    reads=("/documentNumber",),
    risk="伪造",
    covers=("GBT-5-revoke",),
    registered=True,
    messages={
        "status": (
            "恢复前的登记状态为 {actual}，只有已撤销的凭证可以恢复；请改为补办",
            "before it was restored it was {actual}; only revoked ones can be restored, have it reissued",
        ),
        "newer": (
            "此后出具的凭证 {number} 仍有效；请使用该凭证，或先将其撤销",
            "certificate {number}, issued since, is valid; use that one, or revoke it first",
        ),
    },
)
def only_revoked_ones_are_restored(document: Document, scene: Scene) -> Iterator[At]:
    """Judge a certificate that is valid because it was restored."""
    registers = registers_of(scene)
    entry = registers.certificate(document["documentNumber"])
    if entry is None or entry.restored_from is None or entry.status != "valid":
        return
    if entry.restored_from != "revoked":
        yield at("/documentNumber", "status", expected="revoked", actual=entry.restored_from)
        return
    for other in registers.certificates(entry.person, entry.pooling_area, entry.insurance_type):
        if other.number != entry.number and other.status == "valid" and other.issued_on >= entry.issued_on:
            yield at("/documentNumber", "newer", number=other.number)
