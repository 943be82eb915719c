"""A form that changes after the payment: the difference is paid or returned, and nothing is closed before that."""

import pytest

from tests.transfer.offices import example
from tests.transfer.test_roads import accepted, application, issued, received, requested  # noqa: F401
from tests.transfer.test_walk import form_draft, receipt_draft

FIRST = "101000.04"


def form(amount, **members):
    """The information form with another amount, all of it the balance of this year."""
    account = {"balance": amount, "amount": amount, "asOf": "2026-10-08", "disposition": "transfer"}
    return form_draft("2021") | {"account": account} | members


def nothing():
    return form_draft("2021") | {
        "account": {"balance": "0.00", "disposition": "none", "noTransferCode": "no-balance"}
    }


def renewed(origin, destination, number, amount, *after):
    """The origin corrects the amount of its form; both record the new version. ``after`` are the funds at both."""
    draft = nothing() if amount is None else form(amount)
    new = origin.made("correct", number, document=draft, funds=after[0] if after else None)
    destination.do("correct", document=new, funds=after[-1] if after else None)
    return new


def credited(destination, number):
    destination.do("match", number, funds="matched")
    return destination.do("credit", number, "--actor", "乙", funds="credited")


def sums(office, number):
    """What is due, has moved, was paid out and is left, as ``show`` tells."""
    return [office.call("transfer", "show", number)["money"][name] for name in ("due", "moved", "paidOut", "rest")]


def is_open(office):
    return office.call("transfer", "list")[0]["open"]


def pay_the_rest(origin, destination, number, amount, reference):
    """Notice, payment, receipt and credit of a difference."""
    notice = origin.made("notify", number, funds="notified")
    assert notice["amount"] == amount
    origin.do("pay", number, "--text", reference, funds="paid")
    destination.do("notify", document=notice, funds="notified")
    receipt = destination.made(
        "receive", number, document=receipt_draft(notice) | {"bankReference": reference}, funds="received"
    )
    assert receipt["matchedTo"] == notice["documentNumber"]
    return credited(destination, number)


def test_arrears_paid_after_the_payment(origin, destination, received):  # noqa: F811
    notice = example("arrearsNotice", "documentNumber", "issuedOn", "agency", "recipient", "signature")
    destination.do("arrears", document=origin.made("arrears", received, document=notice))
    credited(destination, received)
    new = origin.made("settle", received, document=form("101500.04"), funds="pending")
    destination.do("settle", document=new, funds="pending")
    assert sums(origin, received) == sums(destination, received) == ["101500.04", FIRST, "0.00", "500.00"]
    destination.refuses("complete", received)
    origin.refuses("recall", received)
    answer = pay_the_rest(origin, destination, received, "500.00", "TEST-BANK-2")
    assert "receive" not in answer["next"] and "return" not in answer["next"]
    completion, _ = destination.do("complete", received, status="completed")["documents"]
    assert completion["amount"] == "101500.04"
    assert origin.do("complete", document=completion, funds="paid")["fundStatus"] == "paid"
    assert sums(origin, received) == sums(destination, received) == ["101500.04", "101500.04", "0.00", "0.00"]
    assert not is_open(origin) and not is_open(destination)


def test_more_and_then_less_after_completion(origin, destination, received):  # noqa: F811
    credited(destination, received)
    origin.do("complete", document=destination.do("complete", received)["documents"][0])
    assert not is_open(origin) and not is_open(destination)
    renewed(origin, destination, received, "101100.04", "pending", "pending")
    pay_the_rest(origin, destination, received, "100.00", "TEST-BANK-2")
    renewed(origin, destination, received, "100000.04", "paid", "credited")
    assert is_open(origin) and is_open(destination)
    assert sums(origin, received) == sums(destination, received) == ["100000.04", "101100.04", "0.00", "-1100.00"]
    for amount in ("1099.99", "101100.04"):
        destination.refuses("return", received, document={"amount": amount}, rule="FD-02")
    origin.refuses("notify", received)
    back = destination.made("return", received, funds="credited")
    assert (back["amount"], back["reasonCode"], back["reason"]) == ("1100.00", "R99", "信息表更正后退回多划部分")
    destination.refuses("return", received)
    origin.refuses("return", document=back | {"amount": "1100.01"}, rule="FD-02")
    origin.do("return", document=back, funds="paid")
    assert sums(origin, received) == sums(destination, received) == ["100000.04", "100000.04", "0.00", "0.00"]
    assert not is_open(origin) and not is_open(destination)
    destination.refuses("correct", received, document=back | {"amount": "1.00"}, rule="FD-02")


