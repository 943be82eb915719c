"""Where results go while a check runs: sinks, and the listing that decides what of a result a report lists."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from ybzj_docs.checking.result import CaseResult, DocumentResult, Summary
from ybzj_docs.checking.wording import Lang

#: Up to so many documents a report lists every one, beyond them only those of which there is something to say.
LIST_ALL_UP_TO = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """What is known before the first document: the tool, the profile asked for (None = by edition), day and rules.

    ``list_all`` says that clean documents are wanted by name, also where a format would leave them out.
    """

    version: str
    profile: str | None
    as_of: date
    rules_hash: str
    lang: Lang = "zh"
    list_all: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """What is known after the last document. ``interrupted`` says that there were more."""

    summary: Summary
    interrupted: bool = False


class Sink(Protocol):
    """Takes the results that a report lists, one by one in the order of the input, and then the rest."""

    def document(self, result: DocumentResult) -> None:
        """List ``result``."""

    def case(self, told: CaseResult) -> None:
        """Tell of a case; its documents may come before it or after it."""

    def end(self, tail: Tail) -> None:
        """Finish the report."""


@dataclass(slots=True)
class Listing:
    """Counts every result and hands on to ``sink`` what the report lists.

    Listed are documents of which there is something to say; with ``list_all``, and where there are no more than
    ``LIST_ALL_UP_TO``, every one. ``max_findings`` caps the findings listed in all, ``max_per_rule`` those of one
    rule; counts and verdicts stay true.
    """

    sink: Sink
    list_all: bool = False
    max_findings: int | None = None
    max_per_rule: int | None = None
    summary: Summary = field(default_factory=Summary)
    _held: list[DocumentResult] = field(default_factory=list)
    _listed: dict[str, int] = field(default_factory=dict)
    _room: int | None = None

    def __post_init__(self) -> None:
        """The cap is used up finding by finding."""
        self._room = self.max_findings

    def add(self, result: DocumentResult) -> None:
        """Count ``result`` and list it, now or, while it is not yet known whether all are listed, later."""
        self.summary.add(result)
        capped = self._capped(result)
        if self.list_all:
            self.sink.document(capped)
        elif self.summary.documents <= LIST_ALL_UP_TO:
            self._held.append(capped)
        else:
            self._release(all_of_them=False)
            if _says_something(result):
                self.sink.document(capped)

    def case(self, told: CaseResult) -> None:
        """Hand on what is told of a case."""
        self.sink.case(told)

    def end(self, *, interrupted: bool = False) -> None:
        """List what is still held, and finish the report."""
        self._release(all_of_them=True)
        self.sink.end(Tail(self.summary, interrupted))

    def state(self) -> dict[str, Any]:
        """What it has counted and holds, as data; :meth:`restore` takes it."""
        summary = self.summary
        counts = {"verdicts": summary.verdicts, "severities": summary.severities, "by_rule": summary.by_rule}
        caps = {"truncated": summary.truncated, "listed": self._listed, "room": self._room}
        return {**counts, **caps, "held": self._held}

    def restore(self, told: Mapping[str, Any]) -> None:
        """Be as another listing was when it told its state; its sink has been given what that other's was given."""
        verdicts, severities, rules = (Counter(told[name]) for name in ("verdicts", "severities", "by_rule"))
        self.summary = Summary(verdicts, severities, rules, told["truncated"])
        self._listed, self._room, self._held = dict(told["listed"]), told["room"], list(told["held"])

    def _release(self, *, all_of_them: bool) -> None:
        for held in self._held:
            if all_of_them or _says_something(held):
                self.sink.document(held)
        self._held.clear()

    def _capped(self, result: DocumentResult) -> DocumentResult:
        if self.max_findings is None and self.max_per_rule is None:
            return result
        kept = tuple(finding for finding in result.findings if self._fits(finding.rule))
        if len(kept) == len(result.findings):
            return result
        self.summary.truncated = True
        return dataclasses.replace(result, findings=kept)

    def _fits(self, rule: str) -> bool:
        listed = self._listed.get(rule, 0)
        if self._room == 0 or listed == self.max_per_rule:
            return False
        self._listed[rule] = listed + 1
        self._room = None if self._room is None else self._room - 1
        return True


def _says_something(result: DocumentResult) -> bool:
    return result.verdict != "valid" or bool(result.findings)


@dataclass(slots=True)
class Collected:
    """A sink that keeps everything, for the Python API."""

    documents: list[DocumentResult] = field(default_factory=list)
    cases: list[CaseResult] = field(default_factory=list)
    tail: Tail | None = None

    def document(self, result: DocumentResult) -> None:
        """Keep ``result``."""
        self.documents.append(result)

    def case(self, told: CaseResult) -> None:
        """Keep ``told``."""
        self.cases.append(told)

    def end(self, tail: Tail) -> None:
        """Keep ``tail``."""
        self.tail = tail
