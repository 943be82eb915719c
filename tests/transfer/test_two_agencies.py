"""Two agencies, each with a store, and the mail between them: late, out of order, twice. No paper counts twice, nothing
half is written, no status comes out of nowhere, and no money is made or lost, as a plain model of the banks has it.

``YBZJ_MODEL_RUNS=2000 pytest tests/transfer/test_two_agencies.py`` runs it longer.
"""

import os
import shutil
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import event

from tests.transfer.bank import Bank
from tests.transfer.offices import DESTINATION, ORIGIN, example
from tests.transfer.test_roads import accepted
from validators import money
from ybzj_docs import resources
from ybzj_docs.registers import Hand, Refused, agencies, agency_table, open_store, rebuild, verify
from ybzj_docs.transfer import read_models, service, states
from ybzj_docs.transfer.desk import Brought, Desk
from ybzj_docs.transfer.guards import WrongUse, allowed
from ybzj_docs.transfer.record import Record

__all__ = ["accepted"]

RUNS = int(os.environ.get("YBZJ_MODEL_RUNS", "12"))
START = datetime(2026, 10, 12, 9, tzinfo=timezone(timedelta(hours=8)))
CODES = {"origin": ORIGIN, "destination": DESTINATION}
OTHER = {"origin": "destination", "destination": "origin"}
FORM = example("informationForm", "inReplyTo", "receivedOn", "account", "signature", "remarks")
APPLICATION = example("application", "agency", "signature", "certificateNumber", "agent", applicantKind="insured")
LETTER = {"documentType": "correctionLetter", "items": [{"pointer": "/remarks", "was": "a", "shouldBe": "b"}]}
DRAFTS = {
    "precheck": {"documentType": "precheck"},
    "supplement": {"documentType": "supplementNotice", "items": [{"title": "委托书"}], "dueOn": "2026-11-30"},
    "arrears": {"documentType": "arrearsNotice", "items": [{"from": "2020-01", "to": "2020-02", "amount": "1.00"}]},
}
REASONS = {
    **{"refuse": "R10", "return": "R19", "payout": "R15"},
    **{"refused": "R10", "returned": "R19", "deferred": "R17", "discontinued": "R04"},
}
#: Papers of money of which a draft may name another sum.
SUMS = {
    "notify": {"documentType": "fundNotice"},
    "payout": {"documentType": "accountPayout", "payee": APPLICATION["personalBankAccount"]},
    "return": {"documentType": "fundReturn"},
}
#: Sums that no form says: a receipt of such a sum is never matched.
NOBODYS = (0, 999999)
ENDING = ("withdraw", "decease", "refuse", "confirm", "remind")
#: By which verb the other side records what a verb made; elsewhere by the same.
TOLD_BY = {"suspend": "correct", "withdraw": None, "resupply": None}
#: Where a relation may go from each status.
MOVES = {
    "": {"applied", "requested"},
    "applied": {"supplementing", "accepted", "refused", "withdrawn", "discontinued"},
    "supplementing": {"applied", "accepted", "refused", "withdrawn", "discontinued"},
    "accepted": {"supplementing", "requested", "issued", "withdrawn", "discontinued"},
    "requested": {"accepted", "refused", "deferred", "issued", "withdrawn", "discontinued"},
    "deferred": {"requested", "withdrawn", "discontinued"},
    "issued": {"requested", "continued", "completed", "discontinued"},
    "continued": {"completed", "discontinued"},
}
#: The main road; a word in brackets is what the other side's mail brings.
ROAD = (
    *("destination apply", "destination accept", "destination request", "origin (request)", "origin reply"),
    *("destination (reply)", "origin issue", "destination (issue)", "origin notify", "origin pay", "bank"),
    *("destination take-over", "destination receive", "destination match", "destination credit"),
    *("destination complete", "origin (complete)"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A store with the agency register and nothing else."""
    place = tmp_path_factory.mktemp("empty") / "store.db"
    store = open_store(str(place))
    with store.writing() as tx:
        for row in agency_table.read_table(resources.path("samples/platform-export/agencies.csv").read_bytes()):
            agencies.enter(tx, row.record, Hand("甲", START))
    store.close()
    return place


class Agency:
    """An agency at work: its store, what it has in the mail, and the record that it dealt with last."""

    def __init__(self, side, place):
        self.side, self.store = side, open_store(str(place))
        event.listen(self.store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        self.store.engine.dispose()
        self.mail, self.come, self.recorded = [], [], []
        self.key, self.record = None, Record()

    def position(self):
        """How many events there are."""
        with self.store.reading() as tx:
            return tx.head()[0]

    def look(self, key):
        """The record of a key, as the store has it."""
        with self.store.reading() as tx:
            self.key, self.record = key, read_models.load(tx, key)
        return self.record


class TwoAgencies(RuleBasedStateMachine):
    """What two agencies and their banks do in any order."""

    empty: Path

    @initialize(
        edition=st.sampled_from(["2010", "2016", "2017", "2021", "2021"]),
        cents=st.sampled_from([70475, 140950]),
        disposition=st.sampled_from(["transfer"] * 4 + ["paid-out", "none"]),
        length=st.sampled_from([0, 1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 14, 15, 16, 17]),
    )
    def begin(self, edition, cents, disposition, length):
        """Go some way along the main road."""
        self.folder = tempfile.TemporaryDirectory(prefix="ybzj-model-")
        self.edition, self.at, self.bank = edition, START, Bank()
        self.agencies = {}
        for side in CODES:
            place = Path(self.folder.name, f"{side}.db")
            shutil.copy(self.empty, place)
            self.agencies[side] = Agency(side, place)
        self.matched_by, self.most = None, 0
        for words in ROAD[:length] if disposition == "transfer" else ROAD[: min(length, 8)]:
            self.walk(*words.split(), cents, disposition)

    def walk(self, side, verb="", cents=0, disposition=""):
        """One step of the main road, which nothing keeps from going."""
        if side == "bank":
            self.bank.arrive("B0")
        elif verb.startswith("("):
            assert self.bring(self.agencies[side], self.agencies[side].mail[-1]), verb
        else:
            actor = "乙" if verb == "credit" else "甲"
            assert self.act(self.agencies[side], verb, actor, "accepted", cents, disposition), (side, verb)

    @rule(
        data=st.data(),
        side=st.sampled_from(tuple(CODES)),
        mostly=st.sampled_from([True, True, True, True, False]),
        actor=st.sampled_from("甲乙"),
        outcome=st.sampled_from(["accepted"] * 4 + ["returned", "deferred", "refused", "discontinued"]),
        cents=st.sampled_from([1, 70475, 140950, 140950]),
        disposition=st.sampled_from(["transfer"] * 4 + ["paid-out", "none"]),
        other_sum=st.sampled_from([None] * 4 + [*NOBODYS, 1, 140950]),
        calm=st.sampled_from([True] * 5 + [False]),
        late=st.sampled_from([0] * 7 + [1, 2]),
    )
    def step(self, data, side, mostly, actor, outcome, cents, disposition, other_sum, calm, late):
        """One agency does something: seldom what ends it all, what cannot go, or on what was read some versions ago."""
        agency = self.agencies[side]
        verbs = allowed(agency.record, read_models.profile_of(agency.record)) if mostly else states.VERBS
        verbs = [verb for verb in verbs if verb not in ENDING] or verbs if calm else verbs
        verb = data.draw(st.sampled_from(verbs), label="verb")
        if 0 < late < agency.record.version:
            brought = Brought(text="说明", expected=agency.record.version - late)
            assert self.perform(agency, verb, agency.record.number, brought, actor) is None
        else:
            self.act(agency, verb, actor, outcome, cents, disposition, other_sum)

    @precondition(lambda self: any(agency.mail for agency in self.agencies.values()))
    @rule(data=st.data(), late=st.sampled_from([False, False, True]))
    def mail_comes(self, data, late):
        """A paper comes: one that has not come yet, or any that was ever sent."""
        sent = [(agency, one) for agency in self.agencies.values() for one in agency.mail]
        new = [one for one in sent if one[1] not in one[0].come]
        agency, letter = data.draw(st.sampled_from(sent if late or not new else new), label="letter")
        self.bring(agency, letter)

    @precondition(lambda self: self.bank.on_the_way())
    @rule(data=st.data())
    def money_comes(self, data):
        """An entry comes to the destination's bank."""
        self.bank.arrive(data.draw(st.sampled_from(self.bank.on_the_way()), label="entry"))

    def act(self, agency, verb, actor, outcome, cents, disposition, other_sum=None):
        """An agency acts by itself, or is refused; whether it did."""
        documents = self.drafts(agency, verb, cents, disposition, other_sum)
        words = outcome if verb == "reply" else None
        brought = Brought(documents, words, REASONS.get(words or verb), "说明")
        done = self.perform(agency, verb, agency.record.number or None, brought, actor)
        if done is None:
            return False
        told = TOLD_BY.get(verb, verb)
        if done.made and told:
            self.agencies[OTHER[agency.side]].mail.append((told, done.made))
        self.money_moves(agency, verb, documents, done)
        if verb == "apply" and agency.side == "origin":  # the applicant hands it in at the other side too
            self.agencies[OTHER[agency.side]].mail.append((verb, documents))
        assert verb != "credit" or actor != self.matched_by
        self.matched_by = actor if verb == "match" else self.matched_by
        return True

    def drafts(self, agency, verb, cents, disposition, other_sum):
        """What one must bring to a verb; ``other_sum`` is a sum that nobody has told."""
        account = {"balance": money.text(cents), "disposition": disposition}
        if disposition == "transfer":
            account["amount"] = account["balance"]
        form = FORM | {"account": account}
        if verb == "receive":
            come, known = self.bank.come(), [one["bankReference"] for one in agency.record.all("fundReceipt")]
            reference = next((one for one in come if one not in known), next(iter(come), None))
            amount = money.text(other_sum if other_sum in NOBODYS else come.get(reference, 0))
            return (
                ({"documentType": "fundReceipt", "bankReference": reference, "amount": amount},) if reference else ()
            )
        if verb in SUMS:
            return (SUMS[verb] | ({} if other_sum is None else {"amount": money.text(other_sum)}),)
        made = {**DRAFTS, "apply": APPLICATION | {"edition": self.edition}, "issue": form, "correct": form}
        made["resupply"] = made["apply"]
        if agency.side == "destination":
            made["correct"] = LETTER | {
                "concerns": (agency.record.newest("informationForm") or {}).get("documentNumber")
            }
        return (made[verb],) if verb in made else ()

    def money_moves(self, agency, verb, documents, done):
        """What people at the counters do with money when their papers are made."""
        record, papers = done.record, {one["documentType"]: one for one in done.made}
        if verb in ("issue", "correct") and "informationForm" in papers:
            self.most = max(self.most, money.cents(papers["informationForm"]["account"]["balance"]))
        elif verb == "pay":
            notice = record.newest("fundNotice")
            self.bank.pay(notice["documentNumber"], money.cents(notice["amount"]))
        elif verb == "return":
            self.returns(agency, papers["fundReturn"])
        elif verb == "credit":
            self.bank.move(self.bank.held["destination"], "destination", "person")
            form = record.newest("informationForm")["account"]
            assert money.text(self.bank.held["person"]) == form.get("amount", form["balance"])
        elif verb == "payout":
            self.bank.move(money.cents(papers["accountPayout"]["amount"]), "origin", "paid out")

    def returns(self, agency, paper):
        """What has come goes back; what is on its way will, where it is the notice that is sent back."""
        concerns, cents = paper["concerns"], money.cents(paper["amount"])
        if agency.record.all("fundReceipt"):
            self.bank.send_back(concerns, cents)
            return
        self.bank.sent_back.add(concerns)
        for reference in self.bank.there:
            if self.bank.entries[reference][0] == concerns:
                self.bank.send_back(concerns, self.bank.entries[reference][1])

    def bring(self, agency, letter):
        """A paper comes to an agency, which records it or sends it away; again it changes nothing. Whether it did."""
        verb, papers = letter
        before, again = agency.position(), letter in agency.recorded
        agency.come.append(letter)
        done = self.perform(agency, verb, None, Brought(papers), "甲")
        if again and verb != "apply":  # after a refusal the applicant may hand in the same application
            assert agency.position() == before, (agency.side, verb)
        elif done is not None:
            agency.recorded.append(letter)
        return done is not None

    def perform(self, agency, verb, target, brought, actor):
        """Do a verb, look at what came of it, and at what did not where it was refused."""
        self.at += timedelta(minutes=1)
        before, record = agency.position(), agency.record
        try:
            done = service.perform(
                agency.store, Desk(CODES[agency.side], Hand(actor, self.at)), verb, target, brought
            )
        except (Refused, WrongUse):
            assert agency.position() == before, (agency.side, verb)
            return None
        same = done.key == agency.key
        assert agency.look(done.key) == done.record
        self.is_right(agency, verb, record if same else Record())
        return done

    def is_right(self, agency, verb, before):
        """No status that the contract does not know from there, no money too much anywhere."""
        now, bank = agency.record, self.bank.held
        moved = now.relationship != before.relationship
        assert not moved or now.relationship in MOVES.get(before.relationship, ()), (verb, before.relationship)
        assert now.funds in states.MONEY
        if now.relationship in states.BEFORE_ISSUE | {"refused", "withdrawn"}:
            assert now.funds == "none"
        if verb == "complete" and agency.side == "destination" and self.edition != "2021":
            assert now.funds in states.SETTLED
        assert bank["person"] + bank["paid out"] <= self.most
        assert self.bank.gone == bank["way"] + bank["destination"] + bank["person"] + bank["paid out"]

    def teardown(self):
        """What is stored is whole, and makes the same tables again."""
        for agency in getattr(self, "agencies", {}).values():
            with agency.store.writing() as tx:
                assert verify(tx).faults == ()
                assert rebuild(tx, [read_models.TRANSFER_TABLES]) == []
            agency.store.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()


def test_whatever_two_agencies_do(empty):
    machine = type("Machine", (TwoAgencies,), {"empty": empty})
    chosen = settings(max_examples=RUNS, stateful_step_count=30, phases=[Phase.generate])
    run_state_machine_as_test(machine, settings=chosen)


def test_a_letter_that_comes_again_after_its_refusal_begins_nothing(origin, destination, accepted):
    letter = destination.made("request", accepted)
    origin.do("request", document=letter)
    origin.do("reply", accepted, "--outcome", "refused", "--reason", "R10", status="refused")
    events = origin.count()
    assert origin.do("request", document=letter, status="refused")["documents"] == []
    assert origin.count() == events