def test_a_surplus_is_returned_before_it_is_matched(origin, destination, received):  # noqa: F811
    renewed(origin, destination, received, "100000.04", "paid", "received")
    told = destination.refuses("match", received, rule="FD-02")
    assert FIRST in told["message"] and "100000.04" in told["message"]
    back = destination.made("return", received, "--reason", "R99", funds="received")
    assert (back["amount"], back["bankReference"]) == ("1000.00", "TEST-BANK-1")
    origin.do("return", document=back, funds="paid")
    completed = credited(destination, received)
    assert "complete" in completed["next"]
    assert destination.do("complete", received)["documents"][0]["amount"] == "100000.04"


def test_all_of_it_goes_back_where_nothing_is_due_any_more(origin, destination, received):  # noqa: F811
    credited(destination, received)
    renewed(origin, destination, received, None, "paid", "credited")
    destination.refuses("complete", received, rule="FD-02")
    back = destination.made("return", received, funds="none")
    assert back["amount"] == FIRST
    origin.do("return", document=back, funds="none")
    destination.do("complete", received, status="completed", funds="none")
    assert not is_open(destination)


def test_a_notice_that_is_not_paid_is_corrected(origin, destination, issued):  # noqa: F811
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", issued)
    destination.do("notify", document=notice)
    renewed(origin, destination, issued, "100000.04", "notified", "notified")
    assert "correct" in origin.refuses("pay", issued, "--text", "P1", rule="FD-11")["message"]
    draft = {name: notice[name] for name in ("documentType", "payee", "person")}
    origin.refuses("correct", issued, document=draft | {"amount": FIRST}, rule="FD-11")
    new = origin.made("correct", issued, document=draft, funds="notified")
    assert (new["amount"], new["replaces"], new["revision"]) == ("100000.04", notice["documentNumber"], 1)
    destination.do("correct", document=new, funds="notified")
    assert sums(origin, issued) == ["100000.04", "100000.04", "0.00", "0.00"]
    origin.do("pay", issued, "--text", "P1", funds="paid")
    origin.refuses("correct", issued, document=draft | {"amount": "1.00"}, rule="FD-11")
    destination.do("take-over", issued)
    destination.do("receive", issued, document=receipt_draft(new), funds="received")
    credited(destination, issued)


def test_a_notice_of_which_nothing_is_due_is_corrected_to_nothing(origin, destination, issued):  # noqa: F811
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", issued)
    destination.do("notify", document=notice)
    renewed(origin, destination, issued, None, "notified", "notified")
    draft = {name: notice[name] for name in ("documentType", "payee", "person")}
    new = origin.made("correct", issued, document=draft, funds="none")
    assert new["amount"] == "0.00"
    destination.do("correct", document=new, funds="none")
    destination.do("take-over", issued)
    destination.do("complete", issued, status="completed")


def test_money_that_comes_in_two_parts(origin, destination, issued):  # noqa: F811
    origin.day = destination.day = "2026-10-20"
    part = {"bankReference": "TEST-BANK-1", "amount": "1000.04"}
    destination.do("receive", issued, document=part, funds="received")
    destination.refuses("match", issued, rule="FD-02")
    rest = {"bankReference": "TEST-BANK-2", "amount": "100000.00"}
    destination.refuses("receive", issued, document=rest | {"amount": "100000.01"}, rule="FD-04")
    destination.refuses("receive", issued, document=rest | {"bankReference": "TEST-BANK-1"}, rule="FD-04")
    answer = destination.do("receive", issued, document=rest, funds="received")
    assert "receive" not in answer["next"]
    destination.do("take-over", issued)
    credited(destination, issued)
    assert destination.do("complete", issued)["documents"][0]["amount"] == FIRST


def test_money_that_comes_after_less_is_due(origin, destination, issued):  # noqa: F811
    """It was on its way when the form was renewed: recorded whole, and the surplus returned."""
    origin.day = destination.day = "2026-10-20"
    origin.do("notify", issued)
    origin.do("pay", issued, "--text", "P1")
    renewed(origin, destination, issued, "100000.04", "paid", "pending")
    destination.do("take-over", issued)
    destination.refuses("receive", issued, document={"bankReference": "B", "amount": "101000.05"}, rule="FD-04")
    came = destination.made("receive", issued, document={"bankReference": "B", "amount": FIRST}, funds="received")
    assert "allocations" not in came
    origin.do("return", document=destination.made("return", issued, "--reason", "R99"), funds="paid")
    credited(destination, issued)
    assert destination.do("complete", issued)["documents"][0]["amount"] == "100000.04"


