"""The person is not alive.

Why: the relation of a dead person is not transferred; the balance goes to the heirs at the origin.
Basis: 医保办发〔2021〕43号 (checks before acceptance); register of the platform (surv_stas). Who dies after acceptance
    is no longer refused: the transfer is discontinued or finished, so in such a case it is a warning.
Bad: precheck with alive false.
Good: alive true or absent.
"""

from collections.abc import Iterator

from validators.finding import ERROR, WARNING, Severity
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "EL-08",
    ERROR,
    also=(WARNING,),
    title_zh="参保人已死亡",
    why_zh="参保人死亡的不办理转移，个人账户余额由继承人在转出地办理继承。请核实生存状态；登记有误的先更正。",
    forms=("precheck",),
    reads=("/alive", ("/issuedOn",)),
    risk="冒名",
    covers=("GBT-7",),
    messages={
        "": (
            "参保人登记为已死亡，不能转移；请核实，账户余额由继承人在转出地办理",
            "the person is registered as dead, so nothing can be transferred; verify it, heirs settle the balance",
        ),
        "accepted": (
            "受理后参保人登记为死亡；请核实，未划款的由转出地终止办理并通知继承人",
            "the person is registered as dead since the acceptance; verify it, and discontinue where nothing was paid",
        ),
    },
)
def person_is_alive(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the flag; absent says nothing."""
    if document.get("alive") is False:
        key, severity = _since_acceptance(document, scene)
        yield at("/alive", key, expected="true", actual="false", severity=severity)


def _since_acceptance(document: Document, scene: Scene) -> tuple[str, Severity | None]:
    """A warning in a case that was accepted by the day of this precheck."""
    acceptance = scene.case.one("acceptanceNotice") if scene.case else None
    accepted = acceptance.get("/acceptedOn") if acceptance else None
    if accepted and accepted <= document.get("issuedOn", ""):
        return "accepted", WARNING
    return "", None
