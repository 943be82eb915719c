"""The person is not insured at the destination.

Why: a relation can only be joined to one that is there; else the months that leave the origin arrive nowhere.
Basis: 医保办发〔2021〕43号 (precheck of the destination: insured as prescribed). Where no record at all was found, a
    person decides (reason R10).
Bad: precheck of the destination, insuranceType "310", its only participation 310 there with status "2".
Good: status "1" (normal); none named, and any basic relation there is normal.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import BASIC, of_agency


@rule(
    "EL-02",
    ERROR,
    title_zh="转入地未按规定参保",
    why_zh="依据 43 号：申请转移时应已在转入地按规定参保（状态正常），否则转出的年限无处接续。"
    "请先在转入地办理参保登记并缴费，再申请转移。",
    forms=("precheck",),
    reads=(
        "/side",
        "/insuranceType",
        "/participations/*/insuranceType",
        "/participations/*/status",
        "/participations/*/regionCode",
        "/participations/*/poolingArea",
        "/agency/regionCode",
        "/agency/poolingArea",
    ),
    risk="信息",
    covers=("43-precheck",),
    messages={
        "status": (
            "转入地的参保状态不是正常（1）；请先在转入地恢复参保",
            "participation at the destination is not normal (1); have it resumed there first",
        ),
        "none": (
            "转入地没有该险种的参保记录；请先在转入地参保登记",
            "the destination has no relation of this insurance; register there first",
        ),
    },
)
def destination_insures(document: Document, _scene: Scene) -> Iterator[At]:
    """Look for a normal relation of the destination's type, or of any basic one where none is named."""
    if document["side"] != "destination" or "participations" not in document:
        return
    named = document.get("insuranceType")
    kinds = BASIC if named is None else {named}
    there = [
        (position, relation["status"], of_agency(relation, document))
        for position, relation in enumerate(document["participations"])
        if relation["insuranceType"] in kinds and of_agency(relation, document) is not False
    ]
    if not there:
        yield at("/participations", "none", expected=" / ".join(sorted(kinds)))
    elif all(here and status != "1" for _, status, here in there):
        position, status, _ = there[0]
        yield at(f"/participations/{position}/status", "status", expected="1", actual=status)
