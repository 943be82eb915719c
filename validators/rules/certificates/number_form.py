"""The certificate number claims our form and has not got it, or is another agency's.

Why: certificates are looked up by their number; a damaged one finds nothing, or another person's.
Basis: printed form of the certificate (凭证号); data dictionary: region, PZ, year, serial of 6 to 8 digits.
Bad: documentNumber "320200PZ2026-0001": it begins as ours and goes on otherwise.
Good: "320200PZ2026000001"; "鲁 2012 年 第 000123 号", of another agency, is told as information.
"""

from collections.abc import Iterator

from validators.finding import ERROR, INFO
from validators.numbers import certificate_number, document_number
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "CF-01",
    ERROR,
    also=(INFO,),
    title_zh="参保凭证号格式有误或为其他机构编号",
    why_zh="凭证凭编号查验。以六位区划加 PZ 开头的应为“区划+PZ+年份+6 至 8 位流水号”；其他格式视为别的机构的编号，仅提示。"
    "请对照凭证原件更正；其他机构的凭证向出具机构核实。",
    forms=("certificate",),
    reads=("/documentNumber",),
    risk="伪造",
    covers=("GBT-5-issue",),
    messages={
        "form": (
            "凭证号不完整：六位区划加 PZ 之后应为四位年份和 6 至 8 位流水号；请对照凭证原件更正",
            "after region and PZ a certificate number has four digits of the year and a serial of 6 to 8; correct it",
        ),
        "other": (
            "凭证号是其他机构的格式；需要时请向出具机构核实真伪",
            "the certificate number has another agency's form; ask the issuer where in doubt",
        ),
    },
)
def certificate_number_has_form(document: Document, _scene: Scene) -> Iterator[At]:
    """An error for a number that claims our form, information for every other form."""
    number = document["documentNumber"]
    if not certificate_number.claims_our_form(number):
        yield at("/documentNumber", "other", actual=number, severity=INFO)
    elif document_number.document_type(number) != "certificate":
        yield at("/documentNumber", "form", actual=number)
