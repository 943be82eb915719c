"""Every verb of a transfer: what comes in and what is made is checked with the event applied, and written or not at all.

A verb is one transaction. It finds the record, asks the table and the guards, makes the papers, records the event and
brings registers and read models up to it, and then has every rule look at the papers; where one refuses, nothing of it
remains, not even a number.
"""

from dataclasses import dataclass, replace

from validators.profile import Profile
from ybzj_docs.checking.options import Options
from ybzj_docs.registers import Draft, Store, Writing, agencies
from ybzj_docs.transfer import evidence, read_models
from ybzj_docs.transfer.decision import Decision
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import SCHEMA, Document, Said, written
from ybzj_docs.transfer.examine import examined, refuse_unsound
from ybzj_docs.transfer.fold import after
from ybzj_docs.transfer.house import account_of, house
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import Told, by_rules, stale
from ybzj_docs.transfer.remembering import Remembering
from ybzj_docs.transfer.sides import begun, located


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
        ybzj_docs.registers.Refused: it must not happen, or the record has another version than ``brought.expected``;
            nothing was written.
        WrongUse: the verb lacks a document, an outcome, a reason or words.
        ybzj_docs.catalog.UnknownName, ValueError: the desk's profile.
    """
    with store.writing() as tx:
        return perform_in(tx, desk, verb, target, brought)


def perform_in(tx: Writing, desk: Desk, verb: str, target: str | None, brought: Brought) -> Done:
    """As :func:`perform`, in a transaction that is under way."""
    refuse_unsound(brought.documents, drafts=True)
    own = house(tx, desk.agency, desk.day)
    if own is None:
        raise agencies.unknown(desk.agency)
    key, record = located(tx, desk, own, verb, target, brought)
    if brought.expected not in (None, record.version):
        raise stale(record.number, record.version)
    if record.told_before(verb, brought.documents):
        return Done(key, record, read_models.profile_of(record), (), ())
    if record.version == 0:
        record = begun(desk, own, verb, brought)
    if verb == "notify":
        own = replace(own, payee=account_of(tx, record.other, desk.day))
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
        decided = Decision(
            self.desk, self.house, self.record, self.profile, self.verb, self.brought, self._number
        ).decide()
        step, said = decided.step, decided.said
        if decided.own:
            evidence.earlier_transfer(self.tx, self.record, step, said.outcome)
        refuse_unsound(said.documents)
        evidence.new_money(self.tx, step, said.documents)
        said = replace(said, certificate=evidence.certificate_of(self.tx, self.record, said.documents, step))
        record = self._recorded(said)
        evidence.certificate_follows(self.tx, self.desk.hand, record, step)
        remarks = self._checked(record)
        made = tuple(one for one in said.documents if decided.own and one not in self.brought.documents)
        return Done(self.key, record, self.profile, made, remarks)

    def _number(self, letters: str) -> str:
        """The next number that no paper on file bears: some come with a number of ours."""
        while True:
            number = self.tx.next_number(letters, self.house.agency["regionCode"], self.desk.day)
            if read_models.find(self.tx, None, [number]) is None:
                return number

    def _recorded(self, said: Said) -> Record:
        """The record after the event, which is written with its read models."""
        draft = Draft(
            self.verb, written(said), said.at, said.actor, self.desk.hand.reason or said.reason, said.channel, SCHEMA
        )
        self.tx.append(read_models.PREFIX + self.key, self.record.version, draft)
        record = after(self.record, said)
        before = self.record if self.record.version else Record()
        read_models.project(self.tx, self.key, before, record)
        return record

    def _checked(self, record: Record) -> tuple[Told, ...]:
        """What rules remark on the new papers; an error refuses."""
        registers = Remembering(self.tx, self.desk.agency)
        options = Options(self.desk.day, self.profile, registers=registers)
        told = examined(record, options.context(self.profile))
        errors = [one for one in told if one.severity == "error"]
        if errors:
            raise by_rules(errors)
        return tuple(told)
