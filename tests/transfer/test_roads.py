"""Roads beside the main one, and what must not happen: refused with its reason, and nothing written."""

import json

import pytest

from tests.transfer.offices import DESTINATION, ORIGIN, example
from tests.transfer.test_walk import form_draft, receipt_draft


def application(**members):
    return example("application", "agency", "certificateNumber", "signature", **members)


@pytest.fixture
def accepted(destination):
    """A transfer that the destination has accepted."""
    destination.do("apply", document=application())
    return destination.made("accept", application()["documentNumber"])["transferNumber"]


@pytest.fixture
def requested(origin, destination, accepted):
    """A transfer for which the letter is at the origin."""
    origin.do("request", document=destination.made("request", accepted))
    return accepted


@pytest.fixture
def issued(origin, destination, requested):
    """A transfer whose form is at the destination."""
    form = origin.made("issue", requested, document=form_draft("2021"))
    destination.do("issue", document=form)
    return requested


@pytest.fixture
def received(origin, destination, issued):
    """A transfer whose money has come."""
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", issued)
    origin.do("pay", issued, "--text", "P1")
    destination.do("take-over", issued)
    destination.do("receive", issued, document=receipt_draft(notice), funds="received")
    return issued


def test_a_paper_for_another_agency_is_refused(destination):
    stranger = application() | {"destination": {"name": "某地", "regionCode": "440300", "agencyCode": "440300001"}}
    stranger["origin"] = {"name": "某地", "regionCode": "640100", "agencyCode": "640100001"}
    destination.refuses("apply", document=stranger, reason="R16")


def test_an_application_twice_and_a_second_one_from_the_same_origin(destination, accepted):
    destination.refuses("apply", document=application(), reason="R06")
    destination.refuses(
        "apply", document=application(documentNumber="310000SQ2026000099"), reason="R06", rule="EL-05"
    )


@pytest.mark.parametrize(
    ("change", "reason", "rule"),
    [
        ({"person": {"name": "程安澜", "idType": "01", "idNumber": "320202198503121177"}}, "R09", "ID-01"),
        ({"destinationInsuranceType": "320"}, "R16", "EL-12"),
        ({"hasEmployer": "yes"}, "R99", "ST-03"),
    ],
)
def test_rules_refuse_an_application(destination, change, reason, rule):
    destination.refuses("apply", document=application(**change), reason=reason, rule=rule)


def test_same_area(destination):
    here = application()["destination"]
    destination.refuses("apply", document=application(origin=here), reason="R05", rule="EL-04")


@pytest.mark.parametrize(
    ("side", "member", "value", "reason"),
    [("origin", "status", "1", "R01"), ("origin", "retired", True, "R03"), ("destination", "status", "2", "R02")],
)
def test_prechecks(destination, side, member, value, reason):
    destination.do("apply", document=application())
    check = example("precheck") | {"side": side}
    own, other = check["agency"], check["otherAgency"]
    if side == "destination":
        check |= {"agency": other, "otherAgency": own, "documentNumber": "310000JY2026000001"}
    area = check["agency"]["poolingArea"]
    status = {"origin": "3", "destination": "1"}[side]
    relation = {"insuranceType": "310", "status": status, "retired": False, "poolingArea": area}
    good = check | {"participations": [relation]}
    bad = check | {"participations": [relation | {member: value}]}
    number = application()["documentNumber"]
    destination.refuses("precheck", number, document=bad, reason=reason)
    destination.do("precheck", number, document=good, status="applied")
    refusal = destination.made("refuse", number, "--reason", reason, status="refused")
    assert refusal["reasonCode"] == reason and refusal["reason"]
    assert destination.do("apply", document=application(), status="applied")["version"] == 1


def test_words_and_reasons_are_asked_for(destination, accepted):
    destination.call("transfer", "refuse", accepted, code=1)
    destination.do("apply", document=application(documentNumber="310000SQ2026000077") | other_person())
    for words in ([], ["--reason", "R99"]):
        destination.call("transfer", "refuse", "310000SQ2026000077", *words, code=2)
    destination.refuses("refuse", "310000SQ2026000077", "--reason", "R17")
    destination.call("transfer", "accept", code=2)
    destination.refuses("accept", "nothing")
    destination.call("transfer", "issue", accepted, code=2)


def other_person():
    person = example("refusalNotice")["person"]
    return {"person": {name: person[name] for name in ("name", "idType", "idNumber")}, "applicantKind": "insured"}


