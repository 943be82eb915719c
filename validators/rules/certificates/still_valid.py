"""The certificate had run out when the application was made.

Why: an old certificate shows a balance and months that may have changed since.
Basis: validity is local (such as three months in Qingdao): validUntil, else issuedOn and the profile's
    ``certificate_months``; without both nothing is judged. A reprint does not prolong. Compared with the application
    of the case, else with the day of the check.
Bad: validUntil "2026-10-31", checked on 2026-11-02; issuedOn "2026-07-01" with three months of validity.
Good: validUntil "2026-11-02" with an application of that day.
"""

from collections.abc import Iterator
from datetime import date

from validators.dates import months_later
from validators.finding import WARNING
from validators.profile import Profile
from validators.rule import At, Document, at, in_case, on, rule
from validators.scene import CaseScene, Scene


@rule(
    "CF-04",
    WARNING,
    title_zh="参保凭证已过有效期",
    why_zh="凭证上的余额和月数会随时间变化，部分地区规定有效期。有效期按凭证所载日期或当地规定的月数自填发日起算，补打不延长。"
    "请向出具机构重新开具。",
    forms=("certificate",),
    reads=("/issuedOn", "/validUntil"),
    risk="伪造",
    covers=("GBT-5-issue",),
    messages={
        "": (
            "凭证有效期至 {actual}，早于申请或审核日期（应 {expected}）；请重新开具",
            "the certificate was valid until {actual} only (must be {expected}); have a new one issued",
        )
    },
)
def certificate_is_in_time(document: Document, scene: Scene) -> Iterator[At]:
    """Against the day of the check; where the case has an application, it is judged with that."""
    if scene.case is None or scene.case.one("application") is None:
        yield from _against(scene.as_of.isoformat(), document, scene.profile)


@in_case("CF-04")
def certificate_was_in_time(scene: CaseScene) -> Iterator[At]:
    """Against the day of the application."""
    application = scene.case.one("application")
    day = application.get("/issuedOn") if application else None
    if application is None or day is None:
        return
    for certificate in scene.case.of("certificate"):
        for found in _against(day, certificate.tree, scene.profile):
            yield on(certificate, found, (application, "/issuedOn"))


def _against(day: str, document: Document, profile: Profile) -> Iterator[At]:
    pointer, until = "/validUntil", document.get("validUntil")
    months = profile.value("certificate_months")
    if until is None and months is not None and "issuedOn" in document:
        pointer, until = "/issuedOn", months_later(date.fromisoformat(document["issuedOn"]), months).isoformat()
    if until is not None and until < day:
        yield at(pointer, expected=f"≥ {day}", actual=until)
