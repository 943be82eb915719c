"""A region is not in the list.

Why: papers and money go where the region code says; a slip sends them elsewhere.
Basis: GB/T 2260 with its history, and the pooling areas of the medical-insurance platform. Local pooling areas may have
    codes of their own, so it is only a warning.
Bad: regionCode "999999".
Good: regionCode "320200"; "329900" (pooling area of a province); "371202", which was abolished.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_GROUPS = ("agency", "recipient", "origin", "destination", "otherAgency")
_LISTS = ("participations", "periods")
_LEAVES = ("regionCode", "poolingArea")
_READS = (
    *(f"/{group}/{leaf}" for group in _GROUPS for leaf in _LEAVES),
    *(f"/{name}/*/{leaf}" for name in _LISTS for leaf in _LEAVES),
    "/person/householdRegionCode",
    "/enrolmentRegionCode",
)


@rule(
    "AG-07",
    WARNING,
    title_zh="区划代码不在名录中",
    why_zh="函件和资金按区划代码寄送、划转。名录依据 GB/T 2260（含历史代码）和医保统筹区代码；地方自设代码可能未收录，仅提示。"
    "请核对代码；确属当地统筹区的可忽略。",
    reads=tuple((pointer,) for pointer in _READS),
    risk="信息",
    messages={
        "": (
            "区划代码 {actual} 不在名录（含历史代码）中；请核对是否写错",
            "region code {actual} is in no list, past or present; check it",
        )
    },
)
def region_is_known(document: Document, scene: Scene) -> Iterator[At]:
    """Look every region of the document up."""
    known = scene.regions.known
    for pointer, code in _regions(document):
        if not known(code):
            yield at(pointer, actual=code)


def _regions(document: Document) -> Iterator[tuple[str, str]]:
    person = document.get("person", {})
    if "householdRegionCode" in person:
        yield "/person/householdRegionCode", person["householdRegionCode"]
    if "enrolmentRegionCode" in document:
        yield "/enrolmentRegionCode", document["enrolmentRegionCode"]
    for group in _GROUPS:
        if group in document:
            yield from _leaves(f"/{group}", document[group])
    for name in _LISTS:
        for position, entry in enumerate(document.get(name, ())):
            yield from _leaves(f"/{name}/{position}", entry)


def _leaves(pointer: str, holder: Document) -> Iterator[tuple[str, str]]:
    for leaf in _LEAVES:
        if leaf in holder:
            yield f"{pointer}/{leaf}", holder[leaf]
