"""A reissued certificate does not say which one it replaces, or that one still holds.

Why: two valid certificates of one relation would start two transfers.
Basis: compilation notes (补办: the old number is named, the old certificate void); 人社厅发〔2016〕94号 art. 4 (loss).
    After use only a duplicate is issued: the old one stays used.
Bad: a certificate with replaces "320200PZ2026000001", which the register still has as valid.
Good: the replaced one is replaced, or used (a duplicate); a certificate that replaces none.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.lookups import registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-06",
    ERROR,
    title_zh="补办的参保凭证未注明原凭证或原凭证未作废",
    why_zh="补办须注明原凭证号，并同时将原凭证置为“已补办替换”（已用于转移的只出副本，原状态不变），"
    "否则同一关系有两张有效凭证。请补填原凭证号，或先处理原凭证。",
    forms=("certificate",),
    reads=("/documentNumber", "/replaces", "/replacementCount"),
    risk="伪造",
    covers=("GBT-5-reissue", "94-4"),
    registered=True,
    messages={
        "unnamed": (
            "这是补办的凭证，未注明原凭证号；请在 replaces 填写",
            "this is a reissue and does not name the certificate that it replaces; write it in replaces",
        ),
        "other": (
            "所注原凭证号与登记不符（应为 {expected}）；请核对后更正",
            "the register has another certificate as the replaced one ({expected}); correct it",
        ),
        "holds": (
            "原凭证的登记状态为 {actual}，补办后应为已补办替换（或已使用）；请先处理原凭证",
            "the replaced certificate is {actual} in the register, not replaced or used; see to that one first",
        ),
    },
)
def reissue_names_a_void_one(document: Document, scene: Scene) -> Iterator[At]:
    """Judge a certificate that says, or of which the register says, that it is a reissue."""
    registers = registers_of(scene)
    entry = registers.certificate(document["documentNumber"])
    registered = entry.replaces if entry else None
    named = document.get("replaces")
    if named is None:
        if registered or document.get("replacementCount"):
            yield at("", "unnamed", expected="replaces")
    elif registered not in (None, named):
        yield at("/replaces", "other", expected=registered, actual=named)
    else:
        old = registers.certificate(named)
        if old and old != entry and old.status not in ("replaced", "used"):
            yield at("/replaces", "holds", expected="replaced / used", actual=old.status)
