"""What happens to a relation meanwhile: its certificate is reissued, its form recalled, its person renumbered."""

import json

import pytest

from tests.transfer.offices import example
from tests.transfer.test_roads import accepted, application, issued, requested
from tests.transfer.test_walk import form_draft
from validators.profile import Profile
from ybzj_docs import knowledge
from ybzj_docs.registers import Refused, shapes
from ybzj_docs.transfer.read_models import profile_of
from ybzj_docs.transfer.record import Record

__all__ = ["accepted", "issued", "requested"]


class Register:
    """The origin's register of certificates, and the person's first one."""

    def __init__(self, office):
        self.office = office
        sheet = example("certificate", "documentNumber", "verificationCode", "verificationUrl", "copy", "recipient")
        file = office.folder / "sheet.json"
        file.write_text(json.dumps(sheet), encoding="utf-8")
        self.first = self.do("issue", str(file))

    def do(self, *words, code=0):
        return self.office.call("certificate", *words, code=code).get("certificateNumber")

    def status(self, number):
        told = self.office.call("certificate", "show", number)
        return told["status"], told.get("usedBy", [])


@pytest.fixture
def register(origin):
    return Register(origin)


@pytest.fixture
def resting(origin, destination, register):
    """A transfer that rests on the first certificate, by its letter."""
    asked = application(certificateNumber=register.first)
    destination.do("apply", document=asked)
    number = destination.made("accept", asked["documentNumber"])["transferNumber"]
    origin.do("request", document=destination.made("request", number))
    return number


def test_a_certificate_reissued_meanwhile_is_the_one_that_is_used(origin, register, resting):
    second = register.do("reissue", register.first)
    third = register.do("reissue", second)
    origin.do("issue", resting, document=form_draft("2021"), status="issued")
    assert register.status(third) == ("used", [resting])
    assert register.status(second) == register.status(register.first) == ("replaced", [])
    duplicate = register.do("reissue", third)
    origin.do("recall", resting)
    assert (register.status(third)[0], register.status(duplicate)[0]) == ("used", "valid")
    origin.do("issue", resting, document=form_draft("2021"), status="issued")
    assert register.status(duplicate) == ("used", [resting])


def test_a_letter_may_still_name_the_replaced_one_of_its_transfer(origin, destination, register, resting):
    back = origin.made("reply", resting, "--outcome", "returned", "--reason", "R19")
    destination.do("reply", document=back)
    second = register.do("reissue", register.first)
    letter = destination.made("request", resting)
    assert letter["certificateNumber"] == register.first
    origin.do("request", document=letter, status="requested")
    origin.do("withdraw", resting)
    assert register.status(second) == ("valid", [])


def test_one_replaced_before_it_was_shown_starts_nothing(origin, destination, register):
    register.do("reissue", register.first)
    asked = application(certificateNumber=register.first)
    destination.do("apply", document=asked)
    number = destination.made("accept", asked["documentNumber"])["transferNumber"]
    origin.refuses("request", document=destination.made("request", number), reason="R14", rule="CF-03")


@pytest.mark.parametrize("change", [{"idNumber": "320202850312117"}, {"formerIdNumber": "320202198503121176"}])
def test_a_chain_finds_a_person_who_has_two_numbers(destination, requested, change):
    """The earlier transfer has the number of 18 characters; the letter that goes on has the old one, or names it."""
    onward = example("contactLetter", "transferNumber", "applicationNumber", "certificateNumber", "receivedOn")
    third = {"name": "深圳市医疗保险基金管理中心", "regionCode": "440300", "agencyCode": "440300001"}
    account = {"holder": third["name"], "bank": "中国测试银行营业部", "number": "622200004403000006"}
    here, person = onward["destination"], onward["person"]
    person = {"name": person["name"], "idType": "01", "idNumber": "320211199109082261"} | change
    onward |= {
        "origin": here, "destination": third, "agency": third, "recipient": here, "bankAccount": account,
        "documentNumber": "440300LX2026000001", "transferNumber": "440300ZY2026000001", "person": person,
    }  # fmt: skip
    destination.do("request", document=onward, status="requested")
    destination.refuses("reply", "440300ZY2026000001", "--outcome", "accepted", reason="R17")


def test_all_that_is_held_is_found_under_either_writing(origin, register, resting):
    for number in ("320202198503121176", " 320202850312117 "):
        assert len(origin.call("transfer", "export", "--person", number)) == 1
        [held] = origin.call("certificate", "list", "--person", number)
        assert held["certificateNumber"] == register.first


def recalled(origin, number):
    """The origin takes its form back; its paper."""
    return origin.made("recall", number, "--text", "漏一段", status="requested", funds="none")


