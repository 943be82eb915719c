"""A person without a new employer registered too late after participation was stopped.

Why: who has no employer keeps the right to transfer by registering at the new place within three months.
Basis: 人社部发〔2009〕191号 art. 6, 人社险中心函〔2010〕58号 art. 5: registration within three months of the stop; the
    same day of the third month, where there is none the month's end. Only editions 2010 and 2017.
Bad: edition "2010", hasEmployer false, stoppedOn "2012-01-31", registeredOn "2012-05-02".
Good: registeredOn "2012-04-30"; hasEmployer true; edition "2021".
"""

from collections.abc import Iterator
from datetime import date

from validators.case import Case, Paper
from validators.course import day
from validators.dates import months_later
from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_EDITIONS = ("2010", "2017")


@case_rule(
    "EL-10",
    WARNING,
    title_zh="无接收单位的，未在中止后3个月内登记",
    why_zh="依据 191 号第六条、58 号第五条：无接收单位的，中止参保后3个月内到新就业地办理登记参保。"
    "请核对登记日期和中止日期；确已逾期的，按当地规定处理并告知参保人。",
    forms=("application", "informationForm", "precheck"),
    reads=("/hasEmployer", "/registeredOn", "/stoppedOn", "/side", "/participations/*/stoppedOn"),
    risk="时限",
    covers=("191-6", "58-5"),
    messages={
        "": (
            "登记日期晚于中止参保后 {months} 个月（最迟 {expected}）；请核对，逾期的按当地规定处理",
            "registered later than {months} months after the stop, {expected} at the latest; check both dates",
        )
    },
)
def registered_within_months(scene: CaseScene) -> Iterator[At]:
    """Compare registeredOn with stoppedOn and the profile's months."""
    case, application = scene.case, scene.case.one("application")
    months = scene.profile.value("registration_months")
    if application is None or case.edition not in _EDITIONS or case.has_employer is not False or months is None:
        return
    registered, stopped = day(application, "/registeredOn"), _stopped(case)
    if registered is None or stopped is None:
        return
    on_day, paper, pointer = stopped
    latest = months_later(on_day, months)
    if registered > latest:
        told = at("/registeredOn", expected=latest.isoformat(), actual=registered.isoformat(), months=months)
        yield on(application, told, (paper, pointer))


def _stopped(case: Case) -> tuple[date, Paper, str] | None:
    """When participation was stopped: as the form says, else as the origin's precheck says of the type moved."""
    form, check = case.one("informationForm"), case.one("precheck", side="origin")
    stopped = day(form, "/stoppedOn")
    if form is not None and stopped is not None:
        return stopped, form, "/stoppedOn"
    relations = check.tree.get("participations", ()) if check else ()
    kind = check.get("/insuranceType") if check else None
    for position, relation in enumerate(relations):
        if check is not None and "stoppedOn" in relation and kind in (None, relation.get("insuranceType")):
            pointer = f"/participations/{position}/stoppedOn"
            return date.fromisoformat(relation["stoppedOn"]), check, pointer
    return None