def test_what_came_back_may_be_paid_to_the_heirs(origin, destination, received):  # noqa: F811
    back = destination.made("return", received, "--reason", "R04", funds="returned")
    origin.do("return", document=back, funds="returned")
    origin.do("decease", received, status="discontinued")
    heir = {"holder": "程守业", "bank": "中国测试银行营业部", "number": "6222000090000000113"}
    payout = origin.made("payout", received, "--reason", "R04", document={"payee": heir}, funds="paid-out")
    assert payout["amount"] == FIRST
    destination.do("payout", document=payout, funds="paid-out")
    assert sums(origin, received) == sums(destination, received) == [FIRST, "0.00", FIRST, "0.00"]


def test_the_rest_is_paid_out_and_a_payout_corrected(origin, destination, received):  # noqa: F811
    credited(destination, received)
    renewed(origin, destination, received, "101500.04", "pending", "pending")
    payee = {"payee": application()["personalBankAccount"]}
    origin.refuses("payout", received, "--reason", "R15", document=payee | {"amount": "101500.04"}, rule="FD-02")
    payout = origin.made("payout", received, "--reason", "R15", document=payee)
    assert payout["amount"] == "500.00"
    destination.do("payout", document=payout, funds="credited")
    assert sums(origin, received) == sums(destination, received) == ["101500.04", FIRST, "500.00", "0.00"]
    origin.refuses("correct", received, document=payout | {"amount": "400.00"}, rule="FD-02")
    renewed(origin, destination, received, "101400.04")
    assert is_open(origin)
    draft = {name: payout[name] for name in ("documentType", "payee", "person")} | {"amount": "400.00"}
    destination.do("correct", document=origin.made("correct", received, document=draft))
    assert sums(origin, received) == sums(destination, received) == ["101400.04", FIRST, "400.00", "0.00"]


def test_only_its_own_papers_are_corrected_by_an_agency(destination, received):  # noqa: F811
    told = destination.refuses("correct", received, document=form("1.00"))
    assert "更正函" in told["message"]
    assert sums(destination, received)[0] == FIRST


@pytest.mark.parametrize("amount", ["0.01", FIRST])
def test_a_corrected_notice_is_counted_once(origin, issued, amount):  # noqa: F811
    notice = origin.made("notify", issued)
    draft = {"documentType": "fundNotice", "payee": notice["payee"], "amount": amount}
    if amount != FIRST:
        origin.refuses("correct", issued, document=draft, rule="FD-11")
        return
    origin.do("correct", issued, document=draft, funds="notified")
    assert sums(origin, issued) == [FIRST, FIRST, "0.00", "0.00"]
    assert origin.do("pay", issued, "--text", "P1", funds="paid")["next"].count("notify") == 0


def test_only_a_correction_comes_in_the_stead_of_a_paper_of_money(origin, destination, received):  # noqa: F811
    shown = (office.call("transfer", "show", received)["documents"] for office in (origin, destination))
    papers = {one["documentType"]: one for documents in shown for one in documents}
    notice, receipt = papers["fundNotice"], papers["fundReceipt"]
    renewed(origin, destination, received, "101500.04", "pending", "received")
    again = {"documentType": "fundNotice", "amount": "101500.04", "replaces": notice["documentNumber"]}
    told = origin.refuses("notify", received, document=again, rule="FD-11")
    assert notice["documentNumber"] in told["message"] and "correct" in told["message"]
    more = {"documentType": "fundReceipt", "bankReference": "TEST-BANK-2", "amount": "500.00", "paidOn": "2026-10-20"}
    destination.refuses("receive", received, document=more | {"replaces": receipt["documentNumber"]}, rule="FD-11")
    assert sums(origin, received) == ["101500.04", FIRST, "0.00", "500.00"] == sums(destination, received)


def test_a_draft_that_names_an_old_version_renews_the_newest(origin, issued):  # noqa: F811
    """A draft is often the last paper once more, with what that one replaced still in it."""
    second = origin.made("correct", issued, document=form("900.00"))
    third = origin.made("correct", issued, document=second | form("800.00", replaces=second["replaces"]))
    assert (third["replaces"], third["revision"]) == (second["documentNumber"], second["revision"] + 1)
