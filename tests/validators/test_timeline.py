"""The timeline of cases: steps with their days, pauses, what comes next, the break, the situation."""

from datetime import date
from time import process_time
from typing import Any

import pytest

from tests.examples.loading import every
from tests.validators.cases import base, world
from validators import course
from validators.breaks import break_of
from validators.case import Case, Paper
from validators.nextstep import next_step
from validators.profile import Figure, Profile
from validators.run import check, check_case
from validators.situation import situation
from validators.timeline import Timeline, timeline
from validators.workdays import Calendar
from ybzj_docs import knowledge

_OLD = {"edition": "2016"}
#: Of another person, whose transfer was refused and withdrawn.
_ASIDE = ("refusalNotice", "withdrawal")


def _paper(form: str, **members: Any) -> dict[str, Any]:
    tree = base(form)
    for name, value in members.items():
        if isinstance(value, dict) and isinstance(tree.get(name), dict):
            tree[name] = tree[name] | value
        else:
            tree[name] = value
    return tree


def _case(*trees: dict[str, Any]) -> Case:
    return Case([Paper(index, tree) for index, tree in enumerate(trees)])


def _timeline(*trees: dict[str, Any], profile: str = "NHSA-2021-43", as_of: str = "2026-11-02") -> Timeline:
    context = world(profile, as_of)
    return timeline(_case(*trees), context.profile, context.calendar, context.as_of)


def _steps(told: Timeline) -> list[tuple[str, str, str | None, int, int, str | None, bool]]:
    return [
        (
            step.step,
            step.started.on.isoformat(),
            step.ended.on.isoformat() if step.ended else None,
            step.allowed,
            step.days,
            step.due_on.isoformat() if step.due_on else None,
            step.late,
        )
        for step in told.steps
    ]


def _accepted(on: str, **members: Any) -> dict[str, Any]:
    return _paper("acceptanceNotice", issuedOn=on, acceptedOn=on, **members)


def test_a_whole_case_of_2021() -> None:
    told = _timeline(
        _paper("application", issuedOn="2026-10-09"),
        _accepted("2026-10-12"),
        _paper("informationForm", issuedOn="2026-10-19", receivedOn="2026-10-20"),
        _paper("completionNotice", completedOn="2026-10-28", destinationFrom="2017-12"),
    )
    assert _steps(told) == [
        ("form", "2026-10-12", "2026-10-19", 10, 5, "2026-10-26", False),
        ("completion", "2026-10-20", "2026-10-28", 5, 6, "2026-10-27", True),
    ]
    assert told.next is None
    assert told.unknown_years == ()
    assert told.break_months is not None
    assert told.break_months.months == 4
    assert told.break_months.within is False


def test_a_whole_case_of_2016() -> None:
    told = _timeline(
        _paper("application", issuedOn="2018-02-01", **_OLD),
        _accepted("2018-02-05", **_OLD),
        _paper("contactLetter", issuedOn="2018-03-05", receivedOn="2018-03-08", **_OLD),
        _paper("letterReply", issuedOn="2018-03-09", receivedOn="2018-03-07", **_OLD),
        _paper(
            "informationForm",
            issuedOn="2018-03-28",
            receivedOn="2018-04-02",
            account={"disposition": "transfer", "amount": "1409.50"},
            **_OLD,
        ),
        _paper("fundReceipt", receivedOn="2018-04-04", **_OLD),
        profile="HRSS-2016-94",
        as_of="2018-04-20",
    )
    assert _steps(told) == [
        ("letter", "2018-02-05", "2018-03-05", 15, 17, "2018-03-01", True),
        ("form", "2018-03-07", "2018-03-28", 15, 15, "2018-03-28", False),
        ("completion", "2018-04-04", None, 15, 11, "2018-04-26", False),
    ]
    assert told.steps[2].left == 4
    assert told.next is not None
    assert (told.next.key, told.next.owner) == ("complete", "destination")


