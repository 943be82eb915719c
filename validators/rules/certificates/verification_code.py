"""The verification code is not the register's, or the certificate is another agency's.

Why: a forged or altered certificate shows at its code, whoever checks it.
Basis: printed form of the certificate (校验码, no seal needed with it); compilation notes (certificate register).
    Another agency's certificate is not in our register: its issuer is to be asked, and everything else is checked.
Bad: verificationCode "TEST2345ABCD6789" where the register has another one for this number.
Good: the register's code, in groups of four or not; no code given.
"""

from collections.abc import Iterator

from validators.finding import ERROR, INFO
from validators.lookups import registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-02",
    ERROR,
    also=(INFO,),
    title_zh="参保凭证校验码与登记不符或需向出具机构核实",
    why_zh="凭证真伪凭编号和校验码查验。与本机构登记不符的，按伪造、涂改处理（R14），请核对原件并向参保人说明；"
    "其他机构的凭证不在本机构登记内，请向出具机构核实。",
    forms=("certificate",),
    reads=("/documentNumber", "/verificationCode", ("/agency/regionCode", "/agency/agencyCode")),
    risk="伪造",
    covers=("GBT-5-issue", "GBT-5-self"),
    registered=True,
    messages={
        "code": (
            "校验码与登记不符；请对照凭证原件，仍不符的不予采信",
            "the verification code is not the one in the register; compare the original, else do not accept it",
        ),
        "ask": (
            "此凭证不在本机构登记内；请向出具机构核实",
            "this certificate is not in our register; ask the issuer",
        ),
    },
)
def code_is_the_registered_one(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the codes; the right one is not told. A number of our own that we do not know is CF-03's."""
    registers = registers_of(scene)
    entry = registers.certificate(document["documentNumber"])
    if entry is None:
        if not registers.keeps_certificates_of(document.get("agency", {})):
            yield at("/documentNumber", "ask", actual=document["documentNumber"], severity=INFO)
        return
    code, registered = document.get("verificationCode"), entry.verification_code
    if code and registered and _compact(code) != _compact(registered):
        yield at("/verificationCode", "code", actual=code)


def _compact(code: str) -> str:
    """The code in capitals, without what separates its groups."""
    return "".join(code.split()).replace("-", "").upper()