def test_a_recall_reaches_the_destination_that_has_the_form(origin, destination, issued):
    first = destination.call("transfer", "show", issued)["documents"][-1]
    paper = recalled(origin, issued)
    told = destination.do("recall", document=paper, status="requested", funds="none")
    assert [(one["step"], one["owner"]) for one in told["due"]] == [("form", "origin")]
    assert told == destination.do("recall", document=paper) | {"version": told["version"]}
    destination.refuses("take-over", issued)
    assert "replaces" in destination.refuses("issue", document=first)["message"]
    again = origin.made("issue", issued, document=form_draft("2021"), status="issued", funds="pending")
    destination.do("issue", document=again, status="issued", funds="pending")
    destination.do("recall", document=paper, status="issued")
    destination.do("take-over", issued, status="continued")


def test_a_recall_that_comes_before_the_form(origin, destination, requested):
    form = origin.made("issue", requested, document=form_draft("2021"))
    destination.do("recall", document=recalled(origin, requested), status="requested")
    destination.refuses("issue", document=form)
    again = origin.made("issue", requested, document=form_draft("2021"))
    assert again["replaces"] == form["documentNumber"]
    destination.do("issue", document=again, status="issued")


def test_a_recall_after_the_relation_was_taken_over(origin, destination, issued):
    destination.do("take-over", issued)
    refusal = destination.refuses("recall", document=recalled(origin, issued), reason="R11")
    assert "correct" in refusal["message"]
    again = origin.made("issue", issued, document=form_draft("2021"))
    destination.do("correct", document=again, status="continued", funds="pending")
    assert origin.do("notify", issued, status="issued")["documents"][0]["amount"] == again["account"]["amount"]


OWN = """
id = "OWN"
extends = "NHSA-2021-43"
validFrom = 2026-01-01
[steps.form]
days = 3
starts = "acceptance"
source = "内部规定"
[figures]
second_actor = { value = ["accept"], source = "内部规定" }
[severities.ID-03]
severity = "warning"
reason = "内部规定"
[[overrides]]
rule = "ID-06"
pointer = "/materials/*"
severity = "off"
reason = "内部规定"
until = 2027-12-31
"""


def test_a_profile_of_ones_own_holds_wherever_one_stands(destination, tmp_path, monkeypatch):
    """The record keeps what the file said: another folder, a file that is gone or changed make no difference."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    begun = destination.do("apply", "--profile", "own.toml", document=application())["applicationNumber"]
    file.unlink()
    monkeypatch.chdir("/")
    destination.refuses("accept", begun, rule="AG-03")
    accepted = destination.do("accept", begun, "--actor", "乙")
    assert [(one["step"], one["dueOn"]) for one in accepted["due"]] == [("form", "2026-10-15")]
    assert destination.call("transfer", "show", begun)["profile"] == "OWN"
    assert destination.call("transfer", "rebuild") == {"differences": []}


def test_what_a_profile_says_is_read_as_written(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    for name in (*knowledge.profiles(), str(file)):
        profile = knowledge.profile(name)
        assert shapes.read(Profile, shapes.written(profile)) == profile


def test_an_early_record_whose_file_is_gone_says_so():
    with pytest.raises(Refused, match=r"gone\.toml"):
        profile_of(Record(profile="gone.toml"))
    assert profile_of(Record()).id == ""


def test_a_certificate_from_before_the_register(origin, destination, register):
    """Its number is not known until it is entered; from then on a transfer rests on it and uses it."""
    person = {"name": "顾小满", "idType": "01", "idNumber": "320211199109082261"}
    sheet = example("certificate", "copy", "recipient", "verificationUrl", "replacementCount", "account", name="full")
    sheet |= {"documentNumber": "苏 2012 年 第 0200000001 号", "issuedOn": "2026-09-01", "person": person}
    sheet |= {"account": {"balance": "0.00", "disposition": "none", "noTransferCode": "no-account"}}
    asked = application(certificateNumber=sheet["documentNumber"], person=person, applicantKind="insured")
    destination.do("apply", document=asked)
    number = destination.made("accept", asked["documentNumber"])["transferNumber"]
    letter = destination.made("request", number)
    origin.refuses("request", document=letter, reason="R14", rule="CF-03")
    (origin.folder / "old.json").write_text(json.dumps(sheet), encoding="utf-8")
    register.do("enter", str(origin.folder / "old.json"), code=1)
    register.do("enter", str(origin.folder / "old.json"), "--reason", "底册")
    assert origin.call("certificate", "show", sheet["documentNumber"])["history"][0]["event"] == "entered"
    origin.do("request", document=letter, status="requested")
    assert register.status(sheet["documentNumber"]) == ("valid", [number])
