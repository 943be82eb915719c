"""Any sequence of verbs at two sides: as the plain model says, with no forbidden state, no money made or lost."""

import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.transfer.model import Plain
from tests.transfer.offices import example
from validators import money
from ybzj_docs import knowledge
from ybzj_docs.registers import Hand, Refused
from ybzj_docs.transfer import states
from ybzj_docs.transfer.decision import Decision
from ybzj_docs.transfer.desk import Brought, Desk, House
from ybzj_docs.transfer.events import read, written
from ybzj_docs.transfer.fold import after, folded
from ybzj_docs.transfer.guards import WrongUse, allowed
from ybzj_docs.transfer.record import Record

RUNS = int(os.environ.get("YBZJ_MODEL_RUNS", "60"))
START = datetime(2026, 10, 12, 9, tzinfo=timezone(timedelta(hours=8)))
SIDES = ("origin", "destination")
APPLICATION = example("application", "agency", "certificateNumber", "signature")
CODES = {"origin": "320200001", "destination": "310000001"}
ITEMS = {"items": [{"pointer": "/remarks", "was": "a", "shouldBe": "b"}]}
DRAFTS = {
    "precheck": {"documentType": "precheck", "participations": []},
    "supplement": {"documentType": "supplementNotice", "items": [{"title": "委托书"}], "dueOn": "2026-11-30"},
    "arrears": {"documentType": "arrearsNotice", "items": [{"from": "2020-01", "to": "2020-02", "amount": "1.00"}]},
}
REASONS = {"refused": "R10", "returned": "R19", "deferred": "R17", "discontinued": "R04"}
ISSUED = ("issued", "continued")
ENDING = ("withdraw", "decease", "refuse", "confirm", "remind")
#: The main road: side, verb, whether it records the other's paper.
WALK = (
    ("destination", "apply", False),
    ("destination", "accept", False),
    ("destination", "request", False),
    ("origin", "request", True),
    ("origin", "reply", False),
    ("origin", "issue", False),
    ("destination", "issue", True),
    ("origin", "notify", False),
    ("origin", "pay", False),
    ("destination", "take-over", False),
    ("destination", "receive", False),
    ("destination", "match", False),
    ("destination", "credit", False),
)


