"""However often a form is renewed while its money is on the way: two diligent agencies bring everything to nothing left."""

import os
from random import Random

import pytest

from tests.stores import passing_store
from tests.transfer.offices import DESTINATION, ORIGIN
from tests.transfer.test_money_is_safe import up_to_the_receipt
from tests.transfer.test_roads import application
from tests.transfer.test_service import Desks
from tests.transfer.test_walk import form_draft
from validators import money
from ybzj_docs.registers import Refused
from ybzj_docs.transfer import queries

RUNS = int(os.environ.get("YBZJ_MODEL_RUNS", "4"))
SUMS = ("80000.00", "101000.04", "120000.00", "150000.00", "paid-out", "none")


class Clerks:
    """Both agencies, the papers on their way in each direction, and the payments that the bank carries."""

    def __init__(self, store):
        self.desks, self.store = Desks(store), store
        self.number = up_to_the_receipt(self.desks, 0)
        self.mail = {ORIGIN: [], DESTINATION: []}
        self.bank, self.entries = [], 0

    def ledger(self, agency):
        return self.record(agency).ledger

    def record(self, agency):
        with self.store.reading() as tx:
            return queries.record_of(tx, agency, self.number)[1]

    def do(self, agency, verb, *documents, **words):
        """Do a verb and send what it makes; whether it went."""
        try:
            made = self.desks.do(agency, verb, self.number, *documents, **words).made
        except Refused:
            return False
        if made and verb != "receive":
            self.mail[DESTINATION if agency == ORIGIN else ORIGIN].append((verb, made))
        return True

    def renew(self, amount):
        account = {"balance": amount, "amount": amount, "disposition": "transfer"}
        if amount == "paid-out":
            account = {"balance": "101000.04", "disposition": "paid-out", "dispositionReason": "本地规定"}
        elif amount == "none":
            account = {"balance": "0.00", "disposition": "none", "noTransferCode": "no-balance"}
        return self.do(ORIGIN, "correct", form_draft("2021") | {"account": account})

    def pay(self):
        amount = self.ledger(ORIGIN).ordered
        if not self.do(ORIGIN, "pay", text="P"):
            return False
        self.entries += 1
        self.bank.append((f"B{self.entries}", money.text(amount)))
        return True

    def correct_the_notice(self):
        book = self.ledger(ORIGIN)
        notice = self.record(ORIGIN).newest("fundNotice")
        if not book.order or book.left == 0:
            return False
        return self.do(ORIGIN, "correct", {"documentType": "fundNotice", "payee": notice["payee"]})

    def receive(self):
        if not self.bank:
            return False
        reference, amount = self.bank[0]
        draft = {"documentType": "fundReceipt", "bankReference": reference, "amount": amount}
        came = self.do(DESTINATION, "receive", draft)
        self.bank = self.bank[came:]
        return came

    def send_back(self):
        """The destination returns a surplus."""
        return self.ledger(DESTINATION).surplus > 0 and self.do(DESTINATION, "return", reason="R99", text="多划")

    def pay_out(self):
        """The person gets the account, and the rest of one of which a part was paid out before."""
        payee = {"documentType": "accountPayout", "payee": application()["personalBankAccount"]}
        book = self.ledger(ORIGIN)
        return (book.disposition == "paid-out" or book.out > 0) and self.do(ORIGIN, "payout", payee, reason="R15")

    def get_back(self):
        """The person gives back what was paid out too much."""
        book, payout = self.ledger(ORIGIN), self.record(ORIGIN).newest("accountPayout")
        number = next((number for number, amount in book.payouts.items() if amount), None)
        if book.rest >= 0 or number is None:
            return False
        kept = money.text(max(book.payouts[number] + book.rest, 0))
        draft = {"documentType": "accountPayout", "payee": payout["payee"], "amount": kept, "replaces": number}
        return self.do(ORIGIN, "correct", draft)

    def read_mail(self, agency):
        """Record the first paper that can be recorded."""
        for one in self.mail[agency]:
            try:
                self.desks.do(agency, one[0], None, *one[1])
            except Refused:
                continue
            self.mail[agency].remove(one)
            return True
        return False

    @property
    def ways(self):
        """What clerks do, the most urgent first."""
        return (
            lambda: self.read_mail(ORIGIN),
            lambda: self.read_mail(DESTINATION),
            self.receive,
            lambda: self.ledger(DESTINATION).left != 0 and self.do(DESTINATION, "unmatch"),
            self.send_back,
            lambda: self.do(DESTINATION, "match"),
            lambda: self.do(DESTINATION, "credit", actor="乙"),
            self.correct_the_notice,
            self.pay,
            lambda: self.ledger(ORIGIN).disposition == "transfer" and self.do(ORIGIN, "notify"),
            self.pay_out,
            self.get_back,
        )


@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_is_left(seed):
    random = Random(seed)
    with passing_store() as store:
        clerks = Clerks(store)
        for _ in range(random.randrange(4, 16)):
            if random.random() < 0.3:
                clerks.renew(random.choice(SUMS))
            else:
                random.choice(clerks.ways)()
        for _ in range(60):
            if not any(way() for way in clerks.ways):
                break
        for agency in (ORIGIN, DESTINATION):
            book = clerks.ledger(agency)
            assert book.level and book.rest == 0, (agency, book, clerks.mail, clerks.bank)
            assert clerks.record(agency).funds in ("none", "paid", "credited", "paid-out")
        assert not clerks.bank
