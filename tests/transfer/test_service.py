"""The verbs as functions, on SQLite and PostgreSQL: both agencies in one store, several people, no numbers doubled."""

from datetime import datetime, timedelta, timezone

import pytest

from tests.stores import *  # noqa: F403
from tests.transfer.offices import DESTINATION, ORIGIN, example
from ybzj_docs import resources
from ybzj_docs.registers import Hand, Refused, agencies, agency_table, rebuild, verify
from ybzj_docs.transfer import progress, queries, service
from ybzj_docs.transfer.desk import Brought, Desk
from ybzj_docs.transfer.read_models import TRANSFER_TABLES
from ybzj_docs.transfer.reminders import reminders

AT = datetime(2026, 10, 12, 9, tzinfo=timezone(timedelta(hours=8)))
PEOPLE = ("320202198503121176", "320211199109082261")


class Desks:
    """Both agencies at one store."""

    def __init__(self, store):
        self.store = store
        table = agency_table.read_table(resources.path("samples/platform-export/agencies.csv").read_bytes())
        with store.writing() as tx:
            for row in table:
                agencies.enter(tx, row.record, Hand("甲", AT))

    def do(self, agency, verb, target, *documents, actor="甲", **words):
        desk = Desk(agency, Hand(actor, AT))
        return service.perform(self.store, desk, verb, target, Brought(documents, **words))

    def walk(self, serial):
        person = {"name": "程安澜", "idType": "01", "idNumber": PEOPLE[serial]}
        number = f"310000SQ2026{serial + 1:06}"
        asked = example("application", "agency", "signature", "certificateNumber", "agent")
        self.do(
            DESTINATION,
            "apply",
            None,
            asked | {"person": person, "documentNumber": number, "applicantKind": "insured"},
        )
        [acceptance] = self.do(DESTINATION, "accept", number).made
        number = acceptance["transferNumber"]
        [letter] = self.do(DESTINATION, "request", number).made
        self.do(ORIGIN, "request", None, letter)
        [form] = self.do(
            ORIGIN, "issue", number, example("informationForm", "inReplyTo", "receivedOn") | {"person": person}
        ).made
        [notice] = self.do(ORIGIN, "notify", number).made
        self.do(ORIGIN, "pay", number, text="P")
        self.do(DESTINATION, "issue", None, form)
        self.do(DESTINATION, "take-over", number)
        receipt = {"documentType": "fundReceipt", "bankReference": f"B{serial}", "amount": notice["amount"]}
        self.do(DESTINATION, "receive", number, receipt)
        self.do(DESTINATION, "match", number)
        self.do(DESTINATION, "credit", number, actor="乙")
        completion, _ = self.do(DESTINATION, "complete", number).made
        return self.do(ORIGIN, "complete", None, completion).record, number


def test_two_people_in_one_store(store):
    desks = Desks(store)
    ends = [desks.walk(serial) for serial in range(2)]
    assert [number for _, number in ends] == ["310000ZY2026000001", "310000ZY2026000002"]
    assert all(not record.open for record, _ in ends)
    with store.reading() as tx:
        assert verify(tx).faults == ()
        assert queries.stats(tx, None)["relationshipStatus"] == {"completed": 4}
        assert queries.due(tx, None, AT.date(), None, 10) == reminders(tx, None, AT.date(), 10) == []
        assert len(queries.listed(tx, queries.Wanted(ORIGIN))) == 2
    with store.writing() as tx:
        assert rebuild(tx, [TRANSFER_TABLES]) == []
    told = progress.progress(store, Hand("-", AT), DESTINATION, ends[0][1], "1176")
    assert told["fundWords"] == "已计入"


def test_a_receipt_counts_once_for_all(store):
    desks = Desks(store)
    desks.walk(0)
    with pytest.raises(Refused) as refused:
        desks.do(
            DESTINATION, "apply", None, example("application", "agency") | {"documentNumber": "310000SQ2026000001"}
        )
    assert refused.value.reason == "R11"
