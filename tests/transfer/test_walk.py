"""The walk of the contract at the command line: two stores, papers handed over as files."""

import pytest

from tests.transfer.offices import draft, example

EDITIONS = ("2010", "2016", "2017", "2021")


def form_draft(edition, **members):
    return draft("informationForm", "inReplyTo", "receivedOn", edition=edition, **members)


def receipt_draft(notice):
    money = {name: notice[name] for name in ("amount", "paidOn", "postscript")}
    return {"bankReference": "TEST-BANK-1", **money, "payerNumber": notice["payer"]["number"]}


def finish(origin, destination, form, number):
    """From the issued form to the end at both."""
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", number, status="issued", funds="notified")
    assert notice["payee"]["number"] == "622200003100000001"
    origin.do("pay", number, "--text", "TEST-PAY-1", status="issued", funds="paid")
    destination.do("issue", document=form, status="issued", funds="pending")
    destination.do("take-over", number, status="continued")
    destination.do("receive", number, document=receipt_draft(notice), status="continued", funds="received")
    destination.do("match", number, funds="matched")
    destination.refuses("credit", number)
    destination.do("credit", number, "--actor", "乙", funds="credited")
    answer = destination.do("complete", number, status="completed", funds="credited")
    completion, confirmation = answer["documents"]
    assert completion["amount"] == confirmation["amount"] == form["account"]["amount"]
    assert answer["due"] == []
    end = origin.do("complete", document=completion, status="completed", funds="paid")
    assert end["due"] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_started_at_the_destination(origin, destination, edition):
    application = example("application", "agency", "certificateNumber", "signature", edition=edition)
    asked = destination.do("apply", document=application, status="applied", funds="none")
    assert asked["applicationNumber"] == application["documentNumber"]
    acceptance = destination.made("accept", application["documentNumber"], status="accepted")
    number = acceptance["transferNumber"]
    assert number == "310000ZY2026000001"
    letter = destination.made("request", number, status="requested")
    assert letter["bankAccount"]["number"] == "622200003100000001"
    origin.do("request", document=letter, status="requested", funds="none")
    reply = origin.made("reply", number, "--outcome", "accepted", status="requested")
    assert reply["inReplyTo"] == letter["documentNumber"]
    destination.do("reply", document=reply, status="requested")
    form = origin.made("issue", number, document=form_draft(edition), status="issued", funds="pending")
    assert form["documentNumber"] == "320200XX2026000001"
    assert form["transferNumber"] == number
    finish(origin, destination, form, number)


@pytest.mark.parametrize("edition", EDITIONS)
def test_started_at_the_origin(origin, destination, edition):
    application = example(
        "application",
        "agency",
        "certificateNumber",
        "signature",
        edition=edition,
        documentNumber="320200SQ2026000001",
    )
    origin.do("apply", document=application, status="applied")
    acceptance = origin.made("accept", application["documentNumber"], status="accepted")
    number = acceptance["transferNumber"]
    assert number.startswith("320200ZY")
    destination.do("apply", document=application, status="applied")
    destination.do("accept", document=acceptance, status="accepted")
    letter = destination.made("request", number, status="requested")
    assert letter["transferNumber"] == number
    if edition != "2021":
        origin.refuses("issue", number, document=form_draft(edition))
    origin.do("request", document=letter, status="requested")
    form = origin.made("issue", number, document=form_draft(edition), status="issued", funds="pending")
    finish(origin, destination, form, number)
