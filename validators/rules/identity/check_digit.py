"""The identity number is wrong.

Why: one wrong digit attaches a contribution record to a stranger, and every later comparison fails.
Basis: GB 11643-1999 (length and check character); permits of Hong Kong, Macao and Taiwan residents and of permanent
    residents follow it where they have 18 characters. Numbers of 15 digits, issued until 1999, are never judged.
Bad: idType "01", idNumber "110105194912310021": the check character must be X.
Good: idType "01", idNumber "11010519491231002X" (a small x is read as X); idType "08" with any number.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.identity import judged_number
from validators.numbers import citizen_id
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import people


@rule(
    "ID-01",
    ERROR,
    title_zh="身份证件号码有误",
    why_zh="号码错一位，参保记录就会记到别人名下。依据 GB 11643：18 位，末位校验码正确（15 位旧号码不判）。"
    "请对照证件原件更正；证件本身有误的，由本人先到公安机关更正。",
    reads=(
        ("/person/idType", "/person/idNumber"),
        ("/person/householdHead/idNumber",),
        ("/agent/idType", "/agent/idNumber"),
    ),
    risk="冒名",
    covers=("GB11643", "GBT-7"),
    messages={
        "length": (
            "居民身份证号码应为 18 位；请对照证件原件更正",
            "an identity number has 18 characters; correct it from the document itself",
        ),
        "check": (
            "号码的校验码不正确，至少有一位写错；请对照证件原件更正",
            "the check character does not agree with the digits; correct the number from the document itself",
        ),
    },
)
def identity_number_is_right(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge the numbers of person, head of the household and agent."""
    for pointer, holder in people(document):
        number = judged_number(holder)
        if number is None or citizen_id.has_right_check(number):
            continue
        key = "check" if len(number) == 18 else "length"
        yield at(f"{pointer}/idNumber", key, actual=number)
