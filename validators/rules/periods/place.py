"""A contribution period is another place's, but is not marked as transferred in.

Why: months that were transferred in before are another place's; unmarked they look as if paid here, and may be carried
    over twice.
Basis: compilation notes of GB/T 34282.2-2017 (transfer from several places): every period is of the agency that sends
    it. Compared are pooling areas, where both are given.
Bad: origin with poolingArea "320200", a period with poolingArea "330100" and no source, or source "local".
Good: the same period with source "transferred"; a period without poolingArea.
"""

from collections.abc import Iterator

from validators.finding import ERROR, WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "PD-07",
    WARNING,
    also=(ERROR,),
    title_zh="缴费时段属外地但未标记为转入",
    why_zh="依据 GB/T 34282.2 编制说明：多地转入的时段应逐段如实记录。时段的统筹区与转出地不同，应为以前从外地转入；"
    "未标记来源的，会被当作本地缴费，甚至重复转入。请核对统筹区，属外地转入的把来源标为转入。",
    forms=("informationForm",),
    reads=("/origin/poolingArea", ("/periods/*/poolingArea", "/periods/*/source")),
    risk="重复享受",
    covers=("GBT-6-several",),
    messages={
        "": (
            "时段的统筹区 {actual} 不是转出地的 {expected}，又未标记为外地转入；请核对统筹区或来源",
            "the period's pooling area {actual} is not the origin's, {expected}, nor is it marked as transferred; "
            "check area and source",
        )
    },
)
def period_is_of_the_origin(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the pooling area of every period with the origin's."""
    origin = document["origin"].get("poolingArea")
    if origin is None or scene.column("poolingArea") <= {origin}:
        return
    for position, period in enumerate(document.get("periods", ())):
        area = period.get("poolingArea", origin)
        if area != origin and period.get("source") != "transferred":
            yield at(f"/periods/{position}/poolingArea", expected=origin, actual=area)
