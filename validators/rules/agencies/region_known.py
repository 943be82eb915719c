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
    covers=("GBT2260", "GBT-4-agencies"),
    messages={
        "": (
            "区划代码 {actual} 不在名录（含历史代码）中；请核对是否写错",
            "region code {actual} is in no list, past or present; check it",
        )
    },
)
def region_is_known(document: Document, scene: Scene) -> Iterator[At]:
    """Look every region of the document up."""
    known = scene.regions.codes
    holders: list[tuple[str, Document, tuple[str, ...]]]
    holders = [(f"/{group}", document[group], _LEAVES) for group in _GROUPS if group in document]
    holders.append(("/person", document.get("person", {}), ("householdRegionCode",)))
    holders.append(("", document, ("enrolmentRegionCode",)))
    for name in _LISTS:
        entries = document.get(name, ())
        codes = scene.column(_LEAVES[0], name) | scene.column(_LEAVES[1], name) if entries else ()
        if not known.issuperset(codes):
            holders += [(f"/{name}/{position}", entry, _LEAVES) for position, entry in enumerate(entries)]
    for pointer, holder, leaves in holders:
        for leaf in leaves:
            if leaf in holder and holder[leaf] not in known:
                yield at(f"{pointer}/{leaf}", actual=holder[leaf])
