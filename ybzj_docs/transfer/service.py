"""Every verb of a transfer: what comes in and what is made is checked with the event applied, and written or not at all.

A verb is one transaction. It finds the record, asks the table and the guards, makes the papers, records the event and
brings registers and read models up to it, and then has every rule look at the papers; where one refuses, nothing of it
remains, not even a number.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from validators.profile import Profile
from validators.workdays import UnknownYear
from ybzj_docs import catalog, knowledge
from ybzj_docs.checking.options import Options
from ybzj_docs.registers import Draft, Store, Writing, agencies
from ybzj_docs.registers.stored import StoreRegisters
from ybzj_docs.transfer import clocks, evidence, guards, papers, read_models
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import SCHEMA, Document, Said, written
from ybzj_docs.transfer.examine import examined
from ybzj_docs.transfer.fold import after
from ybzj_docs.transfer.guards import Asked, WrongUse
from ybzj_docs.transfer.house import house
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import Told, by_rules, refused
from ybzj_docs.transfer.sides import begun, brought_by_other, located
from ybzj_docs.transfer.states import Side, Step

#: Papers that applicants write; they are kept as they come.
_APPLICANTS = ("application", "withdrawal")


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb has done: the record after it, the papers made, and what rules remarked on them."""

    key: str
    record: Record
    profile: Profile
    made: tuple[Document, ...]
    remarks: tuple[Told, ...]


def perform(store: Store, desk: Desk, verb: str, target: str | None, brought: Brought) -> Done:
    """Do ``verb`` for the transfer that goes by ``target``, or that the documents name.

    Raises:
        ybzj_docs.registers.Refused: it must not happen; nothing was written.
        ybzj_docs.registers.Stale: the record has another version than ``brought.expected``.
        WrongUse: the verb lacks a document, an outcome, a reason or words.
        ybzj_docs.catalog.UnknownName, ValueError: the desk's profile.
    """
    with store.writing() as tx:
        return perform_in(tx, desk, verb, target, brought)


def perform_in(tx: Writing, desk: Desk, verb: str, target: str | None, brought: Brought) -> Done:
    """As :func:`perform`, in a transaction that is under way."""
    own = house(tx, desk.agency, desk.day)
    if own is None:
        raise agencies.unknown(desk.agency)
    key, record = located(tx, desk, own, verb, target, brought)
    if record.version == 0:
        record = begun(desk, own, verb, brought)
    work = _Work(tx, desk, own, key, record, read_models.profile_of(record), verb, brought)
    done = work.run()
    if verb == "apply" and done.record.side == "destination" and done.profile.value("automatic"):
        return _by_itself(tx, desk, own, done)
    return done


def _by_itself(tx: Writing, desk: Desk, own: House, done: Done) -> Done:
    """Registration starts the transfer, with no review by persons (湘医保办发〔2025〕12号)."""
    work = _Work(tx, desk, own, done.key, done.record, done.profile, "accept", Brought())
    then = work.run()
    return replace(then, made=(*done.made, *then.made), remarks=(*done.remarks, *then.remarks))


@dataclass(frozen=True, slots=True)
class _Work:
    """One verb on one record."""

    tx: Writing
    desk: Desk
    house: House
    key: str
    record: Record
    profile: Profile
    verb: str
    brought: Brought

    def run(self) -> Done:
        """Everything that the verb does."""
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
        if own:
            evidence.earlier_transfer(self.tx, self.record, step, outcome)
        reason = guards.reason_of(asked, step, outcome) if own else _told(self.brought, "reasonCode")
        brought = replace(self.brought, outcome=outcome, reason=reason)
        documents = self._documents(step, own, brought)
        certificate = evidence.certificate_of(self.tx, self.record, self.brought, step)
        said = self._said(own, brought, documents, certificate)
        record = self._recorded(said)
        evidence.certificate_follows(self.tx, self.desk.hand, record, step)
        remarks = self._checked(record)
        made = documents if own and step.verb not in ("apply", "resupply", "withdraw") else ()
        return Done(self.key, record, self.profile, made, remarks)

    def _own(self, step: Step) -> bool:
        """Whether our own agency acts: it alone may, or what was brought is not the other's paper."""
        if self.record.side not in step.told_at:
            return True
        if self.record.side not in step.made_at:
            return False
        return not brought_by_other(self.record, self.house, self.brought)

    def _outcome(self, step: Step) -> str | None:
        """The outcome of a reply, as given or as the paper says."""
        fixed = {"resume": "accepted", "recall": "accepted", "decease": "discontinued"}.get(step.verb)
        outcome = self.brought.outcome or _told(self.brought, "outcome") or fixed
        if step.outcomes and outcome not in step.outcomes:
            known = "、".join(step.outcomes)
            raise WrongUse(f"--outcome 应为 {known} 之一", f"--outcome is one of {', '.join(step.outcomes)}")
        return outcome if step.outcomes or fixed else None

    def _documents(self, step: Step, own: bool, brought: Brought) -> tuple[Document, ...]:
        """The papers of the event: those made here, or those that came in."""
        self._expected(step, brought)
        if not own:
            return brought.documents
        work = papers.Work(self.record, self.desk, self.house, brought, self.profile, self._number, self._due(step))
        if step.verb == "resupply":
            return tuple(
                papers.resupplied(one, work) if one["documentType"] == "application" else one
                for one in brought.documents
            )
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
        kinds = {*step.papers, *evidence.BESIDE.get(step.verb, ())}
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

    def _number(self, letters: str) -> str:
        return self.tx.next_number(letters, self.house.agency["regionCode"], self.desk.day)

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

    def _said(self, own: bool, brought: Brought, documents: tuple[Document, ...], certificate: str | None) -> Said:
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
            certificate=certificate,
        )

    def _recorded(self, said: Said) -> Record:
        """The record after the event, which is written with its read models."""
        expected = self.record.version if self.brought.expected is None else self.brought.expected
        draft = Draft(
            self.verb, written(said), said.at, said.actor, self.desk.hand.reason or said.reason, said.channel, SCHEMA
        )
        self.tx.append(read_models.PREFIX + self.key, expected, draft)
        record = after(self.record, said)
        read_models.project(self.tx, self.key, record)
        return record

    def _checked(self, record: Record) -> tuple[Told, ...]:
        """What rules remark on the new papers; an error refuses."""
        registers = StoreRegisters(self.tx, self.desk.agency)
        options = Options(self.desk.day, self.profile, registers=registers)
        told = examined(record, options.context(self.profile))
        errors = [one for one in told if one.severity == "error"]
        if errors:
            raise by_rules(errors)
        return tuple(told)


def _told(brought: Brought, member: str) -> str | None:
    return next((str(one[member]) for one in brought.documents if member in one), None)


def _enough(step: Step, brought: Brought) -> bool:
    """Whether words alone make the paper: what is missing is named by its title."""
    return step.verb == "supplement" and bool(brought.text)


def _titles(forms: tuple[str, ...]) -> list[str]:
    return [catalog.form(form).title for form in forms]


#: A verb as a function of the store, for those who call it from Python.
Verb = Callable[[Store, Desk, str | None, Brought], Done]


def verb(name: str) -> Verb:
    """The function that does ``name``."""
    return partial(_verb, name)


def _verb(name: str, store: Store, desk: Desk, target: str | None, brought: Brought) -> Done:
    return perform(store, desk, name, target, brought)


__all__ = ["Done", "Side", "Verb", "perform", "perform_in", "verb"]
