"""Contributions are owed.

Why: months that were not paid do not count, and after the transfer they can hardly be paid any more.
Basis: 人社厅发〔2016〕94号 (tell of arrears and remind to pay); whether they block is local: profile ``arrears_block``.
    An arrears notice of the case that was acknowledged makes it information.
Bad: precheck with arrears true: a warning, an error where the profile blocks.
Good: arrears false or absent.
"""

from collections.abc import Iterator

from validators.finding import ERROR, INFO, WARNING, Severity
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "EL-06",
    WARNING,
    also=(ERROR, INFO),
    title_zh="有欠费",
    why_zh="依据 94 号：有欠费的应告知并提醒补缴；是否阻断由当地规定。"
    "请出具欠费告知单并由参保人或单位确认；单位欠费不得要求个人承担。",
    forms=("precheck",),
    reads=("/arrears",),
    risk="资金",
    covers=("94-arrears", "GBT-6-arrears"),
    messages={
        "": (
            "有欠费；请出具欠费告知单，提醒补缴后再办理或由本人确认",
            "contributions are owed; issue an arrears notice, and have them paid or the notice acknowledged",
        ),
        "acknowledged": (
            "有欠费，欠费告知单已确认；请在转移后提醒补缴",
            "contributions are owed, and the arrears notice was acknowledged; remind of them after the transfer",
        ),
        "blocks": (
            "有欠费，按当地规定补缴前不能转移；请出具欠费告知单，补缴后重新校验",
            "contributions are owed and block the transfer here; issue an arrears notice, and check again once paid",
        ),
    },
)
def nothing_is_owed(document: Document, scene: Scene) -> Iterator[At]:
    """A warning; an error where the profile lets arrears block, else information where they were acknowledged."""
    if not document.get("arrears"):
        return
    key: str = ""
    severity: Severity | None = None
    if scene.profile.arrears_block:
        key, severity = "blocks", ERROR
    elif _acknowledged(scene):
        key, severity = "acknowledged", INFO
    yield at("/arrears", key, expected="false", actual="true", severity=severity)


def _acknowledged(scene: Scene) -> bool:
    notices = scene.case.of("arrearsNotice") if scene.case else ()
    return any(notice.get("/acknowledgedOn") for notice in notices)
