"""Birth date or sex contradicts the identity number.

Why: the two were typed apart; where they differ, one of them is another person's, or wrong.
Basis: GB 11643-1999: digits 7 to 14 are the birth date, the 17th is odd for men and even for women; GB/T 2261.1.
Bad: idNumber "11010519491231002X" with birthDate "1949-12-30", or with sex "1".
Good: idNumber "11010519491231002X" with birthDate "1949-12-31" and sex "2"; sex "0" and "9" say nothing.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.identity import person_number
from validators.numbers import citizen_id
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "ID-02",
    WARNING,
    title_zh="出生日期或性别与身份证号码不一致",
    why_zh="依据 GB 11643：第 7 至 14 位为出生日期，第 17 位单数为男、双数为女。两者不一致，必有一处有误。"
    "请对照证件核对；出生日期更改过的，附变更证明。",
    reads=("/person/idType", "/person/idNumber", ("/person/birthDate",), ("/person/sex",)),
    risk="冒名",
    covers=("GB11643", "GBT-7"),
    messages={
        "birth": (
            "出生日期与身份证号码中的 {expected} 不一致；请对照证件核对",
            "the birth date differs from that in the identity number, {expected}; check both against the document",
        ),
        "date": (
            "身份证号码中的出生日期不是真实日期；请对照证件核对",
            "the birth date in the identity number is no calendar date; check it against the document",
        ),
        "future": (
            "出生日期晚于审核日期；请对照证件核对",
            "the birth date lies after the day of the check; check it against the document",
        ),
        "sex": (
            "性别与身份证号码第 17 位不一致；请对照证件核对",
            "the sex differs from the 17th digit of the identity number; check both against the document",
        ),
    },
)
def birth_and_sex_agree(document: Document, scene: Scene) -> Iterator[At]:
    """Compare birth date and sex with what the identity number says."""
    number = person_number(document)
    if number is None:
        return
    person = document["person"]
    yield from _birth(number, person.get("birthDate"), scene)
    sex = person.get("sex")
    if sex in ("1", "2") and sex != citizen_id.sex(number):
        yield at("/person/sex", "sex", expected=citizen_id.sex(number), actual=sex)


def _birth(number: str, given: str | None, scene: Scene) -> Iterator[At]:
    """One finding at most; at the number itself where no birth date is given."""
    pointer, actual = ("/person/birthDate", given) if given else ("/person/idNumber", number)
    born = citizen_id.birth_date(number)
    if born is None:
        yield at(pointer, "date", actual=actual)
    elif given and born.isoformat() != given:
        yield at(pointer, "birth", expected=born.isoformat(), actual=actual)
    elif born > scene.as_of:
        yield at(pointer, "future", actual=actual)
