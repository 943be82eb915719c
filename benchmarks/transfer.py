"""How many events of transfers a second one store takes with full durability, and how long questions take among many.

    ./run bench benchmarks/transfer.py [TRANSFERS] [MANY]

Whole transfers are walked at both sides, every paper made and checked by all rules with the register, every event on the
disk before the next begins. Then the read models are filled up to MANY transfers, and show, due and progress are asked.
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import text

from ybzj_docs import resources
from ybzj_docs.registers import Hand, agencies, agency_table, open_store
from ybzj_docs.transfer import progress, queries, service
from ybzj_docs.transfer.desk import Brought, Desk
from ybzj_docs.transfer.states import Side

AT = datetime(2026, 10, 12, 9, tzinfo=timezone(timedelta(hours=8)))
CODES: dict[Side, str] = {"origin": "320200001", "destination": "310000001"}
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def example(form):
    tree = json.loads(resources.read_text(f"schemas/forms/{form}/examples/valid/full.json"))
    gone = (
        "replaces",
        "revision",
        "correctionNumber",
        "transferNumber",
        "certificateNumber",
        "inReplyTo",
        "matchedTo",
    )
    return {name: value for name, value in tree.items() if name not in (*gone, "allocations", "receivedOn", "agency")}


def enter_agencies(store):
    """Both agencies, as the example's register has them."""
    table = agency_table.read_table(resources.path("samples/platform-export/agencies.csv").read_bytes())
    with store.writing() as tx:
        for row in table:
            if row.record:
                agencies.enter(tx, row.record, Hand("甲", AT))


class Walk:
    """Whole transfers, one after the other."""

    def __init__(self, folder):
        self.stores = {side: open_store(str(folder / f"{side}.db")) for side in CODES}
        for store in self.stores.values():
            enter_agencies(store)
        self.events = 0

    def do(self, side, verb, target, *documents, actor="甲", **words):
        self.events += 1
        desk = Desk(CODES[side], Hand(actor, AT))
        return service.perform(self.stores[side], desk, verb, target, Brought(documents, **words)).made

    def whole(self, serial):
        person = {"name": "程安澜", "idType": "01", "idNumber": id_number(serial)}
        number = f"310000SQ2026{serial:06}"
        asked = example("application") | {"person": person, "documentNumber": number, "applicantKind": "insured"}
        asked.pop("agent")
        self.do("destination", "apply", None, asked)
        [acceptance] = self.do("destination", "accept", number)
        number = acceptance["transferNumber"]
        [letter] = self.do("destination", "request", number)
        self.do("origin", "request", None, letter)
        self.do("origin", "reply", number, outcome="accepted")
        [form] = self.do("origin", "issue", number, example("informationForm") | {"person": person})
        [notice] = self.do("origin", "notify", number)
        self.do("origin", "pay", number, text="P")
        self.do("destination", "issue", None, form)
        self.do("destination", "take-over", number)
        receipt = {"documentType": "fundReceipt", "bankReference": f"B{serial}", "amount": notice["amount"]}
        self.do("destination", "receive", number, receipt)
        self.do("destination", "match", number)
        self.do("destination", "credit", number, actor="乙")
        completion, _ = self.do("destination", "complete", number)
        self.do("origin", "complete", None, completion)
        return number


def id_number(serial):
    """An invented number with a right check character."""
    body = f"3202021985{1 + serial % 12:02}{1 + serial // 12 % 28:02}{serial // 336 % 1000:03}"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def fill(store, many):
    """Rows of read models, as many transfers would have them."""
    with store.writing() as tx:
        run = tx.connection.exec_driver_sql
        columns = (
            "version, side, agency, person_type, person_number, insurance_type, relationship_status, fund_status"
        )
        run(
            f"INSERT INTO transfers (key, application_number, transfer_number, {columns}, open, changed_at, state,"
            f" registered) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"
            f" SELECT 'f/' || i, 'A' || i, 'T' || i, {columns}, 1, '2025-01-01T' || i, state, registered"
            f" FROM n, (SELECT * FROM transfers LIMIT 1)"
        )
        run("INSERT INTO transfer_documents (number, transfer) SELECT transfer_number, key FROM transfers"
            " WHERE key LIKE 'f/%'")  # fmt: skip
        run(
            "INSERT INTO due (transfer, step, track, agency, started_on, due_on, days) SELECT key, 'form',"
            " 'relationship', agency, '2025-01-01', date('2026-10-01', '+' || ((length(key) * 7 + rowid) % 90) || ' days'),"
            " 10 FROM transfers WHERE key LIKE 'f/%'"
        )
        tx.connection.execute(text("ANALYZE"))


def timed(name, ask):
    times = []
    for _ in range(9):
        begin = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begin)
    print(f"  {name}: {statistics.median(times) * 1000:.1f} ms")


def main(transfers=100, many=1_000_000):
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(Path(folder))
        walk.whole(1)  # schemas and rules are read by then
        walk.events, begin, worked = 0, time.perf_counter(), time.process_time()
        numbers = [walk.whole(serial) for serial in range(2, transfers + 2)]
        spent, worked = time.perf_counter() - begin, time.process_time() - worked
        print(f"{walk.events} events of {transfers} transfers at both sides: {walk.events / spent:.0f} events/s")
        print(
            f"  of each {spent / walk.events * 1000:.1f} ms our work is {worked / walk.events * 1000:.1f}, the rest waits for the disk"
        )
        store, code = walk.stores["destination"], CODES["destination"]
        fill(store, many)
        print(f"among {many} transfers more:")
        with store.reading() as tx:
            timed("show", lambda: queries.shown(tx, code, numbers[0], AT.date()))
            timed("due, the first 1000", lambda: queries.due(tx, code, AT.date(), None, 1000))
            timed("due within 3 days, 1000", lambda: queries.due(tx, code, AT.date(), 3, 1000))
            timed("list, 100 open ones", lambda: queries.listed(tx, queries.Wanted(code, only_open=True)))
        asked = iter(range(2, transfers + 2))
        timed("progress", lambda: ask_progress(store, code, numbers, next(asked)))


def ask_progress(store, code, numbers, serial):
    progress.progress(store, Hand("-", AT), code, numbers[serial - 2], id_number(serial)[-4:])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
