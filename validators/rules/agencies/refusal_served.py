"""A refusal was not served.

Why: the terms of reconsideration and of a lawsuit begin with the service; a refusal nobody received refuses nothing.
Basis: 医保办发〔2021〕43号 (who is refused is told the reason in time). Judged from stage ``acceptance`` on.
Bad: refusalNotice without delivery, or with a delivery that has no deliveredOn.
Good: delivery.deliveredOn "2026-11-02".
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AG-05",
    ERROR,
    title_zh="不予受理告知书未送达",
    why_zh="依据 43 号：不予受理的应及时告知原因。复议和诉讼期限从送达起算，未送达的不发生效力。请送达并填写送达日期。",
    forms=("refusalNotice",),
    reads=("/delivery/deliveredOn",),
    stage="acceptance",
    risk="时限",
    covers=("43-refusal",),
    messages={
        "": (
            "不予受理告知书没有送达日期；请送达后填写",
            "the refusal has no day of service; serve it and write the day",
        )
    },
)
def refusal_is_served(document: Document, _scene: Scene) -> Iterator[At]:
    """Demand the day of service."""
    if "delivery" not in document:
        yield at("", expected="delivery")
    elif "deliveredOn" not in document["delivery"]:
        yield at("/delivery", expected="deliveredOn")
