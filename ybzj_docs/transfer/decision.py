"""What a verb amounts to: the event with its papers, or a refusal. Pure, but for the numbers that it is given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from validators.profile import Profile
from validators.workdays import UnknownYear
from ybzj_docs import catalog, knowledge
from ybzj_docs.transfer import clocks, guards, papers, sums
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import Document, Said
from ybzj_docs.transfer.guards import Asked, WrongUse
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.sides import brought_by_other
from ybzj_docs.transfer.states import Step
from ybzj_docs.transfer.words import code_words

#: Papers that applicants write; they are kept as they come.
_APPLICANTS = ("application", "withdrawal")
#: Papers that may come along with a step's own.
_BESIDE = {
    "apply": ("certificate", "precheck"),
    "resupply": ("certificate",),
    "request": ("application", "certificate", "acceptanceNotice"),
    "issue": ("certificate",),
    "complete": ("transferConfirmation",),
}
#: Outcomes that need not be said.
_OUTCOMES = {"resume": "accepted", "recall": "accepted", "decease": "discontinued"}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row of the table, whether our own agency acts by it, and what the event says."""

    step: Step
    own: bool
    said: Said


@dataclass(frozen=True, slots=True)
class Decision:
    """A verb on a record; ``numbers`` gives the next number of a kind of paper, by its letters."""

    desk: Desk
    house: House
    record: Record
    profile: Profile
    verb: str
    brought: Brought
    numbers: Callable[[str], str]

    def decide(self) -> Decided:
        """What the verb amounts to.

        Raises:
            ybzj_docs.registers.Refused: it must not happen.
            WrongUse: it lacks a document, an outcome, a reason or words.
        """
        asked = Asked(self.record, self.verb, self.desk.hand.actor, self.brought, self.profile)
        step = guards.step_of(asked)
        own = self._own(step)
        if not own and not self.brought.documents:
            raise WrongUse(
                "这一步由对方办理，请用 --document 登记收到的单据",
                "the other side does it: give its paper by --document",
            )
        guards.judge(asked, step, own)
        outcome = self._outcome(step)
        reason = guards.reason_of(asked, step, outcome) if own else guards.told_reason(self.brought)
        brought = replace(self.brought, outcome=outcome, reason=reason)
        documents = self._documents(step, own, brought)
        guards.not_recalled(self.record, step, documents)
        sums.bear_out(self.record, step.verb, documents)
        return Decided(step, own, self._said(own, brought, documents))

    def _own(self, step: Step) -> bool:
        """Whether our own agency acts: it alone may, or what was brought is not the other's paper."""
        if self.record.side not in step.told_at:
            return True
        if self.record.side not in step.made_at:
            return False
        return not brought_by_other(self.record, self.house, self.brought)

    def _outcome(self, step: Step) -> str | None:
        """The outcome of a reply, as given and as the paper says."""
        fixed = _OUTCOMES.get(step.verb)
        if not (step.outcomes or fixed):
            return None
        told = (one.get("outcome") for one in self.brought.documents)
        outcome = guards.agreed("--outcome", self.brought.outcome, *told, fixed)
        if step.outcomes and outcome not in step.outcomes:
            known = "、".join(code_words("--outcome", one) for one in step.outcomes)
            raise WrongUse(f"--outcome 应为{known}之一", f"--outcome is one of {', '.join(step.outcomes)}")
        return outcome

    def _documents(self, step: Step, own: bool, brought: Brought) -> tuple[Document, ...]:
        """The papers of the event: those made here, or those that came in."""
        self._expected(step, brought)
        if not own:
            return brought.documents
        if step.verb == "correct":
            guards.own_papers(self.record, brought.documents)
        elif step.track == "funds":
            guards.more_money(brought.documents)
        work = papers.Work(self.record, self.desk, self.house, brought, self.profile, self.numbers, self._due(step))
        if step.verb == "resupply":
            asked = brought.of("application") or self.record.newest("application")  # need not have changed
            again = (papers.resupplied(asked, work),) if asked else ()
            return (*again, *(one for one in brought.documents if one["documentType"] != "application"))
        forms = self._forms(step)
        if step.takes == "must" and brought.of(*forms) is None and not _enough(step, brought):
            raise WrongUse(
                f"缺少 --document（{'、'.join(_titles(forms))}）", f"missing --document: {', '.join(forms)}"
            )
        made = [self._paper(form, work, step) for form in forms]
        return (*made, *(one for one in brought.documents if one["documentType"] not in forms))

    def _paper(self, form: str, work: papers.Work, step: Step) -> Document:
        brought = work.brought.of(form)
        if form in _APPLICANTS:
            return papers.applicants(brought or {"documentType": form}, work)
        again = brought is not None and form != "correctionLetter" and step.verb in ("correct", "settle")
        return papers.renewed(brought, work) if again and brought else papers.make(form, work)

    def _forms(self, step: Step) -> tuple[str, ...]:
        """The types of the papers that the step makes now."""
        if step.verb == "correct":
            return (self.brought.documents[0]["documentType"],) if self.brought.documents else step.papers
        if step.verb == "settle":
            return step.papers if self.brought.of(*step.papers) else ()
        if step.verb == "decease":
            asked = self.record.side == "origin" and self.record.newest("contactLetter") is not None
            return step.papers if asked else ()
        if step.verb == "confirm":
            return ()
        return step.papers

    def _expected(self, step: Step, brought: Brought) -> None:
        """Refuse papers that are of another kind than the step's, beside those that go with an application."""
        kinds = {*step.papers, *_BESIDE.get(step.verb, ())}
        if step.verb == "correct":
            kinds |= {filed.form for filed in self.record.papers}
        for one in brought.documents if step.verb != "confirm" else ():
            if one["documentType"] not in kinds:
                title = catalog.form(one["documentType"]).title
                raise refused(
                    f"此步骤不收“{title}”，应为 {'、'.join(_titles(step.papers)) or '无单据'}",
                    f"{one['documentType']}: this step takes {', '.join(step.papers) or 'no document'}",
                    "R99",
                    "ST-05",
                )

    def _due(self, step: Step) -> date | None:
        """The day that an acceptance promises."""
        if step.verb != "accept":
            return None
        try:
            return clocks.ends_on(
                self.profile, knowledge.calendar(), self.desk.day, "acceptance", "registration", "letter"
            )
        except UnknownYear as error:
            if self.brought.of("acceptanceNotice"):
                return None
            raise refused(
                f"没有 {error.year} 年的工作日历，不能推算办结日期；请先更新日历",
                f"no working days are known for {error.year}: bring the calendar up to date first",
                "R99",
                "TM-03",
            ) from error

    def _said(self, own: bool, brought: Brought, documents: tuple[Document, ...]) -> Said:
        first = self.record.version == 0
        hand = self.desk.hand
        return Said(
            verb=self.verb,
            at=hand.at,
            actor=hand.actor,
            own=own,
            documents=documents,
            outcome=brought.outcome,
            reason=brought.reason,
            text=brought.text,
            channel=hand.channel,
            agency=self.record.agency if first else None,
            side=self.record.side if first else None,
            profile=self.record.profile if first else None,
            rules=self.record.rules if first else None,
        )


def _enough(step: Step, brought: Brought) -> bool:
    """Whether words alone make the paper: what is missing is named by its title."""
    return step.verb == "supplement" and bool(brought.text)


def _titles(forms: tuple[str, ...]) -> list[str]:
    return [catalog.form(form).title for form in forms]