def test_a_pause_moves_the_due_day_and_does_not_count() -> None:
    told = _timeline(
        _paper("application", issuedOn="2026-10-09"),
        _paper("supplementNotice", issuedOn="2026-10-14"),
        _paper("application", issuedOn="2026-10-19", revision=1),
        _accepted("2026-10-12"),
        as_of="2026-10-23",
    )
    assert _steps(told) == [("form", "2026-10-12", None, 10, 6, "2026-10-29", False)]
    assert told.steps[0].paused == 3


def test_a_running_pause_has_no_due_day() -> None:
    trees = (_paper("application"), _paper("supplementNotice", issuedOn="2026-10-14"), _accepted("2026-10-12"))
    told = _timeline(*trees, as_of="2026-10-23")
    assert _steps(told) == [("form", "2026-10-12", None, 10, 2, None, False)]
    assert told.unknown_years == ()


def test_an_unknown_pause_is_none() -> None:
    letter = _paper("correctionLetter", issuedOn="2026-10-14")
    del letter["issuedOn"]
    told = _timeline(letter, _accepted("2026-10-12"), as_of="2026-10-23")
    assert _steps(told) == [("form", "2026-10-12", None, 10, 9, "2026-10-26", False)]
    del letter["concerns"]
    assert _steps(_timeline({**letter, "issuedOn": "2026-10-14"}, _accepted("2026-10-12"), as_of="2026-10-23"))


@pytest.mark.parametrize(
    ("accepted", "issued", "as_of", "steps", "unknown"),
    [
        ("2009-12-28", None, "2010-01-05", 0, (2009,)),
        ("2026-12-28", None, "2026-12-30", 1, (2027,)),
        ("2026-12-24", "2026-12-30", "2026-12-31", 2, (2027,)),
        ("2027-03-01", "2027-03-02", "2027-03-03", 0, (2027,)),
        ("2026-10-12", "2026-10-19", "2028-01-01", 1, (2027,)),
    ],
)
def test_years_without_calendar(
    accepted: str, issued: str | None, as_of: str, steps: int, unknown: tuple[int, ...]
) -> None:
    forms = [_paper("informationForm", issuedOn=issued)] if issued else []
    told = _timeline(_accepted(accepted), *forms, as_of=as_of)
    assert len(told.steps) == steps
    assert told.unknown_years == unknown


def test_a_step_that_was_done_needs_no_year_beyond_it_unless_a_day_was_told() -> None:
    notice = _accepted("2026-12-24")
    form = _paper("informationForm", issuedOn="2026-12-30")
    done = _paper("completionNotice", completedOn="2026-12-31")
    assert _timeline(notice, form, done, as_of="2026-12-31").unknown_years == (2027,)
    del notice["dueOn"]
    told = _timeline(notice, form, done, as_of="2026-12-31")
    assert told.unknown_years == ()
    assert [step.due_on for step in told.steps] == [None, None]


@pytest.mark.parametrize(
    ("members", "ends"),
    [
        ({"refusalNotice": {}}, True),
        ({"withdrawal": {}}, True),
        ({"letterReply": {"outcome": "discontinued"}}, True),
        ({"letterReply": {"outcome": "deferred"}}, False),
    ],
)
def test_a_transfer_that_has_ended_is_not_measured_on(members: dict[str, Any], ends: bool) -> None:
    told = _timeline(_accepted("2026-10-12"), *(_paper(form, **more) for form, more in members.items()))
    assert (told.steps == ()) is ends
    assert (told.next is None) is ends


def _next(*trees: dict[str, Any], profile: str = "NHSA-2021-43") -> tuple[str, str] | None:
    found = next_step(_case(*trees), knowledge.profile(profile))
    if found is None:
        return None
    assert found.zh
    assert found.en.isascii()
    return found.key, found.owner


_GOES = {"account": {"disposition": "transfer", "amount": "1409.50"}}


