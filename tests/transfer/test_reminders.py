"""Reminders: what is waited for from the person or the employer, and the months to register that run out."""

import json

import pytest

from tests.transfer.offices import example
from tests.transfer.test_roads import accepted, requested
from tests.transfer.test_walk import form_draft

__all__ = ["accepted", "requested"]


def reminded(office):
    return office.call("transfer", "due", "--reminders")


@pytest.mark.parametrize(
    ("more", "owed", "to", "by"),
    [({"dueOn": "2026-10-30"}, "self", "申请人", "于 2026年10月30日前"), ({}, "employer", "用人单位", "尽快")],
)
def test_arrears_that_are_not_paid(origin, destination, requested, more, owed, to, by):
    items = [{"from": "2020-01", "to": "2020-02", "amount": "1.00", "owedBy": owed}]
    told = origin.made("arrears", requested, document={"items": items} | more)
    destination.do("arrears", document=told)
    [one] = reminded(origin)
    assert (one["to"], one["number"], one.get("dueOn")) == (to, requested, more.get("dueOn"))
    assert f"请{by}补缴欠费告知单 {told['documentNumber']} 所列欠费" in one["text"] and "已过" not in one["text"]
    assert reminded(destination) == []  # who told them reminds
    assert [line["step"] for line in origin.call("transfer", "due")["due"]] == ["form"]
    assert origin.call("transfer", "rebuild") == {"differences": []}
    origin.do("issue", requested, document=form_draft("2021"))
    assert len(reminded(origin)) == 1
    origin.do("settle", requested, document=form_draft("2021"))
    assert reminded(origin) == []


@pytest.mark.parametrize(("edition", "day", "dues"), [
    ("2010", "2026-10-12", ["2026-10-31"]), ("2017", "2026-10-31", ["2026-10-31"]), ("2010", "2026-11-01", []),
    ("2010", "2026-09-30", []), ("2021", "2026-10-12", []),
])  # fmt: skip
def test_the_months_to_register_run_out(origin, edition, day, dues):
    sheet = example("certificate", "documentNumber", "verificationCode", "verificationUrl", "copy", "recipient")
    sheet |= {"edition": edition, "enrolment": {"from": "2016-07", "to": "2026-07"}}
    (origin.folder / "sheet.json").write_text(json.dumps(sheet), encoding="utf-8")
    origin.day = "2026-09-01"
    number = origin.call("certificate", "issue", str(origin.folder / "sheet.json"))["certificateNumber"]
    origin.day = day
    told = reminded(origin)
    assert [one["dueOn"] for one in told] == dues
    assert all(number in one["text"] and "2026年10月31日" in one["text"] for one in told)
