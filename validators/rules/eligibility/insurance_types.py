"""The insurance types cannot be transferred, or contradict the kind of transfer.

Why: only basic insurance is transferred; supplementary schemes end with the relation.
Basis: 医保办发〔2021〕43号 (employee and resident insurance, three situations); GB/T 34282.2-2017 lets other schemes
    follow it. For military transfers and others the origin's type is not judged.
Bad: originInsuranceType "330"; transferKind "employee-resident" with destinationInsuranceType "310".
Good: "310" to "310" with transferKind "employee-employee"; "380" to "310" with "resident-employee".
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import BASIC, EMPLOYEE, RESIDENT

_ORIGIN, _DESTINATION = "originInsuranceType", "destinationInsuranceType"
_SCHEMES = {"employee": frozenset({EMPLOYEE}), "military": frozenset({EMPLOYEE}), "resident": RESIDENT}


@rule(
    "EL-12",
    ERROR,
    title_zh="医疗保障类型不能转移或与转移类型不符",
    why_zh="依据 43 号：只有基本医保（310、380、390、391）可以转移，且两地类型应与转移类型一致"
    "（军人退役和其他情形不判转出地类型）。请核对两地医疗保障类型和转移类型。",
    forms=("application", "informationForm"),
    reads=("/originInsuranceType", "/destinationInsuranceType", "/transferKind"),
    risk="信息",
    covers=("43-situations", "GBT-1"),
    messages={
        "basic": (
            "该医疗保障类型不是基本医保，不能转移；请改为 310、380、390 或 391",
            "this is no basic insurance and cannot be transferred; write 310, 380, 390 or 391",
        ),
        "kind": (
            "两地医疗保障类型与转移类型不一致；请核对三者",
            "the insurance types do not agree with the kind of transfer; check all three",
        ),
    },
)
def types_can_be_transferred(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge that both types are basic, then that they agree with the kind."""
    kind = document.get("transferKind", "")
    judged = (_DESTINATION,) if kind in ("military-employee", "other") else (_ORIGIN, _DESTINATION)
    given = {member: document[member] for member in judged if member in document}
    odd = [member for member, code in given.items() if code not in BASIC]
    for member in odd:
        yield at(f"/{member}", "basic", expected="310 / 380 / 390 / 391", actual=given[member])
    if not odd and any(code not in _allowed(kind, member) for member, code in given.items()):
        member = _DESTINATION if _DESTINATION in given else _ORIGIN
        yield at(f"/{member}", "kind", expected=kind, actual=given[member])


def _allowed(kind: str, member: str) -> frozenset[str]:
    """The types that a kind of transfer allows at one side; every basic one where it says nothing."""
    schemes = kind.partition("-")
    return _SCHEMES.get(schemes[0 if member == _ORIGIN else 2], BASIC)