def test_supplement_stops_the_clock(destination, accepted):
    before = destination.do("remind", accepted, "--text", "请补齐委托书")["due"]
    assert [(one["step"], one["dueOn"], one["days"]) for one in before] == [("form", "2026-10-26", 10)]
    destination.day = "2026-10-14"
    notice = destination.made(
        "supplement", accepted, document={"items": [{"title": "授权委托书"}], "dueOn": "2026-10-21"},
        status="supplementing",
    )  # fmt: skip
    assert notice["applicationNumber"] == application()["documentNumber"]
    assert destination.do("confirm", accepted, "--text", "已电话告知")["due"] == []
    destination.day = "2026-10-16"
    after = destination.do("resupply", accepted, document=application(), status="accepted")
    assert [(one["step"], one["dueOn"]) for one in after["due"]] == [("form", "2026-10-28")]
    shown = destination.call("transfer", "show", accepted)
    assert [one.get("revision") for one in shown["documents"] if one["documentType"] == "application"][-1] == 1
    assert [one["text"] for one in shown["informed"]] == ["请补齐委托书", "已电话告知"]


@pytest.mark.parametrize("draft", [None, "bare"])
def test_what_was_missing_comes_on_the_day_it_is_asked_for(destination, accepted, draft):
    """The application is filed again, revised, also where nothing in it changes; the clock goes on."""
    notice = {"items": [{"title": "授权委托书"}], "dueOn": "2026-10-21"}
    assert destination.do("supplement", accepted, document=notice)["due"] == []
    bare = {name: value for name, value in application().items() if name not in ("issuedOn", "edition")}
    after = destination.do("resupply", accepted, document=draft and bare, status="accepted")
    assert [(one["revision"], one["issuedOn"]) for one in after["documents"]] == [(1, destination.day)]
    assert [(one["step"], one["dueOn"]) for one in after["due"]] == [("form", "2026-10-26")]


def test_the_letter_goes_back_and_comes_again(origin, destination, requested):
    origin.call("transfer", "reply", requested, code=2)
    reply = origin.made("reply", requested, "--outcome", "returned", "--reason", "R19", status="accepted")
    assert reply["reasonCode"] == "R19"
    destination.do("reply", document=reply, status="accepted")
    letter = destination.made("request", requested, status="requested")
    assert letter["documentNumber"] == "310000LX2026000002"
    origin.do("request", document=letter, status="requested")


@pytest.mark.parametrize(
    ("outcome", "reason", "status"), [("refused", "R07", "refused"), ("discontinued", "R04", "discontinued")]
)
def test_a_reply_ends_it(origin, destination, requested, outcome, reason, status):
    reply = origin.made("reply", requested, "--outcome", outcome, "--reason", reason, status=status)
    assert destination.do("reply", document=reply, status=status)["next"] == ["confirm", "remind"]


def test_withdrawn_before_the_form_only(origin, destination, requested):
    paper = destination.made("withdraw", requested, "--text", "留在原地", status="withdrawn")
    assert (paper["documentNumber"], paper["reason"]) == ("310000CH2026000001", "留在原地")
    origin.do("withdraw", document=paper, status="withdrawn", funds="none")


def test_not_withdrawn_after_the_form(destination, issued):
    destination.refuses("withdraw", issued, reason="R11")


def test_recall(origin, destination, requested):
    form = origin.made("issue", requested, document=form_draft("2021"), funds="pending")
    reply = origin.made("recall", requested, "--text", "漏一段", status="requested", funds="none")
    destination.do("recall", document=reply, status="requested")
    again = origin.made("issue", requested, document=form_draft("2021"), status="issued", funds="pending")
    assert (again["replaces"], again["revision"]) == (form["documentNumber"], 1)
    origin.do("notify", requested)
    origin.refuses("recall", requested)


def test_money_is_paid_once_and_matched_as_due(origin, destination, received):
    origin.refuses("notify", received)
    destination.refuses("receive", received, document={"bankReference": "TEST-BANK-1", "amount": "1.00"})
    destination.refuses("complete", received)
    destination.do("match", received, funds="matched")
    destination.do("unmatch", received, funds="received")
    destination.do("suspend", received, funds="suspended")
    destination.refuses("match", received)
    destination.do("release", received, funds="received")
    destination.do("match", received)
    destination.refuses("credit", received, rule="AG-03")


