"""The months of the certificate and of the information form do not agree.

Why: both come from one register; on one day they must tell the same number of months.
Basis: compilation notes of GB/T 34282.2-2017, six (5); the certificate tells the natural months of its own type.
    Written on different days they may differ by what was paid between, so then a warning.
Bad: certificate with totalMonths 270, information form of the same day with naturalMonths 269 of that type in totals.
Good: both 270; a form without totals, or without that insurance type in them.
"""

from collections.abc import Iterator

from validators.case import Paper
from validators.course import in_order
from validators.finding import ERROR, WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene


@case_rule(
    "PD-10",
    ERROR,
    also=(WARNING,),
    title_zh="参保凭证与信息表的月数不一致",
    why_zh="参保凭证的累计月数是其险种的自然月数，应与信息表合计中该险种的自然月数一致。"
    "同日出具而不一致的请更正；不同日出具的请核对其间有无缴费。",
    forms=("certificate", "informationForm"),
    reads=("/totalMonths", "/insuranceType", "/totals/*/insuranceType", "/totals/*/naturalMonths", "/issuedOn"),
    risk="信息",
    covers=("GBT-5-issue", "GBT-6-periods"),
    messages={
        "informationForm": (
            "自然月数应与参保凭证一致（{expected}）；请核对缴费明细后更正",
            "the natural months must agree with the certificate ({expected}); check the payments and correct them",
        ),
        "certificate": (
            "累计月数应与信息表合计中的自然月数一致（{expected}）；请核对缴费明细后更正",
            "the months must agree with the natural months of the form ({expected}); check the payments, correct them",
        ),
    },
)
def months_agree(scene: CaseScene) -> Iterator[At]:
    """Compare every certificate with the form's line of its insurance type; the finding stands at the later one."""
    form = scene.case.one("informationForm")
    for certificate in scene.case.of("certificate") if form else ():
        line = _line(form, certificate.get("/insuranceType")) if form else None
        months = certificate.get("/totalMonths")
        if form is None or line is None or months is None:
            continue
        pointer, natural = line
        if natural != months:
            yield _differ(certificate, "/totalMonths", months, form, pointer, natural)


def _line(form: Paper, kind: str | None) -> tuple[str, int] | None:
    for position, line in enumerate(form.tree.get("totals", ())):
        if kind is not None and line.get("insuranceType") == kind and "naturalMonths" in line:
            return f"/totals/{position}/naturalMonths", line["naturalMonths"]
    return None


def _differ(certificate: Paper, own: str, months: int, form: Paper, pointer: str, natural: int) -> At:
    severity = None if certificate.get("/issuedOn") == form.get("/issuedOn") else WARNING
    if in_order(certificate, form)[1] is form:
        told = at(pointer, "informationForm", expected=str(months), actual=str(natural), severity=severity)
        return on(form, told, (certificate, own))
    told = at(own, "certificate", expected=str(natural), actual=str(months), severity=severity)
    return on(certificate, told, (form, pointer))
