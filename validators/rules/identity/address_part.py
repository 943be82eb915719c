"""The address part of the identity number is not in the region list.

Why: it may be a slip of the pen; abolished codes are right, since a number is never changed with its region.
Basis: GB 11643-1999 (digits 1 to 6), GB/T 2260 with its history; 81, 82, 83 are residents of Hong Kong, Macao and
    Taiwan, 9 permanent residents.
Bad: idNumber "000000194912310024".
Good: idNumber "11010519491231002X"; "522301198701253901", whose region was abolished.
"""

from collections.abc import Iterator

from validators.finding import INFO
from validators.identity import person_number
from validators.numbers import citizen_id
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "ID-03",
    INFO,
    title_zh="身份证号码的地址码不在区划名录中",
    why_zh="依据 GB 11643 与 GB/T 2260（含历史代码；81、82、83 为港澳台居民，9 为永久居留外国人）。"
    "仅作提示：请核对号码前六位。",
    reads=("/person/idType", "/person/idNumber"),
    risk="冒名",
    covers=("GBT2260", "GBT-7"),
    messages={
        "": (
            "号码前六位不在区划名录（含历史代码）中；请核对是否写错",
            "the first six digits are in no list of regions, past or present; check the number",
        )
    },
)
def address_part_is_known(document: Document, scene: Scene) -> Iterator[At]:
    """Look the first six digits up in the region list with its history."""
    number = person_number(document)
    if number is None or number.startswith(("81", "82", "83", "9")):
        return
    if not scene.regions.known(citizen_id.region(number)):
        yield at("/person/idNumber", actual=number)
