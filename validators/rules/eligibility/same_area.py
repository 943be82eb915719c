"""Origin and destination lie in one pooling area.

Why: within one pooling area nothing is transferred; the relation simply goes on.
Basis: 医保办发〔2021〕43号 (transfer across pooling areas); compared are the pooling areas, else the region codes.
Bad: origin and destination both with poolingArea "320200"; both with regionCode "320200" where either lacks it.
Good: poolingArea "320200" and "310000"; one regionCode, but two pooling areas.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import same_area


@rule(
    "EL-04",
    ERROR,
    title_zh="转出地与转入地属同一统筹地区",
    why_zh="依据 43 号：跨统筹地区才办理转移。两地统筹区代码都有时比统筹区，否则比行政区划代码。"
    "请核对两地机构；确属同一统筹地区的，不需要转移，直接续保。",
    reads=(
        ("/origin/regionCode", "/origin/poolingArea", "/destination/regionCode", "/destination/poolingArea"),
        (
            "/side",
            "/agency/regionCode",
            "/agency/poolingArea",
            "/otherAgency/regionCode",
            "/otherAgency/poolingArea",
        ),
    ),
    risk="信息",
    covers=("43-precheck", "INSURANCE-LAW-32"),
    messages={
        "": (
            "转出地与转入地属同一统筹地区，无需转移；请核对两地机构",
            "origin and destination lie in one pooling area, so there is nothing to transfer; check both agencies",
        )
    },
)
def areas_differ(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare origin and destination, in a precheck the two agencies; the finding stands at the destination's."""
    origin, destination = ("origin", "destination")
    if document["documentType"] == "precheck":
        here = document.get("side") == "destination"
        origin, destination = ("otherAgency", "agency") if here else ("agency", "otherAgency")
    if same_area(document.get(origin, {}), document.get(destination, {})):
        pointer = f"/{destination}/regionCode"
        yield at(pointer, actual=document[destination].get("regionCode"))