class Transfer(RuleBasedStateMachine):
    """Both sides, each with its record, its events and its model; papers go from one to the other."""

    @initialize(
        edition=st.sampled_from(["2010", "2016", "2017", "2021"]),
        length=st.integers(0, len(WALK)),
        disposition=st.sampled_from(["transfer", "transfer", "paid-out", "none"]),
    )
    def start(self, edition, length, disposition):
        """Begin somewhere on the main road."""
        self.edition, self.serials = edition, count(1)
        self.at = START
        self.records = {side: Record() for side in SIDES}
        self.models = {side: Plain(side, edition) for side in SIDES}
        self.events = {side: [] for side in SIDES}
        self.papers = {side: {} for side in SIDES}  # the last that a verb made at a side
        for side, verb, told in WALK[:length]:
            given = self.papers[SIDES[side == "origin"]].get(verb) if told else None
            brought = self._brought(side, verb, given, "accepted", 140950, disposition, not told)
            self._try(side, verb, brought, not told, "乙" if verb == "credit" else "甲")

    @rule(
        data=st.data(),
        side=st.sampled_from(SIDES),
        mostly=st.sampled_from([True, True, True, False]),
        calm=st.sampled_from([True, True, True, True, True, False]),
        actor=st.sampled_from("甲乙"),
        outcome=st.sampled_from(
            ["accepted", "accepted", "accepted", "accepted", "returned", "deferred", "refused", "discontinued"]
        ),
        amount=st.sampled_from([1, 140950, 140950, 140949, 200000]),
        disposition=st.sampled_from(["transfer", "transfer", "transfer", "paid-out", "none"]),
    )
    def step(self, data, side, mostly, calm, actor, outcome, amount, disposition):
        """Try a verb, as the own agency or by the other's last paper of it."""
        goes = self._allowed(side) if mostly else states.VERBS
        goes = [verb for verb in goes if verb not in ENDING] or goes if calm else goes
        verb = data.draw(st.sampled_from(goes), label="verb")
        other = self.papers[SIDES[side == "origin"]].get(verb)
        told_only = all(side not in step.made_at for step in states.rows(verb))
        given = other if other is not None and (told_only or data.draw(st.booleans(), label="told")) else None
        own = given is None or all(side not in step.told_at for step in states.rows(verb))
        if given is not None and self.records[side].told_before(verb, (given,)):
            return  # nothing new is told
        brought = self._brought(side, verb, given, outcome, amount, disposition, own)
        if verb == "correct" and own and data.draw(st.booleans(), label="notice"):
            book = self.records[side].ledger
            brought = Brought(
                ({"documentType": "fundNotice", "amount": money.text(max(book.left + book.ordered, 0))},)
            )
        self._try(side, verb, brought, own, actor)

    def _allowed(self, side):
        record = self.records[side]
        if record.version == 0:
            return ["apply", "request"]
        return allowed(record, knowledge.profile_for(self.edition))

    def _brought(self, side, verb, given, outcome, amount, disposition, own):
        if not own:
            return Brought((given,))
        drafts = {
            **DRAFTS,
            "apply": APPLICATION | {"edition": self.edition},
            "resupply": APPLICATION | {"edition": self.edition},
            "issue": self._form(amount, disposition),
            "correct": self._form(amount, disposition),
            **({"settle": self._form(amount, disposition)} if self.models[side].relation in ISSUED else {}),
            "receive": {"documentType": "fundReceipt", "bankReference": f"B{next(self.serials)}"}
            | {"amount": money.text(amount)},
        }
        words = outcome if verb == "reply" else None
        reason = {"refuse": "R10", "return": "R19", "payout": "R15"}.get(verb, REASONS.get(words or ""))
        documents = (drafts[verb],) if verb in drafts else ()
        return Brought(documents, words, reason, "说明")

    def _form(self, amount, disposition):
        account = {"balance": money.text(amount), "disposition": disposition}
        if disposition == "transfer":
            account["amount"] = account["balance"]
        period = {"from": "2016-07", "to": "2026-06", "insuranceType": "310", "months": 120, "regionCode": "320200"}
        return {"documentType": "informationForm", "periods": [period], "totalMonths": 120, "account": account}

    def _try(self, side, verb, brought, own, actor):
        self.at += timedelta(minutes=1)
        record, model = self.records[side], self.models[side]
        outcome = brought.outcome or next((one.get("outcome") for one in brought.documents), None)
        expected = model.allows(verb, own, actor, brought, outcome)
        done = self._decided(side, verb, brought, actor)
        if not (expected and verb == "request" and record.version == 0 and not brought.documents):
            assert (done is not None) == expected, (side, verb, own, record.status, model.relation, model.funds)
        if done is None:
            return
        self.events[side].append(done.said)
        self.records[side] = after(record if record.version else self._new(side), done.said)
        if done.own and done.said.documents:
            self.papers[side][verb] = done.said.documents[-1]
        paper = next(iter(done.said.documents), {})
        account = paper.get("account", {})
        cents = money.cents(paper.get("amount") or account.get("balance", "0.00"))
        model.do(verb, actor, done.said.outcome, paper, cents)

    def _new(self, side):
        return Record(
            agency=CODES[side], side=side, profile=knowledge.profile_for(self.edition).id, edition=self.edition
        )

    def _decided(self, side, verb, brought, actor):
        record = self.records[side]
        agency = APPLICATION[side]
        account = {"holder": agency["name"], "bank": "B", "number": "62220000" + agency["regionCode"]}
        desk = Desk(CODES[side], Hand(actor, self.at))
        record = record if record.version else self._new(side)
        number = lambda letters: f"{agency['regionCode']}{letters}2026{next(self.serials):06}"  # noqa: E731
        profile = knowledge.profile_for(self.edition)
        try:
            if record.version == 0 and verb not in ("apply", "request"):
                return None
            decided = Decision(desk, House(agency, account), record, profile, verb, brought, number).decide()
        except (Refused, WrongUse):
            return None
        if not decided.own and any("documentNumber" not in one for one in decided.said.documents):
            return None  # structure refuses it
        first = {"agency": CODES[side], "side": side, "profile": record.profile} if record.version == 0 else {}
        return replace(decided, said=replace(decided.said, **first))

    @invariant()
    def the_model_agrees(self):
        for side in SIDES if hasattr(self, "records") else ():
            record, model = self.records[side], self.models[side]
            assert (record.relationship, record.funds) == (model.relation, model.funds)

    @invariant()
    def no_money_is_made_or_lost(self):
        for side in SIDES if hasattr(self, "records") else ():
            book, model = self.records[side].ledger, self.models[side]
            assert (book.due, book.moved, book.out) == (model.amount, model.moved, model.paid_out)
            assert book.moved + book.out + book.rest == book.due
            assert 0 <= book.credited == model.credited <= book.moved or side == "origin"
            assert self.records[side].open or (book.rest == 0 and book.surplus == 0)

    def teardown(self):
        """The events alone, written and read, make the same records."""
        for side in SIDES:
            stored = [
                read(1, said.verb, said.at, said.actor, said.channel, written(said)) for said in self.events[side]
            ]
            assert folded(stored) == self.records[side]


def test_any_sequence_is_as_the_plain_model_says():
    chosen = settings(max_examples=RUNS, stateful_step_count=40)
    run_state_machine_as_test(Transfer, settings=chosen)
