"""The record of a transfer at one side: what its events amount to. Pure: no files, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from validators.case import Case, Paper
from validators.profile import Profile
from ybzj_docs.transfer.events import BEIJING, Document
from ybzj_docs.transfer.ledger import Entry, Ledger, ledger
from ybzj_docs.transfer.states import NEW, Side, Track, is_open


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper on file; ``own`` is whether our agency made it, ``version`` the event that brought it."""

    tree: Document
    own: bool
    version: int

    @property
    def form(self) -> str:
        """Its document type."""
        return str(self.tree["documentType"])

    def is_of(self, document: Document) -> bool:
        """Whether it is this document as it came, but for the day on which we wrote that it came."""
        if "documentNumber" not in document:
            return False
        return dict(document) == self.tree or {**document, "receivedOn": self.tree.get("receivedOn")} == self.tree


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, by whom and when, with the statuses before and after it; ``papers`` are document numbers."""

    verb: str
    at: datetime
    actor: str
    own: bool
    before: Mapping[Track, str]
    after: Mapping[Track, str]
    papers: tuple[str, ...] = ()
    outcome: str | None = None
    reason: str | None = None
    text: str | None = None
    channel: str | None = None
    certificate: str | None = None

    @property
    def day(self) -> date:
        """Its day at +08:00."""
        return self.at.astimezone(BEIJING).date()


@dataclass(frozen=True)
class Record:
    """A transfer as one side's agency has it. ``person``, ``origin``, ``destination`` are groups as in documents.

    ``profile`` is the id of its regulation, ``rules`` what that says where it is a file of one's own.
    """

    agency: str = ""
    side: Side = "destination"
    profile: str = ""
    rules: Profile | None = None
    edition: str = ""
    application_number: str | None = None
    transfer_number: str | None = None
    person: Mapping[str, Any] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    destination: Mapping[str, Any] = field(default_factory=dict)
    origin_type: str = ""
    destination_type: str = ""
    relationship: str = NEW
    funds: str = "none"
    version: int = 0
    papers: tuple[Filed, ...] = ()
    acts: tuple[Act, ...] = ()
    numbers: frozenset[str] = frozenset()

    @property
    def status(self) -> dict[Track, str]:
        """The statuses of both tracks."""
        return {"relationship": self.relationship, "funds": self.funds}

    @property
    def open(self) -> bool:
        """Whether it has not ended on both tracks, or money is not where it ought to be."""
        return is_open(self.side, self.relationship, self.funds) or not self.ledger.level

    @property
    def number(self) -> str:
        """The number by which it goes: the transferNumber, before acceptance the applicationNumber."""
        return self.transfer_number or self.application_number or min(self.numbers, default="")

    @property
    def other(self) -> Mapping[str, Any]:
        """The agency at the other side."""
        return self.destination if self.side == "origin" else self.origin

    @property
    def own(self) -> Mapping[str, Any]:
        """Our agency, as documents name it."""
        return self.origin if self.side == "origin" else self.destination

    @cached_property
    def case(self) -> Case:
        """Its papers as rules see them, but for forms that were recalled."""
        return Case(Paper(index, filed.tree) for index, filed in enumerate(self.papers) if self.stands(filed))

    def stands(self, filed: Filed) -> bool:
        """Whether a paper counts: an information form that was recalled since does not."""
        return filed.form != "informationForm" or filed.version > self.recalled

    @cached_property
    def recalled(self) -> int:
        """The version at which the form was last recalled, 0 where it never was."""
        return max((version for version, act in enumerate(self.acts, 1) if act.verb == "recall"), default=0)

    def newest(self, *forms: str) -> Document | None:
        """The paper of these types that was filed last; None where there is none."""
        return next((filed.tree for filed in reversed(self.papers) if filed.form in forms), None)

    def all(self, form: str) -> list[Document]:
        """The papers of a type, in the order in which they were filed."""
        return [filed.tree for filed in self.papers if filed.form == form]

    def last(self, *verbs: str) -> Act | None:
        """The last time that one of these was done."""
        return next((act for act in reversed(self.acts) if act.verb in verbs), None)

    def told_before(self, verb: str, documents: Sequence[Document]) -> bool:
        """Whether these papers came in before, every one as it is, by this verb: then nothing new is told."""
        told = [filed for filed in self.papers if not filed.own and self._by(filed, verb) and self.stands(filed)]
        return bool(documents) and all(any(filed.is_of(one) for filed in told) for one in documents)

    def _by(self, filed: Filed, verb: str) -> bool:
        """Whether a paper was brought by this verb; a correction brings what any verb may have brought."""
        return verb == "correct" or self.acts[filed.version - 1].verb == verb

    @cached_property
    def ledger(self) -> Ledger:
        """The money, as the papers on file say."""
        filed: dict[int, list[Document]] = {}
        for one in self.papers:
            filed.setdefault(one.version, []).append(one.tree)
        steps = (
            Entry(act.verb, act.before["funds"], tuple(filed.get(version, ())))
            for version, act in enumerate(self.acts, 1)
        )
        return ledger(self.side, steps, self.numbers)
