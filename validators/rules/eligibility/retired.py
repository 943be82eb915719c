"""A retired person cannot transfer.

Why: who draws retirement benefits of medical insurance stays where the benefits were granted.
Basis: 医保办发〔2021〕43号 art. 2: employees without retired persons. Profiles say it by ``retirees_excluded``.
Bad: precheck of the origin under NHSA-2021-43 with a participation 310 whose retired is true.
Good: retired false or absent; a supplementary insurance (330) flagged retired.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import BASIC


@rule(
    "EL-03",
    ERROR,
    title_zh="已退休人员不办理转移",
    why_zh="依据 43 号第二条：适用范围不含退休人员，已享受退休医保待遇的关系不转移。"
    "请核实退休标识；确属误标的，由转出地更正后重新校验。",
    forms=("precheck",),
    reads=("/side", ("/participations/*/insuranceType", "/participations/*/retired")),
    risk="重复享受",
    covers=("43-2",),
    messages={
        "": (
            "该基本医保关系已标记为退休，不能转移；标识有误的请先在转出地更正",
            "this basic relation is flagged retired and cannot be transferred; have a wrong flag corrected at the origin",
        )
    },
)
def nobody_is_retired(document: Document, scene: Scene) -> Iterator[At]:
    """Judge every basic relation, where the profile excludes retired persons."""
    if not scene.profile.retirees_excluded or document["side"] != "origin":
        return
    for position, relation in enumerate(document.get("participations", ())):
        if relation.get("insuranceType") in BASIC and relation.get("retired"):
            yield at(f"/participations/{position}/retired", expected="false", actual="true")
