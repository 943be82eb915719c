"""What must not happen to money: a sum that the file does not bear out, an entry of the bank twice, changed matches."""

import pytest

from tests.stores import *  # noqa: F403
from tests.transfer.offices import DESTINATION, ORIGIN, example
from tests.transfer.test_roads import accepted, application, issued, received, requested  # noqa: F401
from tests.transfer.test_service import AT, PEOPLE, Desks
from tests.transfer.test_walk import form_draft
from ybzj_docs import knowledge
from ybzj_docs.registers import Refused
from ybzj_docs.transfer.desk import Brought
from ybzj_docs.transfer.guards import Asked, judge, step_of
from ybzj_docs.transfer.record import Act, Filed, Record

GONE = ("agency", "signature", "certificateNumber")


def account_paid_out():
    account = form_draft("2021")["account"] | {"disposition": "paid-out", "dispositionReason": "本地规定"}
    return {name: value for name, value in account.items() if name != "amount"}


def test_no_more_is_paid_out_than_the_form_says(origin, destination, requested):  # noqa: F811
    account = account_paid_out()
    form = origin.made("issue", requested, document=form_draft("2021") | {"account": account})
    destination.do("issue", document=form, funds="pending")
    payee = {"payee": application()["personalBankAccount"]}
    for amount in ("999999.00", "0.01"):
        told = origin.refuses("payout", requested, document=payee | {"amount": amount}, rule="FD-02")
        assert amount in told["message"] and account["balance"] in told["message"]
    payout = origin.made("payout", requested, document=payee | {"amount": account["balance"]}, funds="paid-out")
    destination.refuses("payout", document=payout | {"amount": "999999.00"}, rule="FD-02")
    destination.do("payout", document=payout, funds="paid-out")


@pytest.mark.parametrize("amount", ["999999.00", "100.00"])
def test_money_goes_back_whole(origin, destination, received, amount):  # noqa: F811
    destination.refuses("return", received, "--reason", "R19", document={"amount": amount}, rule="FD-02")
    back = destination.made("return", received, "--reason", "R19", funds="returned")
    more = float(amount) > float(back["amount"])
    origin.refuses("return", document=back | {"amount": amount}, rule="FD-11" if more else "FD-02")
    origin.do("return", document=back, funds="returned")


def test_what_was_notified_goes_back_whole(origin, destination, issued):  # noqa: F811
    origin.day = destination.day = "2026-10-20"
    destination.do("notify", document=origin.made("notify", issued), funds="notified")
    destination.refuses("return", issued, "--reason", "R19", document={"amount": "100.00"}, rule="FD-02")
    destination.do("return", issued, "--reason", "R19", funds="returned")


def test_a_returned_entry_of_the_bank_does_not_come_again(origin, destination, received):  # noqa: F811
    destination.do("return", received, "--reason", "R19", funds="returned")
    receipt = {"bankReference": "TEST-BANK-1", "amount": "101000.04", "paidOn": "2026-10-20"}
    told = destination.refuses("receive", received, document=receipt, rule="FD-04")
    assert "TEST-BANK-1" in told["message"]
    destination.do("receive", received, document=receipt | {"bankReference": "TEST-BANK-2"}, funds="received")


def test_a_matched_receipt_is_not_corrected(origin, destination, received):  # noqa: F811
    receipt = destination.call("transfer", "show", received)["documents"][-1]
    other = receipt | {"amount": "1.00", "allocations": [receipt["allocations"][0] | {"amount": "1.00"}]}
    destination.do("match", received, funds="matched")
    destination.refuses("correct", received, document=other, rule="FD-02")
    destination.do("suspend", received, funds="suspended")
    destination.refuses("correct", received, document=other, rule="FD-02")
    destination.do("release", received, funds="matched")
    destination.do("unmatch", received, funds="received")
    destination.do("match", received, funds="matched")
    destination.do("credit", received, "--actor", "乙", funds="credited")
    destination.refuses("correct", received, document=other, rule="FD-02")


def test_what_is_credited_is_looked_at_again():
    receipt = {"documentType": "fundReceipt", "documentNumber": "310000DZ2026000001", "amount": "1.00"}
    papers = (Filed(form_draft("2021") | {"documentType": "informationForm"}, False, 1), Filed(receipt, True, 2))
    status = {"relationship": "continued", "funds": "pending"}
    acts = tuple(Act(verb, AT, "甲", verb == "receive", status, status) for verb in ("issue", "receive"))
    record = Record(
        side="destination", edition="2021", relationship="continued", funds="matched", papers=papers, acts=acts
    )
    asked = Asked(record, "credit", "乙", Brought(), knowledge.profile_for("2021"))
    with pytest.raises(Refused) as refused:
        judge(asked, step_of(asked), True)
    assert "FD-02" in refused.value.rules


