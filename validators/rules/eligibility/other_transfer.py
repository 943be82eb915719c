"""Another transfer of the person from the same origin is still open.

Why: two open transfers of one relation would carry the same months twice and pay the same account twice.
Basis: 医保办发〔2021〕43号 (one relation, one transfer); design: refusal R06. In a chain A→B→C the transfer A→B is from
    another origin: the one from B is not refused here but deferred (R17) until B has completed.
Bad: application from 320200 for type 310, while the register has an accepted one of the same person, origin and type.
Good: the other one is completed and its money credited; another type; another origin; the very same transfer.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.lookups import is_of, person_keys, registers_of
from validators.registers import Transfer
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import same_area


@rule(
    "EL-05",
    ERROR,
    title_zh="同一转出地同一险种已有在办转移",
    why_zh="同一关系同时办两次转移，会重复计算年限、重复划转资金。请先查明在办的一件：办结、撤回后再申请；"
    "甲→乙→丙连续转移的，由乙地暂缓答复（R17），不属此情形。",
    forms=("application", "contactLetter"),
    reads=(
        "/person/idType",
        "/person/idNumber",
        ("/person/formerIdNumber",),
        "/origin/regionCode",
        "/origin/poolingArea",
        "/originInsuranceType",
        ("/transferNumber",),
        ("/applicationNumber",),
        ("/traceNumber",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="重复享受",
    covers=("GBT-6-several", "GBT-7"),
    registered=True,
    messages={
        "": (
            "此人从该转出地同一险种的转移已在办（{number}）；请先办结或撤回，再受理本件",
            "a transfer of this person from this origin and insurance is open ({number}); complete or withdraw it first",
        )
    },
)
def no_other_transfer_is_open(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the person's open transfers from this origin; a letter without insurance type is of any."""
    for transfer in registers_of(scene).transfers(person_keys(document["person"])):
        if transfer.open and _same_relation(transfer, document) and not is_of(transfer, document, scene):
            yield at("/origin", number=transfer.number)
            return


def _same_relation(transfer: Transfer, document: Document) -> bool:
    kind = document.get("originInsuranceType", transfer.insurance_type)
    return kind == transfer.insurance_type and same_area(transfer.origin, document["origin"]) is True
