"""Terms that reach into a year of which no working days are known: told as undetermined with the reason, never lost."""

from datetime import date

import pytest

from tests.transfer.test_roads import application
from validators.workdays import Calendar
from ybzj_docs import knowledge


def accepted_on(office, day, *words):
    """Accept the application on a day; with words, by a notice that says them."""
    office.day = day
    office.do("apply", document=application())
    draft = {"dueOn": words[0]} if words else None
    return office.do("accept", application()["documentNumber"], document=draft)


@pytest.fixture
def far(destination):
    """The number of a transfer whose step ends in the next year, on the day of its acceptance."""
    told = accepted_on(destination, "2026-12-24", "2027-01-08")
    [one] = told["due"]
    assert (one["step"], one["dueOn"], one["days"], one["late"]) == ("form", None, 10, False)
    assert "2027" in one["undetermined"]
    return told["transferNumber"]


def test_a_step_that_ends_in_an_unknown_year_is_listed(destination, far):
    for words in ([], ["--within", "0"], ["--within", "400"]):
        [line] = destination.call("transfer", "due", *words)["due"]
        assert (line["transferNumber"], line["step"], line["late"]) == (far, "form", False)
        assert "2027" in line["undetermined"] and "dueOn" not in line
    assert destination.call("transfer", "due", "--reminders") == []
    destination.day = "2027-01-05"
    [one] = destination.call("transfer", "show", far)["due"]
    assert (one["dueOn"], one["days"]) == (None, None) and "2027" in one["undetermined"]
    assert destination.call("transfer", "progress", "--number", far, "--id-tail", "1176")["steps"][-1]["at"]
    assert destination.call("transfer", "rebuild") == {"differences": []}


def test_it_is_reckoned_once_the_year_is_known(destination, far, monkeypatch):
    known = Calendar([2026, 2027], [date(2027, 1, 1)], [])
    monkeypatch.setattr(knowledge, "calendar", lambda: known)
    [line] = destination.call("transfer", "due")["due"]
    assert (line["dueOn"], line["days"]) == ("2027-01-08", 10) and "undetermined" not in line


def test_a_pause_that_leads_into_it(destination):
    number = accepted_on(destination, "2026-12-16")["transferNumber"]
    asked = {"items": [{"title": "委托书"}], "dueOn": "2026-12-30"}
    assert destination.do("supplement", number, document=asked)["due"] == []
    destination.day = "2026-12-24"
    [one] = destination.do("resupply", number, document=application())["due"]
    assert (one["dueOn"], one["days"]) == (None, 10) and "2027" in one["undetermined"]
    [line] = destination.call("transfer", "due")["due"]
    assert "dueOn" not in line and line["days"] == 10 and "2027" in line["undetermined"]


def test_a_late_step_seen_from_an_unknown_year(destination):
    number = accepted_on(destination, "2026-12-01")["transferNumber"]
    destination.day = "2027-01-05"
    [line] = destination.call("transfer", "due", "--within", "3")["due"]
    assert (line["dueOn"], line["late"], "days" in line) == ("2026-12-15", True, False)
    assert "2027" in line["undetermined"]
    [one] = destination.call("transfer", "show", number)["due"]
    assert (one["dueOn"], one["days"], one["late"]) == ("2026-12-15", None, True)
    [text] = destination.call("transfer", "due", "--reminders")
    assert text["text"].endswith("应于 2026年12月15日前办结，已超期。")
