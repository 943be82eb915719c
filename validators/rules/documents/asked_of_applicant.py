"""The applicant is asked again for what the agencies must settle between them.

Why: a person who is sent from office to office with other offices' errors gives up.
Basis: compilation notes (wrong data are corrected between the agencies, not by the applicant). Seen in the process: an
    item asked for before, of a matter that a correction letter between the agencies concerns.
Bad: a second supplementNotice for the 信息表, which a correctionLetter of the transfer concerns.
Good: the first notice; an item that no correction letter concerns.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.holders import holder_key
from validators.lookups import transfer_of
from validators.registers import Transfer
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "DC-03",
    WARNING,
    title_zh="应由机构间解决的事项重复要求申请人补正",
    why_zh="资料、数据有误的，由两地经办机构以更正函解决，不得让申请人来回跑。请撤下该项，向对方机构催办更正。",
    forms=("supplementNotice",),
    reads=(
        "/items/*/title",
        "/documentNumber",
        ("/transferNumber",),
        ("/applicationNumber",),
        ("/replaces",),
    ),
    risk="信息",
    covers=("GBT-6-errors",),
    registered=True,
    messages={
        "": (
            "该项已要求申请人补正过（{asked}），且机构间更正函 {letter} 正在处理；请与对方机构解决，勿再要求申请人",
            "the applicant was asked for this before ({asked}), and correction letter {letter} concerns it; settle it"
            " with the other agency",
        )
    },
)
def applicant_is_not_asked_again(document: Document, scene: Scene) -> Iterator[At]:
    """Judge each item against the earlier notices and the correction letters of the transfer."""
    transfer = transfer_of(document, scene)
    if transfer is None:
        return
    for position, item in enumerate(document["items"]):
        asked = _asked_before(item["title"], document["documentNumber"], transfer)
        letter = _letter_on(item["title"], transfer)
        if asked and letter:
            yield at(f"/items/{position}/title", actual=item["title"], asked=asked, letter=letter)


def _asked_before(title: str, own: str, transfer: Transfer) -> str | None:
    """The other notice that asked for the same."""
    for notice in transfer.supplements:
        if notice.number != own and holder_key(title) in map(holder_key, notice.titles):
            return notice.number
    return None


def _letter_on(title: str, transfer: Transfer) -> str | None:
    """The correction letter that concerns a thing which the title names."""
    for letter in transfer.corrections:
        if any(holder_key(label) in holder_key(title) for label in letter.labels):
            return letter.number
    return None
