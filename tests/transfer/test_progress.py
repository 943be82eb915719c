"""Progress: tries are counted by transfer, guessing is slowed, who knows is let in again, no person's number is kept."""

from datetime import timedelta

import pytest

from tests.stores import *  # noqa: F403
from tests.transfer.offices import DESTINATION, example
from tests.transfer.test_service import AT, PEOPLE, Desks
from ybzj_docs.registers import Hand, Refused, verify
from ybzj_docs.transfer.progress import progress

APPLIED = "310000SQ2026000001"


@pytest.fixture
def asked(store):
    """How progress is asked for, so many minutes after a transfer with two numbers was accepted."""
    desks = Desks(store)
    person = {"name": "程安澜", "idType": "01", "idNumber": PEOPLE[0]}
    paper = example("application", "agency", "signature", "certificateNumber", "agent")
    paper |= {"person": person, "documentNumber": APPLIED, "applicantKind": "insured"}
    desks.do(DESTINATION, "apply", None, paper)
    [acceptance] = desks.do(DESTINATION, "accept", APPLIED).made

    def ask(number, tail, minutes=0.0):
        number = acceptance["transferNumber"] if number == "transfer" else number
        try:
            progress(store, Hand("-", AT + timedelta(minutes=minutes)), DESTINATION, number, tail)
        except Refused as refused:
            return "wait" if "分钟" in refused.zh else "wrong"
        return "told"

    return ask


def test_tries_count_for_the_transfer_whatever_number_names_it(asked):
    for number in (APPLIED, "transfer", APPLIED, "transfer", APPLIED):
        assert asked(number, "0000") == "wrong"
    assert [asked(number, "1176") for number in (APPLIED, "transfer")] == ["wait", "wait"]
    assert asked("310000SQ2026000009", "1176") == "wrong"  # others are answered


def test_guessing_is_slowed_and_who_knows_is_let_in_again(asked):
    assert asked(APPLIED, "1176") == "told"
    for _ in range(5):
        assert asked(APPLIED, "0000") == "wrong"
    for minute in (0, 1, 2):
        assert asked(APPLIED, "1176", minute) == "wait"  # which prolongs nothing
    assert asked(APPLIED, "1176", 3) == asked(APPLIED, "1176", 3) == "told"
    assert asked(APPLIED, "0001", 4) == "wrong"
    assert asked(APPLIED, "1176", 4) == "wait"
    assert asked(APPLIED, "1176", 6) == "told"
    guesses = [asked(APPLIED, f"{minute:04}", minute) for minute in range(7, 67)]
    assert guesses.count("wrong") <= 21
    assert asked(APPLIED, "1176", 70) == "told"


def test_who_waited_for_others_is_not_let_in_by_that(asked):
    for _ in range(5):
        asked(APPLIED, "0000", 1)
    assert asked(APPLIED, "1176", 0.9) == "wait"


def test_what_is_asked_again_is_not_kept_and_waits_for_no_writer(asked, store):
    def kept():
        with store.reading() as tx:
            return [row["data"].split('"')[3] for row in tx.rows() if row["stream"].startswith("progress:")]

    assert asked(APPLIED, "1176") == "told"
    with store.writing():  # another one writes all the while
        assert asked("transfer", "1176", 5) == "told"
    assert kept() == ["answered"]
    for minute in range(10):
        assert asked(APPLIED, "0000" if minute < 5 else "1176", 6) == ("wrong" if minute < 5 else "wait")
    assert kept() == ["answered", *["wrong"] * 5, "blocked"]
    assert asked(APPLIED, "1176", 24 * 60) == "told"
    assert kept()[-1] == "answered"


def test_a_clock_that_goes_ahead_locks_nobody_out(asked):
    for _ in range(6):
        asked(APPLIED, "0000", 1_000_000)
    assert asked(APPLIED, "1176") == "told"


@pytest.mark.parametrize("number", [PEOPLE[0], "程安澜", "x' OR 1", "\udcff", "-" * 5000, ""])
def test_what_names_no_transfer_is_not_kept(asked, store, number):
    assert [asked(number, "1176") for _ in range(6)] == ["wrong"] * 5 + ["wait"]
    with store.reading() as tx:
        kept = [row for row in tx.rows() if row["stream"].startswith("progress:")]
        assert {len(row["stream"]) for row in kept} == {len("progress:?0123")}
        assert not any(number in str(row["data"]) for row in kept if number)
        assert verify(tx).faults == ()


@pytest.mark.parametrize("tail", ["", "117", "11766", "程安澜一", "\udcff\udcff"])
def test_no_tail_is_wrong(asked, tail):
    assert asked(APPLIED, tail) == "wrong"