@pytest.mark.parametrize(
    ("trees", "expected"),
    [
        ([_paper("certificate"), _paper("precheck")], ("apply", "applicant")),
        ([_paper("archiveNote"), _paper("archiveIndex")], None),
        ([_paper("application"), _paper("certificate")], ("accept", "destination")),
        ([_paper("application"), _paper("supplementNotice")], ("resupply", "applicant")),
        ([_accepted("2026-10-12"), _paper("application")], ("issue", "origin")),
        ([_accepted("2026-10-12", **_OLD), _paper("application", **_OLD)], ("request", "destination")),
        ([_paper("contactLetter", **_OLD), _paper("application", **_OLD)], ("issue", "origin")),
        ([_paper("contactLetter"), _paper("letterReply", outcome="deferred")], ("resume", "origin")),
        ([_paper("contactLetter"), _paper("letterReply", outcome="returned")], ("request-again", "destination")),
        ([_paper("letterReply"), _paper("contactLetter")], ("issue", "origin")),
        ([_paper("informationForm", **_GOES), _paper("application")], ("notify", "origin")),
        ([_paper("informationForm", **_GOES), _paper("fundNotice")], ("receive", "destination")),
        ([_paper("informationForm", **_GOES), _paper("fundReceipt")], ("complete", "destination")),
        (
            [_paper("informationForm", **_GOES), _paper("fundNotice", settlementMode="netting")],
            ("complete", "destination"),
        ),
        ([_paper("informationForm"), _paper("application")], ("complete", "destination")),
        ([_paper("informationForm"), _paper("completionNotice", side="origin")], ("complete", "destination")),
        ([_paper("informationForm"), _paper("completionNotice")], None),
        ([_paper("informationForm"), _paper("correctionLetter")], ("correct", "origin")),
        ([_paper("certificate"), _paper("correctionLetter")], ("correct", "origin")),
        (
            [_paper("contactLetter"), _paper("correctionLetter", concerns="310000LX2026000001")],
            ("correct", "destination"),
        ),
        (
            [_paper("application"), _paper("correctionLetter", concerns="310000SQ2026000001")],
            ("correct", "destination"),
        ),
        ([_paper("supplementNotice"), _accepted("2026-10-12")], ("issue", "origin")),
    ],
)
def test_what_comes_next(trees: list[dict[str, Any]], expected: tuple[str, str] | None) -> None:
    assert _next(*trees) == expected


def test_the_origin_accepts_what_was_handed_in_there() -> None:
    origin = base("application")["origin"]
    trees = (_paper("application"), _paper("supplementNotice", agency=origin), _paper("application", revision=1))
    assert _next(*trees) == ("accept", "origin")
    assert course.acceptor(_case(_paper("supplementNotice", agency=origin))) == "destination", "no origin is named"
    assert course.acceptor(_case()) == "destination"


@pytest.mark.parametrize(
    ("trees", "side"),
    [
        ([_paper("application")], "destination"),
        ([_paper("certificate", copy="2")], "origin"),
        ([_paper("certificate", copy="2"), _paper("fundReceipt")], "destination"),
        ([_paper("completionNotice", side="origin")], "origin"),
        ([_paper("completionNotice", side="origin"), _paper("completionNotice", side="destination")], "destination"),
    ],
)
def test_whose_folder_it_is(trees: list[dict[str, Any]], side: str) -> None:
    assert course.side(_case(*trees)) == side


def test_the_document_that_leads() -> None:
    assert _case().lead is None
    for form in ("application", "contactLetter", "informationForm"):
        leader = _case(_paper("certificate"), _paper(form)).lead
        assert leader is not None
        assert leader.form == form
    leader = _case(_paper("certificate")).lead
    assert leader is not None
    assert leader.form == "certificate"


