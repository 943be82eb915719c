"""The person is not alive.

Why: the relation of a dead person is not transferred; the balance goes to the heirs at the origin.
Basis: 医保办发〔2021〕43号 (checks before acceptance); register of the platform (surv_stas).
Bad: precheck with alive false.
Good: alive true or absent.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "EL-08",
    ERROR,
    title_zh="参保人已死亡",
    why_zh="参保人死亡的不办理转移，个人账户余额由继承人在转出地办理继承。请核实生存状态；登记有误的先更正。",
    forms=("precheck",),
    reads=("/alive",),
    risk="冒名",
    messages={
        "": (
            "参保人登记为已死亡，不能转移；请核实，账户余额由继承人在转出地办理",
            "the person is registered as dead, so nothing can be transferred; verify it, heirs settle the balance",
        )
    },
)
def person_is_alive(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge the flag; absent says nothing."""
    if document.get("alive") is False:
        yield at("/alive", expected="true", actual="false")
