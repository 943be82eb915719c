"""Somebody else applies, but no agent is named, or no proof of authority.

Why: whoever may apply in another's name can move that person's record and money.
Basis: compilation notes of GB/T 34282.2-2017, five (3): applicants; real agency systems. Only where applicantKind is
    agent: an employer acts by its seal, a guardian by law. Judged from stage ``application`` on.
Bad: applicantKind "agent" without agent; with an agent that has no authorisation.
Good: agent with authorisation, or with a material of kind ``authorisation``; applicantKind "guardian".
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "ID-07",
    WARNING,
    title_zh="代办未填代办人或缺授权证明",
    why_zh="他人代办须核验代办人身份和授权，防止冒名转移。依据 GB/T 34282.2 编制说明五（三）：代办的应填写代办人并附授权委托书"
    "（单位经办、监护人除外）。请补填代办人信息和授权证明。",
    forms=("application",),
    reads=("/applicantKind", "/agent/name", "/agent/authorisation", "/materials/*/kind"),
    stage="application",
    risk="冒名",
    covers=("GBT-6-acceptance",),
    messages={
        "agent": (
            "申请人类别为代办人，但未填代办人信息；请补填",
            "an agent applies, but no agent is named; add who acts",
        ),
        "proof": (
            "代办人没有授权证明；请补充授权委托书",
            "the agent has no proof of authority; add the power of attorney",
        ),
    },
)
def agent_has_authority(document: Document, _scene: Scene) -> Iterator[At]:
    """Demand the agent, then the proof of authority in words or among the materials."""
    if document.get("applicantKind") != "agent":
        return
    if "agent" not in document:
        yield at("", "agent", expected="agent")
    elif "authorisation" not in document["agent"] and "authorisation" not in _kinds(document):
        yield at("/agent", "proof", expected="authorisation")


def _kinds(document: Document) -> set[str]:
    return {material["kind"] for material in document.get("materials", ())}
