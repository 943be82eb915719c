"""The document is dated in the future, or before its edition began.

Why: dates start the clocks; a form of an edition cannot be older than the regulation that made it.
Basis: 人社险中心函〔2010〕58号 (2010-07-01), 人社厅发〔2016〕94号 (2016-09-01), GB/T 34282.2-2017 (2018-04-01),
    医保办发〔2021〕43号 (2021-12-01).
Bad: edition "2021" with issuedOn "2021-11-30"; issuedOn after the day of the check.
Good: edition "2016" with issuedOn "2022-03-01": old forms are used up.
"""

from collections.abc import Iterator, Mapping

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

#: The day on which the regulation of each edition took effect; the profiles say the same.
EDITIONS: Mapping[str, str] = {
    "2010": "2010-07-01",
    "2016": "2016-09-01",
    "2017": "2018-04-01",
    "2021": "2021-12-01",
}


@rule(
    "DC-04",
    WARNING,
    title_zh="填发日期晚于审核日期或早于版本启用日期",
    why_zh="时限从日期起算。填发日期不应晚于审核日期，也不应早于该版本所依据规定的施行日期。请核对填发日期和版本。",
    reads=("/issuedOn", ("/edition",)),
    risk="时限",
    covers=("GBT-7",),
    messages={
        "future": (
            "填发日期晚于审核日期 {expected}；请核对日期",
            "the document is dated after the day of the check, {expected}; check the date",
        ),
        "early": (
            "填发日期早于该版本启用日期 {expected}；请核对日期和版本",
            "the document is dated before its edition began, {expected}; check date and edition",
        ),
    },
)
def issued_within_edition(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the day of issue with the day of the check and the beginning of the edition."""
    issued = document["issuedOn"]
    today = scene.as_of.isoformat()
    began = EDITIONS.get(document.get("edition", ""), "")
    if issued > today:
        yield at("/issuedOn", "future", expected=f"≤ {today}", actual=issued)
    elif issued < began:
        yield at("/issuedOn", "early", expected=f"≥ {began}", actual=issued)
