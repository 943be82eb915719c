"""A contribution period is another place's and not marked as transferred in, or came by an earlier transfer.

Why: months that were transferred in before are another place's; unmarked they look as if paid here, and may be carried
    over twice.
Basis: compilation notes of GB/T 34282.2-2017 (transfer from several places): every period is of the agency that sends
    it, and comes once. Compared are pooling areas, where both are given. Where there is a register: the same segment
    (insuranceType, regionCode, from, to, and relationNumber where both tell it) came to this destination before.
Bad: origin with poolingArea "320200", a period with poolingArea "330100" and no source, or source "local".
Good: the same period with source "transferred"; a period without poolingArea.
"""

from collections.abc import Iterator

from validators.finding import ERROR, WARNING
from validators.lookups import is_of, person_keys
from validators.registers import Registers, Segment
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import same_area


@rule(
    "PD-07",
    WARNING,
    also=(ERROR,),
    title_zh="缴费时段属外地但未标记为转入，或以前已转入",
    why_zh="依据 GB/T 34282.2 编制说明：多地转入的时段应逐段如实记录。时段的统筹区与转出地不同，应为以前从外地转入；"
    "未标记来源的，会被当作本地缴费，甚至重复转入。请核对统筹区，属外地转入的把来源标为转入；以前转入过的同一时段应删去。",
    forms=("informationForm",),
    reads=(
        "/origin/poolingArea",
        ("/periods/*/poolingArea", "/periods/*/source"),
        (
            *("/periods/*/from", "/periods/*/to", "/periods/*/insuranceType", "/periods/*/regionCode"),
            "/periods/*/relationNumber",
        ),
        ("/destination/regionCode", "/destination/poolingArea"),
        ("/person/idType", "/person/idNumber"),
        ("/person/formerIdNumber",),
        *(("/transferNumber",), ("/inReplyTo",), ("/replaces",), ("/documentNumber",)),
    ),
    risk="重复享受",
    covers=("GBT-6-several",),
    messages={
        "": (
            "时段的统筹区 {actual} 不是转出地的 {expected}，又未标记为外地转入；请核对统筹区或来源",
            "the period's pooling area {actual} is not the origin's, {expected}, nor is it marked as transferred; "
            "check area and source",
        ),
        "before": (
            "该时段已随转移 {number} 转入过；同一时段不得重复转入，请与转出地核对后删去",
            "transfer {number} carried this period here before; a period comes once, clarify it with the origin and "
            "drop it",
        ),
    },
)
def period_is_of_the_origin(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the pooling area of every period with the origin's, then every period with what came before."""
    yield from _areas(document, scene)
    if scene.registers is not None:
        yield from _came_before(document, scene, scene.registers)


def _areas(document: Document, scene: Scene) -> Iterator[At]:
    origin = document["origin"].get("poolingArea")
    if origin is None or scene.column("poolingArea") <= {origin}:
        return
    for position, period in enumerate(document.get("periods", ())):
        area = period.get("poolingArea", origin)
        if area != origin and period.get("source") != "transferred":
            yield at(f"/periods/{position}/poolingArea", expected=origin, actual=area)


def _came_before(document: Document, scene: Scene, registers: Registers) -> Iterator[At]:
    """The periods that another transfer of the person carried to the same destination."""
    earlier = [
        (segment, transfer.number)
        for transfer in registers.transfers(person_keys(document.get("person", {})))
        if same_area(transfer.destination, document.get("destination", {})) and not is_of(transfer, document, scene)
        for segment in transfer.segments
    ]
    for position, period in enumerate(document.get("periods", ()) if earlier else ()):
        number = next((number for segment, number in earlier if _same(segment, period)), None)
        if number:
            yield at(f"/periods/{position}", "before", number=number, severity=ERROR)


def _same(segment: Segment, period: Document) -> bool:
    """Whether it is one segment; a relation told by one side only does not part them."""
    members = (period.get("from"), period.get("to"), period.get("insuranceType"), period.get("regionCode"))
    relation = period.get("relationNumber", segment.relation)
    told = (segment.first, segment.last, segment.insurance_type, segment.region)
    return members == told and segment.relation in (None, relation)
