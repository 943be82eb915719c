"""The one table of a transfer: what may happen, at which side, from which state to which, and what it makes and needs.

Everything else reads it: the fold, the service, the commands, the diagram and its page. Where sums decide (a form that
changes after payment, money that goes back in part), the status of the funds is what the ledger makes of the one that
a row leads to. Names of verbs and states are a contract (``design``); the steps are those of 人社险中心函〔2010〕58号,
人社厅发〔2016〕94号 and 医保办发〔2021〕43号.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["origin", "destination"]
Track = Literal["relationship", "funds"]
#: Whether a verb takes a document where its own agency makes the paper: the draft of what the store cannot know.
Takes = Literal["nothing", "may", "must"]

#: Statuses in which a track has ended; at the origin ``paid`` is an end of the money too.
ENDED = frozenset({"completed", "refused", "withdrawn", "discontinued"})
SETTLED = frozenset({"none", "credited", "paid-out"})
#: The status of a record that has not begun.
NEW = ""

BEFORE_ISSUE = frozenset({"applied", "supplementing", "accepted", "requested", "deferred"})
RUNNING = BEFORE_ISSUE | {"issued", "continued"}
ANY = RUNNING | ENDED
MONEY = frozenset(
    ("none", "pending", "notified", "paid", "received", "matched", "credited", "returned", "suspended", "paid-out")
)
_BOTH: tuple[Side, ...] = ("origin", "destination")
_O: tuple[Side, ...] = ("origin",)
_D: tuple[Side, ...] = ("destination",)

#: Reasons of a refusal: what may be told to an applicant; R17 to R19 belong to other papers.
REFUSING = (*(f"R{code:02}" for code in range(1, 17)), "R99")
#: Reasons for which money goes back; a surplus, after a new form, goes back by R99.
RETURNING = ("R04", "R09", "R10", "R16", "R19", "R99")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what ``verb`` does.

    ``made_at`` are the sides whose own agency acts (and makes ``papers``), ``told_at`` those that record the other's
    paper. ``sources`` are statuses of its track, ``early`` further ones by edition, ``begins`` the sides at which it
    may begin a record. ``to`` is the status after it: empty = the same, ``<`` = where it was before the step
    ``undoes``; ``outcomes`` say it where the paper's outcome decides. ``other`` are the statuses that the other track
    must have, None = any. ``starts`` are clocks (``validators.profile.STARTS``), ``ends`` measured steps; ``pauses``
    and ``resumes`` are of all clocks. ``second`` are the verbs whose actor must be another person.
    """

    verb: str
    who: str
    track: Track
    sources: frozenset[str]
    to: str = ""
    made_at: tuple[Side, ...] = ()
    told_at: tuple[Side, ...] = ()
    begins: tuple[Side, ...] = ()
    early: Mapping[str, frozenset[str]] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    undoes: tuple[str, ...] = ()
    other: frozenset[str] | None = None
    papers: tuple[str, ...] = ()
    takes: Takes = "nothing"
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    pauses: bool = False
    resumes: bool = False
    second: tuple[str, ...] = ()
    needs_text: bool = False

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides whose records know the step."""
        return tuple(side for side in _BOTH if side in self.made_at or side in self.told_at)

    def leaves(self, edition: str) -> frozenset[str]:
        """The statuses from which it goes in an edition."""
        return self.sources | self.early.get(edition, frozenset())


def _of(*statuses: str) -> frozenset[str]:
    return frozenset(statuses)


STEPS: tuple[Step, ...] = (
    Step("apply", "applicant", "relationship", _of(), "applied", _BOTH, begins=_BOTH, papers=("application",),
         takes="must", starts=("registration",)),
    Step("precheck", "side", "relationship", _of("applied"), "", _BOTH, _BOTH, papers=("precheck",), takes="must"),
    Step("supplement", "accepting", "relationship", _of("applied", "accepted"), "supplementing", _BOTH, _BOTH,
         papers=("supplementNotice",), takes="must", pauses=True),
    Step("resupply", "applicant", "relationship", _of("supplementing"), "<", _BOTH, undoes=("supplement",),
         papers=("application",), takes="may", resumes=True),
    Step("accept", "accepting", "relationship", _of("applied"), "accepted", _BOTH, _BOTH,
         papers=("acceptanceNotice",), takes="may", starts=("acceptance",)),
    Step("accept", "accepting", "relationship", _of("requested"), "", told_at=_O, papers=("acceptanceNotice",),
         starts=("acceptance",)),
    Step("refuse", "accepting", "relationship", _of("applied", "supplementing"), "refused", _BOTH, _BOTH,
         papers=("refusalNotice",), takes="may", reasons={"": REFUSING}),
    Step("request", "destination", "relationship", _of("accepted"), "requested", _D, _O, begins=_O,
         papers=("contactLetter",), takes="may", starts=("letter",), ends=("letter",)),
    Step("reply", "origin", "relationship", _of("requested"), "", _O, _D, papers=("letterReply",), takes="may",
         outcomes={"accepted": "", "refused": "refused", "returned": "accepted", "deferred": "deferred",
                   "discontinued": "discontinued"},
         reasons={"refused": REFUSING, "returned": (*REFUSING, "R19"), "deferred": ("R17",),
                  "discontinued": ("R04", "R18", "R99")}),
    Step("resume", "origin", "relationship", _of("deferred"), "requested", _O, _D, papers=("letterReply",),
         takes="may"),
    Step("issue", "origin", "relationship", _of("requested"), "issued", _O, _D, early={"2021": _of("accepted")},
         papers=("informationForm",), takes="must", starts=("form",), ends=("form",)),
    Step("recall", "origin", "relationship", _of("issued"), "requested", _O, other=_of("none", "pending"),
         papers=("letterReply",), takes="may"),
    Step("recall", "origin", "relationship", _of("issued"), "requested", told_at=_D, other=_of("none", "pending"),
         papers=("letterReply",)),
    Step("recall", "origin", "relationship", _of("requested", "accepted"), "", told_at=_D, papers=("letterReply",)),
    Step("take-over", "destination", "relationship", _of("issued"), "continued", _D),
    Step("arrears", "origin", "relationship", RUNNING, "", _O, _D, papers=("arrearsNotice",), takes="must"),
    Step("settle", "origin", "relationship", _of("issued", "continued"), "", _O, _D, papers=("informationForm",),
         takes="may"),
    Step("settle", "origin", "relationship", BEFORE_ISSUE, "", _O, _D),
    Step("correct", "either", "relationship", _of("issued", "continued", "completed"), "", _BOTH, _BOTH,
         papers=("correctionLetter",), takes="must", pauses=True),
    Step("complete", "destination", "relationship", _of("continued"), "completed", _D, other=SETTLED,
         papers=("completionNotice", "transferConfirmation"), takes="may", ends=("completion", "total")),
    Step("complete", "destination", "relationship", _of("issued"), "completed", told_at=_O,
         papers=("completionNotice",), ends=("completion", "total")),
    Step("withdraw", "applicant", "relationship", BEFORE_ISSUE, "withdrawn", _BOTH, papers=("withdrawal",),
         takes="may", reasons={"": ("R18",)}),
    Step("decease", "either", "relationship", RUNNING, "discontinued", _BOTH, _BOTH, papers=("letterReply",),
         takes="may", reasons={"": ("R04",)}),
    Step("confirm", "either", "relationship", ANY, "", _BOTH, takes="may", needs_text=True),
    Step("remind", "either", "relationship", ANY, "", _BOTH, needs_text=True),
    # --- the money ---
    Step("notify", "origin-business", "funds", _of("pending", "returned"), "notified", _O, _D,
         papers=("fundNotice",), takes="may"),
    Step("notify", "origin-business", "funds", _of("notified", "received", "matched", "suspended"), "", told_at=_D,
         papers=("fundNotice",)),
    Step("pay", "origin-finance", "funds", _of("notified"), "paid", _O, ends=("funds-out",), needs_text=True),
    Step("receive", "destination-finance", "funds", _of("pending", "notified", "paid", "received", "returned"),
         "received", _D,
         papers=("fundReceipt",), takes="must", starts=("funds",)),
    Step("match", "destination", "funds", _of("received"), "matched", _D, starts=("match",)),
    Step("unmatch", "destination", "funds", _of("matched"), "received", _D),
    Step("credit", "destination-second", "funds", _of("matched"), "credited", _D, ends=("funds-in",),
         second=("match",)),
    Step("return", "destination", "funds", _of("notified", "paid", "received"), "returned", _D, _O,
         papers=("fundReturn",), takes="may", reasons={"": RETURNING}),
    Step("return", "destination", "funds", _of("credited", "paid-out"), "", _D, _O, papers=("fundReturn",),
         takes="may", reasons={"": RETURNING}),
    Step("return", "destination", "funds", _of("pending", "returned"), "returned", told_at=_O,
         papers=("fundReturn",)),
    Step("suspend", "destination", "funds", _of("received", "matched"), "suspended", _D,
         papers=("correctionLetter",), takes="may"),
    Step("release", "destination", "funds", _of("suspended"), "<", _D, undoes=("suspend",)),
    Step("payout", "origin", "funds", _of("pending", "returned"), "paid-out", _O, _D, papers=("accountPayout",),
         takes="may", reasons={"": ("R04", "R15", "R99")}, ends=("funds-out",)),
    Step("payout", "origin", "funds", _of("notified", "received", "suspended"), "", told_at=_D,
         papers=("accountPayout",)),
)  # fmt: skip

#: The verbs in the order of the table.
VERBS: tuple[str, ...] = tuple(dict.fromkeys(step.verb for step in STEPS))


def rows(verb: str) -> Iterator[Step]:
    """The rows of a verb."""
    return (step for step in STEPS if step.verb == verb)


def row(verb: str, side: Side, status: Mapping[Track, str], edition: str) -> Step | None:
    """The row by which a verb goes at a side from these statuses; None where it does not."""
    for step in rows(verb):
        if side in step.sides and status[step.track] in step.leaves(edition):
            return step
        if status["relationship"] == NEW and side in step.begins:
            return step
    return None


def money_held(step: Step, status: Mapping[Track, str], *, before_funds: bool) -> bool:
    """Whether the other track keeps a step from going; ``before_funds`` is the profile's ``credit_before_funds``."""
    if step.other is None or (before_funds and step.verb == "complete"):
        return False
    track: Track = "funds" if step.track == "relationship" else "relationship"
    return status[track] not in step.other


def is_open(side: Side, relationship: str, funds: str) -> bool:
    """Whether a record has not ended on both tracks."""
    settled = funds in SETTLED or (side == "origin" and funds == "paid")
    return relationship not in ENDED or not settled
