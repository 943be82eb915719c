"""The money was credited or the transfer confirmed, and nobody was told that it is complete.

Why: the person must know that the relation continues and the money has come; the origin closes its file with the notice.
Basis: 人社险中心函〔2010〕58号 art. 4, 医保办发〔2021〕43号 (the result is told to the person; progress can be asked).
Bad: a transferConfirmation in a case without completionNotice.
Good: both; neither.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene


@case_rule(
    "TM-05",
    WARNING,
    title_zh="已确认转入或已计入，未办结告知",
    why_zh="资金计入个人账户或转入情况确认后，转入地应出具办结告知，告知参保人和转出地。请补发办结告知。",
    forms=("transferConfirmation", "completionNotice"),
    reads=("/creditedOn", "/side"),
    risk="信息",
    covers=("GBT-6-continuation", "43-limits"),
    messages={
        "": (
            "已确认转入，缺办结告知（{expected}）；请出具并送参保人和转出地",
            "the transfer is confirmed and the completion notice is missing; issue it to the person and the origin",
        )
    },
)
def completion_is_told(scene: CaseScene) -> Iterator[At]:
    """Look for the destination's notice: that of the origin tells its own part only."""
    if all(notice.get("/side") == "origin" for notice in scene.case.of("completionNotice")):
        for paper in scene.case.of("transferConfirmation"):
            yield on(paper, at("", expected="completionNotice"))
