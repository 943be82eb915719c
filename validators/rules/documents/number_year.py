"""The year in the document number is not that of its date.

Why: serials begin anew each year; a number of another year points to a copied or backdated document.
Basis: data dictionary: our numbers are region, two letters, year, serial. Numbers of other agencies are not judged.
Bad: documentNumber "320200XX2025000001" with issuedOn "2026-11-02".
Good: documentNumber "320200XX2026000001" with issuedOn "2026-11-02".
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.numbers import document_number
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "DC-08",
    WARNING,
    title_zh="编号中的年份与填发日期不一致",
    why_zh="本系统编号为“区划+两个字母+年份+流水号”，按年编流水。年份与填发日期不一致，可能是沿用旧号或倒填日期，请核对编号和日期。",
    reads=("/documentNumber", "/issuedOn"),
    risk="信息",
    covers=("GBT-8",),
    messages={
        "": (
            "编号中的年份应与填发日期同为 {expected} 年；请核对编号和日期",
            "the year in the number must be that of the date, {expected}; check number and date",
        )
    },
)
def number_bears_year(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare the year of a number of ours with the day of issue."""
    number = document.get("documentNumber")
    year = document_number.year(number) if number else None
    if year is not None and year != int(document["issuedOn"][:4]):
        yield at("/documentNumber", expected=document["issuedOn"][:4], actual=number)
