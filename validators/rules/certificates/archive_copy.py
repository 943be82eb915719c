"""The destination's case holds the copy of the certificate that stays in the origin's archive.

Why: copy 1 carries the transfer, copy 2 is filed at the origin, copy 3 stays with the person; copy 2 elsewhere shows
    that the copies were mixed up.
Basis: 人社险中心函〔2010〕58号 (certificate in three copies, printed note 2); editions 2010 and 2017 only.
Bad: edition "2010", a certificate with copy "2" beside a fundReceipt.
Good: copy "1" or "3", or a certificate that is not split; a case at the origin, without fundReceipt and confirmation.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene


@case_rule(
    "CF-05",
    WARNING,
    title_zh="转入地案卷中有参保凭证第二联",
    why_zh="依据 58 号：参保凭证一式三联，第一联办理转移，第二联由转出地存档，第三联参保人员留存。"
    "请核对联次，第二联退回转出地，换用第一联。",
    forms=("certificate", "fundReceipt", "transferConfirmation"),
    reads=("/copy", "/edition"),
    risk="伪造",
    covers=("58-4", "58-5"),
    messages={
        "": (
            "第二联应由转出地存档，不应在转入地案卷中；请换用第一联",
            "copy 2 belongs to the origin's archive, not to the destination's case; take copy 1",
        )
    },
)
def copy_two_stays(scene: CaseScene) -> Iterator[At]:
    """Look for copy 2 in a case that is the destination's."""
    held = scene.case.of("fundReceipt", "transferConfirmation")
    for paper in scene.case.of("certificate"):
        if held and paper.get("/copy") == "2" and paper.get("/edition") in ("2010", "2017"):
            yield on(paper, at("/copy", expected="1", actual="2"), (held[0], ""))
