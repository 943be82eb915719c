"""Money was credited before it was matched and reviewed.

Why: what is credited to the wrong account is spent before anyone notices.
Basis: 医保办发〔2021〕43号 (checked before it is credited); compilation notes (handling and review are two persons').
    Off where the profile lets the destination credit before the money is there (credit_before_funds).
Bad: completionNotice.creditedOn "2026-10-22" of a transfer that was matched on "2026-10-23", or that nobody reviewed.
Good: matched and reviewed by that day; no money is due; the origin's record, which does not know.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import ERROR
from validators.lookups import transfer_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-07",
    ERROR,
    title_zh="资金未匹配、复核即计入个人账户",
    why_zh="到账资金须先与转移匹配并经另一人复核，再计入个人账户，防止错计。请补做匹配和复核；已误计的按资金差错处理。",
    forms=("completionNotice", "transferConfirmation"),
    reads=(
        "/creditedOn",
        ("/transferNumber",),
        ("/applicationNumber",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="资金",
    covers=("43-funds",),
    registered=True,
    messages={
        "match": (
            "计入个人账户时资金尚未匹配；请先匹配到账资金",
            "the money was credited before it was matched; match it first",
        ),
        "review": (
            "计入个人账户时匹配尚未经另一人复核；请先复核",
            "the money was credited before another person reviewed the match; have it reviewed first",
        ),
    },
)
def credit_follows_match_and_review(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the day of the credit against the destination's record."""
    credited = document.get("creditedOn")
    if credited is None or scene.profile.value("credit_before_funds"):
        return
    transfer = transfer_of(document, scene)
    if transfer is None or transfer.side == "origin" or transfer.fund_status == "none":
        return
    day = date.fromisoformat(credited)
    if transfer.matched_on is None or transfer.matched_on > day:
        yield at("/creditedOn", "match", actual=credited)
    elif transfer.reviewed_on is None or transfer.reviewed_on > day:
        yield at("/creditedOn", "review", actual=credited)