def test_breaks_and_what_follows() -> None:
    form, notice = base("informationForm"), _paper("completionNotice", destinationFrom="2017-12")
    case = _case(form, notice)

    def told(**figures: Any) -> tuple[bool | None, str]:
        found = break_of(case, Profile(id="x", figures={name: Figure(value) for name, value in figures.items()}))
        assert found is not None
        assert found.months == 4
        assert all(found.consequence)
        return found.within, found.consequence[1]

    assert told() == (None, "what follows is for local rules to say")
    assert told(break_max_months=3) == (False, "a waiting period as local rules say")
    assert told(break_max_months=3, waiting_max_months=6) == (False, "a waiting period of at most 6 months")
    assert told(break_max_months=4) == (True, "the months may be paid later, with no waiting period")
    assert told(break_max_months=4, back_payment_retroactive=False)[1].endswith("do not reach back to them")
    assert told(break_max_months=4, back_payment_retroactive=True)[1].endswith("; benefits reach back to them")
    assert break_of(_case(form), Profile(id="x")) is None


@pytest.mark.parametrize(
    ("members", "form", "key", "zh"),
    [
        ({"edition": "2010"}, _GOES, "2010/with-employer/money", "58号（2010），随新单位参保，有资金划转"),
        ({"edition": "2017", "hasEmployer": False}, {}, "2017/without-employer", "GB/T 34282.2-2017，无接收单位"),
        ({"channel": "automatic"}, {"account": {"disposition": "none"}}, "2021/platform/no-money", None),
    ],
)
def test_situations(members: dict[str, Any], form: dict[str, Any], key: str, zh: str | None) -> None:
    found = situation(_case(_paper("application", **members), _paper("informationForm", **form)))
    assert found.key == key
    assert zh is None or found.zh == zh
    assert found.en
    assert situation(_case(_paper("certificate"))).key == "2021"
    assert situation(_case()).key == ""


def test_the_story_with_its_corrections_is_clean() -> None:
    """The fullest examples with the versions that were corrected and returned, up to the archive."""
    told = {str(example): example.content for example in every("valid")}
    beside = ("informationForm/first-version", "letterReply/accepted", "precheck/destination", "fundNotice/returned")
    names = [name for name in told if name.endswith("/full") and name.split("/")[0] not in _ASIDE]
    trees = [told[name] for name in (*names, *beside)]
    context = world(stage="archive")
    found = check_case(_case(*trees), context)
    assert {finding.rule for _, finding in found if finding.severity != "info"} == set()
    assert {finding.rule for _, finding in found} == {"PD-06"}
    story = timeline(_case(*trees), context.profile, context.calendar, context.as_of)
    assert [step.step for step in story.steps] == ["form", "completion"]


def test_a_case_of_twelve_documents_takes_less_than_20_ms() -> None:
    """Of a processor, at best of five, with all rules, document by document and as a case, and with its timeline."""
    forms = (
        *("precheck", "certificate", "application", "acceptanceNotice", "contactLetter", "letterReply"),
        *("informationForm", "fundNotice", "fundReceipt", "completionNotice", "transferConfirmation", "archiveCover"),
    )
    full = {example.form: example.content for example in every("valid") if str(example).endswith("/full")}
    trees, context = [full[form] for form in forms], world()
    best = 1.0
    for _ in range(5):
        begun = process_time()
        case = _case(*trees)
        for tree in trees:
            check(tree, context, case=case)
        check_case(case, context)
        timeline(case, context.profile, context.calendar, context.as_of)
        best = min(best, process_time() - begun)
    assert best < 0.020, best


def test_what_failed_structure_is_cut_out_and_crashes_nothing() -> None:
    """Every document of the story without its members, one after the other, is looked at as a case."""
    full = [example.content for example in every("valid") if str(example).endswith("/full")]
    trees = [tree for tree in full if tree["documentType"] not in _ASIDE]
    context = world(stage="archive")
    for name in sorted({name for tree in trees for name in tree} - {"documentType"}):
        case = _case(*({key: value for key, value in tree.items() if key != name} for tree in trees))
        check_case(case, context)
        timeline(case, context.profile, Calendar([2026], [], []), date(2026, 11, 2))
