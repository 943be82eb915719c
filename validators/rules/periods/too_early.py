"""Months lie before the person could work, or before the scheme was there.

Why: such months are often another person's, or typed into the wrong year.
Basis: 劳动法 art. 15 (work from 16 on); 国发〔1998〕44号 (employees, December 1998), 国办发〔2003〕3号 (rural
    cooperative, 2003), 国发〔2007〕20号 (urban residents, July 2007); 390 took over the records of both resident schemes.
    Pilot places began earlier, so it is information. Deemed, military and lump-sum months lie before a scheme rightly.
Bad: 310 from "2000-05" for a person born in 1985; 391 from "2005-01".
Good: 310 from "2001-03" for a person born on 1985-03-12; military service from "1991-12".
"""

from collections.abc import Iterator, Mapping

from validators.finding import INFO
from validators.identity import person_number
from validators.numbers import citizen_id
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import EMPLOYEE, exempt

_WORKING_AGE = 16
#: The month in which each basic scheme was decided on nationally.
_BEGAN: Mapping[str, str] = {"310": "1998-12", "380": "2003-01", "390": "2003-01", "391": "2007-07"}


@rule(
    "PD-11",
    INFO,
    title_zh="缴费月份早于 16 周岁或早于制度建立",
    why_zh="未满 16 周岁不能就业参保；职工医保 1998 年 12 月、新农合 2003 年、城镇居民医保 2007 年 7 月起建立（试点地区更早）。"
    "更早的月份可能是他人记录或年份写错，仅提示，请核对；视同、军龄等除外。",
    forms=("informationForm",),
    reads=(
        (
            "/periods/*/from",
            "/periods/*/insuranceType",
            "/periods/*/contributionType",
            "/periods/*/countedAs",
        ),
        ("/person/birthDate",),
        ("/person/idType", "/person/idNumber"),
    ),
    risk="冒名",
    covers=("GBT-7",),
    messages={
        "age": (
            "职工医保缴费月份早于 16 周岁（应 {expected}）；请核对是否本人记录",
            "employee months lie before the 16th birthday (must be {expected}); see whether they are this person's",
        ),
        "scheme": (
            "缴费月份早于该险种建立（{expected}）；请核对年份和险种",
            "the months lie before this insurance was there ({expected}); check year and type",
        ),
    },
)
def months_are_possible(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the first month of every period with the 16th birthday and with the beginning of its scheme."""
    adult = _working_since(document)
    if scene.complete and not any(_early(kind, line.first, adult) for kind, line in scene.summary.types.items()):
        return
    for position, period in enumerate(document.get("periods", ())):
        first, kind = period.get("from"), period.get("insuranceType")
        early = first and _early(kind, first, adult)
        if early and not (early == "scheme" and exempt(period)):
            limit = adult if early == "age" else _BEGAN[kind]
            yield at(f"/periods/{position}/from", early, expected=f"≥ {limit}", actual=first)


def _early(kind: str, first: str, adult: str) -> str:
    """``age`` or ``scheme`` where the month ``first`` of an insurance type is too early, else an empty text."""
    if kind == EMPLOYEE and first < adult:
        return "age"
    return "scheme" if first < _BEGAN.get(kind, "") else ""


def _working_since(document: Document) -> str:
    """The month of the 16th birthday, by the birth date, else the identity number; empty where both are absent."""
    born = document.get("person", {}).get("birthDate")
    if born is None:
        number = person_number(document)
        day = citizen_id.birth_date(number) if number else None
        born = day.isoformat() if day else None
    return f"{int(born[:4]) + _WORKING_AGE:04d}{born[4:7]}" if born else ""
