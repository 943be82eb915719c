"""The person is insured at both places at once.

Why: nobody may take part in basic insurance twice; months would be paid twice and benefits drawn twice.
Basis: 人社部发〔2009〕191号 art. 2. In the month of a change of work both are normal for some days, so a warning.
Bad: origin's precheck with a basic relation of status "1", destination's precheck with one of status "1".
Good: the origin's relation "2" or "3"; only one precheck in the case; a relation 330 of status "1".
"""

from collections.abc import Iterator

from validators.case import Paper
from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene
from validators.terms import BASIC, of_agency


@case_rule(
    "EL-11",
    WARNING,
    title_zh="两地同时正常参保",
    why_zh="依据 191 号第二条：不得同时参加、重复享受。两地校验单均有状态为 1 正常的基本医保关系；"
    "请先核实保留哪一地的关系，在转出地办理停保后再转移。",
    forms=("precheck",),
    reads=(
        "/side",
        "/participations/*/insuranceType",
        "/participations/*/status",
        "/participations/*/regionCode",
        "/participations/*/poolingArea",
        "/agency/regionCode",
        "/agency/poolingArea",
    ),
    risk="重复享受",
    covers=("191-2",),
    messages={
        "": (
            "转出地、转入地均为正常参保（状态 1）；请先在转出地停保，核实重复月份",
            "the person is insured at both places (status 1); stop the origin's relation first and check the months",
        )
    },
)
def not_insured_twice(scene: CaseScene) -> Iterator[At]:
    """Look for a basic relation in status 1 at both sides; the finding stands at the origin's."""
    origin, destination = (scene.case.one("precheck", side=side) for side in ("origin", "destination"))
    if origin is None or destination is None:
        return
    there = next(_normal(destination), None)
    if there is not None:
        for pointer in _normal(origin):
            yield on(origin, at(pointer, expected="2 / 3", actual="1"), (destination, there))


def _normal(check: Paper) -> Iterator[str]:
    """The basic relations of the agency's area in status 1, each with the pointer to its status."""
    for position, relation in enumerate(check.tree.get("participations", ())):
        normal = relation.get("insuranceType") in BASIC and relation.get("status") == "1"
        if normal and of_agency(relation, check.tree) is not False:
            yield f"/participations/{position}/status"
