"""Participation at the origin has not been stopped.

Why: a relation that goes on cannot be transferred; the person would be insured in two places.
Basis: 医保办发〔2021〕43号 (precheck of the origin: participation stopped); 人社厅发〔2016〕94号. 人社险中心函〔2010〕58号
    art. 4 lets the origin end the relation after the contact letter came, so there it is a warning, unless an
    application of the case says that no employer takes the person in: then the person stops first (art. 5).
Bad: precheck of the origin, insuranceType "310", a participation 310 of its pooling area with status "1".
Good: status "2" (paused) or "3" (terminated); a relation of another pooling area in any status.
"""

from collections.abc import Iterator

from validators.finding import ERROR, WARNING, Severity
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import BASIC, of_agency


@rule(
    "EL-01",
    ERROR,
    also=(WARNING,),
    title_zh="转出地尚未中止参保",
    why_zh="依据 43 号、94 号：转出前应已中止参保，否则会在两地重复参保。"
    "请先由单位或本人在转出地办理停保，再申请转移（58 号随新单位参保的情形仅提示）。",
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
    risk="重复享受",
    covers=("43-precheck", "58-4"),
    messages={
        "": (
            "拟转移的参保关系尚未中止（应为 2 暂停或 3 终止）；请先在转出地办理停保",
            "the relation to be transferred is neither paused (2) nor terminated (3); stop it at the origin first",
        )
    },
)
def origin_has_stopped(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the transferred relation, or every basic one where none is named, in the agency's pooling area."""
    if document["side"] != "origin":
        return
    named = document.get("insuranceType")
    kinds = BASIC if named is None else {named}
    for position, relation in enumerate(document.get("participations", ())):
        status = relation["status"]
        if relation["insuranceType"] in kinds and status not in ("2", "3") and of_agency(relation, document):
            pointer = f"/participations/{position}/status"
            yield at(pointer, expected="2 / 3", actual=status, severity=_severity(scene))


def _severity(scene: Scene) -> Severity | None:
    """Under 58号 an error for a person without employer, as an application says; else what the profile says."""
    alone = scene.case is not None and scene.case.has_employer is False
    return ERROR if alone and scene.profile.edition == "2010" else None