def test_a_wrong_sum_is_not_matched(origin, destination, issued):
    origin.day = destination.day = "2026-10-20"
    notice = origin.made("notify", issued)
    destination.do("receive", issued, document=receipt_draft(notice) | {"amount": "100.00"}, funds="received")
    destination.refuses("match", issued, rule="FD-02")
    letter = destination.made("suspend", issued, funds="suspended")
    assert letter["items"][0]["was"] == "100.00"


def test_money_goes_back_and_comes_again(origin, destination, received):
    back = destination.made("return", received, "--reason", "R19", funds="returned")
    assert back["amount"] == "101000.04"
    origin.do("return", document=back, funds="returned")
    notice = origin.made("notify", received, funds="notified")
    assert notice["amount"] == "101000.04"
    again = receipt_draft(notice) | {"bankReference": "TEST-BANK-2"}
    destination.do("notify", document=notice, funds="notified")
    destination.do("receive", received, document=again, funds="received")
    destination.do("match", received, funds="matched")


def test_paid_out_instead(origin, destination, requested):
    account = form_draft("2021")["account"] | {"disposition": "paid-out", "dispositionReason": "本地规定"}
    account.pop("amount")
    form = origin.made("issue", requested, document=form_draft("2021") | {"account": account}, funds="pending")
    origin.refuses("notify", requested)
    payee = application()["personalBankAccount"]
    payout = origin.made("payout", requested, document={"payee": payee}, funds="paid-out")
    assert payout["amount"] == account["balance"] and payout["payee"]["holder"] == "程安澜"
    destination.do("issue", document=form, funds="pending")
    destination.do("payout", document=payout, funds="paid-out")
    destination.do("take-over", requested)
    destination.do("complete", requested, status="completed")


def test_no_money(origin, destination, requested):
    account = {"balance": "0.00", "disposition": "none", "noTransferCode": "no-balance"}
    form = origin.made("issue", requested, document=form_draft("2021") | {"account": account}, funds="none")
    destination.do("issue", document=form, funds="none")
    destination.do("take-over", requested)
    destination.refuses("receive", requested, document={"bankReference": "B", "amount": "1.00"})
    answer = destination.do("complete", requested, status="completed", funds="none")
    assert "amount" not in answer["documents"][0]


def test_death(origin, destination, issued):
    reply = origin.made("decease", issued, status="discontinued", funds="pending")
    assert reply["outcome"] == "discontinued"
    destination.do("decease", document=reply, status="discontinued")
    heir = {"holder": "程守业", "bank": "中国测试银行营业部", "number": "6222000090000000113"}
    origin.do("payout", issued, "--reason", "R04", document={"payee": heir}, funds="paid-out")


def test_arrears_are_told_and_settled(origin, destination, requested):
    notice = example("arrearsNotice", "documentNumber", "issuedOn", "agency", "recipient", "signature")
    told = origin.made("arrears", requested, document=notice, status="requested")
    destination.do("arrears", document=told)
    form = origin.made("issue", requested, document=form_draft("2021"))
    settled = origin.made("settle", requested, "--text", "已补缴", document=form_draft("2021"), status="issued")
    assert (settled["replaces"], settled["revision"]) == (form["documentNumber"], 1)


def test_a_correction_and_the_new_version(origin, destination, issued):
    form = destination.call("transfer", "show", issued)["documents"][-1]
    items = [{"pointer": "/employerName", "was": form["employerName"], "shouldBe": "无锡测试软件二公司"}]
    letter = destination.made("correct", issued, document={"concerns": form["documentNumber"], "items": items})
    origin.do("correct", document=letter, status="issued")
    new = origin.made("correct", issued, document=form_draft("2021") | {"employerName": "无锡测试软件二公司"})
    assert new["replaces"] == form["documentNumber"] and new["correctionNumber"] == letter["documentNumber"]
    assert destination.do("correct", document=new, status="issued")["due"]


def test_a_chain_is_deferred(origin, destination, requested, tmp_path, capfd):
    """320200 → 310000 is open; the person asks 310000 to go on to 440300."""
    onward = example(
        "contactLetter", "transferNumber", "applicationNumber", "certificateNumber", "traceNumber", "receivedOn"
    )
    third = {"name": "深圳市医疗保险基金管理中心", "regionCode": "440300", "agencyCode": "440300001"}
    account = {"holder": third["name"], "bank": "中国测试银行营业部", "number": "622200004403000006"}
    onward |= {
        "origin": onward["destination"], "destination": third, "agency": third, "recipient": onward["destination"],
        "documentNumber": "440300LX2026000001", "bankAccount": account, "transferNumber": "440300ZY2026000001",
    }  # fmt: skip
    destination.day = "2026-10-15"
    destination.do("request", document=onward, status="requested")
    destination.refuses("reply", "440300ZY2026000001", "--outcome", "accepted", reason="R17")
    reply = destination.made("reply", "440300ZY2026000001", "--outcome", "deferred", status="deferred")
    assert reply["reasonCode"] == "R17"
    destination.refuses("resume", "440300ZY2026000001", reason="R17")
    destination.do("withdraw", requested, status="withdrawn")
    destination.do("resume", "440300ZY2026000001", status="requested")