@pytest.mark.parametrize("outcome", ["refused", "deferred", "discontinued"])
def test_the_outcome_is_the_papers(origin, destination, requested, outcome):  # noqa: F811
    reply = origin.made("reply", requested, "--outcome", "accepted")
    told = destination.refuses("reply", "--outcome", outcome, document=reply)
    assert outcome in told["message"] and "accepted" in told["message"]
    draft = {"outcome": "accepted"}
    origin.refuses("reply", requested, "--outcome", outcome, "--reason", "R10", document=draft)
    origin.refuses("decease", requested, document=draft)
    destination.do("reply", "--outcome", "accepted", document=reply, status="requested")


def test_the_reason_is_the_papers(origin, destination, received):  # noqa: F811
    destination.refuses("return", received, "--reason", "R19", document={"reasonCode": "R10"})
    back = destination.made("return", received, "--reason", "R19", document={"reasonCode": "R19"})
    origin.refuses("return", "--reason", "R10", document=back)
    origin.do("return", "--reason", "R19", document=back, funds="returned")


def test_settled_arrears_issue_no_form_before_the_issue(origin, destination, requested):  # noqa: F811
    notice = example("arrearsNotice", "documentNumber", "issuedOn", "agency", "recipient", "signature")
    destination.do("arrears", document=origin.made("arrears", requested, document=notice))
    form = form_draft("2021", documentNumber="320200XX2026000009", issuedOn="2026-10-12")
    origin.refuses("settle", requested, document=form, rule="ST-05")
    destination.refuses("settle", requested, document=form)
    origin.do("settle", requested, "--text", "已补缴", status="requested", funds="none")
    destination.do("issue", document=origin.made("issue", requested, document=form_draft("2021")))
    new = origin.made("settle", requested, document=form_draft("2021"), status="issued")
    destination.do("settle", document=new, status="issued")


def test_a_paper_that_comes_twice_counts_once(origin, destination, issued):  # noqa: F811
    letter = origin.call("transfer", "show", issued)["documents"]
    letter = next(one for one in letter if one["documentType"] == "contactLetter")
    letter = {name: value for name, value in letter.items() if name != "receivedOn"}
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", issued)
    destination.do("notify", document=notice, funds="notified")
    back = destination.made("return", issued, "--reason", "R19")
    version = origin.do("return", document=back, funds="returned")["version"]
    events = origin.count(), destination.count()
    again = origin.do("return", document=back, status="issued", funds="returned")
    assert (again["version"], again["documents"]) == (version, [])
    origin.do("request", document=letter, status="issued", funds="returned")
    destination.do("notify", document=notice, status="issued", funds="returned")
    assert (origin.count(), destination.count()) == events
    second = origin.made("notify", issued, funds="notified")
    assert second["amount"] == notice["amount"]
    origin.do("return", document=back, funds="notified")
    origin.refuses("return", document=back | {"amount": "1.00"})


def test_an_entry_that_another_transfer_returned_is_not_its_money(store):
    desks = Desks(store)
    first, second = (up_to_the_receipt(desks, serial) for serial in range(2))
    receipt = {"documentType": "fundReceipt", "bankReference": "B1", "amount": "101000.04"}
    desks.do(DESTINATION, "receive", first, receipt)
    desks.do(DESTINATION, "return", first, reason="R19")
    with pytest.raises(Refused) as refused:
        desks.do(DESTINATION, "receive", second, receipt)
    assert "FD-04" in refused.value.rules and "B1" in str(refused.value.zh)
    desks.do(DESTINATION, "receive", second, receipt | {"bankReference": "B2"})


def up_to_the_receipt(desks, serial):
    person = {"name": "程安澜", "idType": "01", "idNumber": PEOPLE[serial]}
    number = f"310000SQ2026{serial + 1:06}"
    asked = {"person": person, "documentNumber": number, "applicantKind": "insured"}
    desks.do(DESTINATION, "apply", None, example("application", "agent", *GONE) | asked)
    [acceptance] = desks.do(DESTINATION, "accept", number).made
    [letter] = desks.do(DESTINATION, "request", number).made
    desks.do(ORIGIN, "request", None, letter)
    number = acceptance["transferNumber"]
    form = example("informationForm", "inReplyTo", "receivedOn") | {"person": person}
    desks.do(DESTINATION, "issue", None, *desks.do(ORIGIN, "issue", number, form).made)
    desks.do(DESTINATION, "take-over", number)
    return number
