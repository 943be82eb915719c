"""A resident moves resident insurance within the year that is already paid for.

Why: resident insurance is paid by the year and stays where it was paid until the year is over.
Basis: 医保办发〔2021〕43号: between resident schemes the relation is in principle not transferred within the year; the
    person takes part in the new place for the next year. A principle, so a warning.
Bad: transferKind "resident-resident", registeredOn "2026-10-09", last resident period to "2026-12".
Good: registeredOn "2027-01-05"; a transfer that is not from resident to resident insurance.
"""

from collections.abc import Iterator

from validators.case import Case, Paper
from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene
from validators.terms import RESIDENT

_TYPES = ("/originInsuranceType", "/destinationInsuranceType")


@case_rule(
    "EL-09",
    WARNING,
    title_zh="居民医保当年度内转移",
    why_zh="依据 43 号：城乡居民医保之间当年度原则上不办理转移，参加下一年度后可申请。"
    "请核对转入地登记日期和转出地最后缴费年度，告知参保人下一年度再办，或说明当地特殊规定。",
    forms=("application", "informationForm"),
    reads=(
        "/transferKind",
        *_TYPES,
        "/registeredOn",
        "/issuedOn",
        "/periods/*/to",
        "/periods/*/insuranceType",
    ),
    risk="重复享受",
    covers=("43-situations",),
    messages={
        "": (
            "居民医保已缴至 {year} 年度，当年度原则上不转移；请在 {next} 年度参保后办理",
            "resident insurance is paid for {year}, and is in principle not moved within it; register for {next}",
        )
    },
)
def not_within_the_year(scene: CaseScene) -> Iterator[At]:
    """Compare the year of registration, else of the application, with that of the last resident month."""
    application, form = scene.case.one("application"), scene.case.one("informationForm")
    if application is None or form is None or not _between_residents(scene.case, application):
        return
    pointer = "/registeredOn" if "registeredOn" in application.tree else "/issuedOn"
    registered, last = application.get(pointer), _last_month(form)
    if registered is None or last is None:
        return
    year = int(last[0][:4])
    if int(registered[:4]) <= year:
        told = at(pointer, expected=f"≥ {year + 1}-01-01", actual=registered, year=year, next=year + 1)
        yield on(application, told, (form, f"/periods/{last[1]}/to"))


def _between_residents(case: Case, application: Paper) -> bool:
    """Whether both schemes are resident insurance: as the kind of transfer says, else the types of the documents."""
    kind = application.get("/transferKind")
    if kind is not None:
        return bool(kind == "resident-resident")
    papers = [application, *case.of("informationForm")]
    given = [next((paper.get(pointer) for paper in papers if paper.get(pointer)), None) for pointer in _TYPES]
    return all(code in RESIDENT for code in given)


def _last_month(form: Paper) -> tuple[str, int] | None:
    periods = enumerate(form.tree.get("periods", ()))
    months = [(p["to"], i) for i, p in periods if "to" in p and p.get("insuranceType") in RESIDENT]
    return max(months, default=None)