def test_certificates_are_held_used_and_given_back(origin, destination):
    sheet = example("certificate", "documentNumber", "verificationCode", "verificationUrl", "copy", "recipient")
    (origin.folder / "sheet.json").write_text(json.dumps(sheet), encoding="utf-8")
    number = origin.call("certificate", "issue", str(origin.folder / "sheet.json"))["certificateNumber"]
    asked = application() | {"certificateNumber": number}
    destination.do("apply", document=asked)
    transfer = destination.made("accept", asked["documentNumber"])["transferNumber"]
    origin.do("request", document=destination.made("request", transfer))
    status = lambda: origin.call("certificate", "show", number)["status"]  # noqa: E731
    origin.call("certificate", "revoke", number, "--reason", "误出", "--actor", "乙", code=1)
    origin.do("issue", transfer, document=form_draft("2021"))
    assert status() == "used"
    origin.do("recall", transfer)
    assert status() == "valid"
    origin.do("withdraw", transfer)
    origin.call("certificate", "revoke", number, "--reason", "误出", "--actor", "乙")


def test_registration_starts_it_by_itself(tmp_path, capfd):
    from tests.transfer.offices import Office

    class Hunan(Office):
        """An agency under a profile of its own."""

    changsha = Hunan(tmp_path, DESTINATION, capfd)
    started = changsha.do(
        "apply", "--profile", "HN-2025",
        document=application(registeredOn="2026-10-12", channel="automatic"), status="accepted",
    )  # fmt: skip
    assert [one["documentType"] for one in started["documents"]] == ["acceptanceNotice"]
    assert started["transferNumber"]
    wuxi = Office(tmp_path, ORIGIN, capfd)
    asked = application(registeredOn="2026-10-12", channel="automatic") | {
        "transferNumber": started["transferNumber"]
    }
    wuxi.do("request", "--profile", "HN-2025", document=asked, status="requested")
    form = wuxi.made("issue", started["transferNumber"], document=form_draft("2021"), status="issued")
    changsha.do("issue", document=form, status="issued")
    changsha.do("take-over", started["transferNumber"])
    done = changsha.do("complete", started["transferNumber"], status="completed", funds="pending")
    assert "receive" in done["next"]


def test_a_stale_writer_is_told(destination, accepted):
    told = destination.refuses("remind", accepted, "--text", "x", "--expect", "1")
    assert accepted in told["message"] and "第 2 版" in told["message"]
    destination.do("remind", accepted, "--text", "x", "--expect", "2")


def test_not_recalled_once_it_was_received(origin, requested):
    origin.do("issue", requested, document=form_draft("2021"))
    slip = example("mailSlip", "agency", "recipient") | {"receivedOn": "2026-10-12", "sentOn": "2026-10-12"}
    origin.do("confirm", requested, "--text", "转入地已签收", document=slip, status="issued")
    origin.refuses("recall", requested)


def test_a_profile_may_ask_for_a_second_person(origin, destination, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'id = "OWN"\nextends = "NHSA-2021-43"\n[figures]\nsecond_actor = { value = ["accept"], source = "内部规定" }\n'
    )
    number = destination.do("apply", "--profile", str(own), document=application())["applicationNumber"]
    destination.refuses("accept", number, rule="AG-03")
    destination.do("accept", number, "--actor", "乙", status="accepted")
    destination.call("transfer", "apply", "--profile", "nowhere", document=application(), code=2)


def test_handler_and_reviewer_are_two(origin, requested):
    signed = form_draft("2021") | {"signature": {"handledBy": "甲", "reviewedBy": "甲"}}
    origin.refuses("issue", requested, document=signed, rule="AG-03")


def test_xml_is_taken_too(origin, destination, accepted, tmp_path):
    from ybzj_docs.codec.write import to_xml

    letter = destination.made("request", accepted)
    (tmp_path / "letter.xml").write_bytes(to_xml(letter))
    origin.do("request", "--document", str(tmp_path / "letter.xml"), status="requested")
