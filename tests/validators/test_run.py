"""How rules are run: what failed structure, severities of a profile, a rule that crashes."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import Mutation, broken
from tests.validators.cases import base, world
from validators import run
from validators.finding import ERROR, WARNING, Finding
from validators.profile import Profile, SeverityChange
from validators.rule import At, Rule, at
from validators.run import RuleCrashed, broken_places, check
from validators.structure import Structure
from ybzj_docs import catalog

_WORLD = world()


def _found(document: Any, *places: str) -> list[tuple[str, str]]:
    return [(found.rule, found.pointer) for found in check(document, _WORLD, frozenset(places))]


def test_places_of_structure_findings() -> None:
    findings = [
        Finding("ST-04", ERROR, "/person/idNumber"),
        Finding("ST-01", ERROR, "/person", expected="id/Type"),
        Finding("ST-01", ERROR, ""),
        Finding("ST-05", WARNING, "/person/householdType"),
    ]
    assert broken_places(findings) == {"/person/idNumber", "/person/id~1Type", ""}


def test_broken_person_leaves_agent_judged() -> None:
    document = base("application")
    document["person"]["idNumber"] = 7
    document["agent"]["idNumber"] = "440524188001010015"
    assert _found(document, "/person/idNumber") == [("ID-01", "/agent/idNumber")]


def test_broken_document_kind_silences_its_number() -> None:
    document = base("application")
    document["agent"] |= {"idType": 1, "idNumber": "440524188001010015"}
    assert _found(document, "/agent/idType") == []


def test_place_above_what_is_read() -> None:
    document = base("application")
    document["person"] = [document["person"]]
    document["agent"] = "李安"
    document["destination"]["poolingArea"] = "999999"
    document["originInsuranceType"] = "330"
    assert _found(document, "/person", "/agent") == [
        ("AG-07", "/destination/poolingArea"),
        ("EL-12", "/originInsuranceType"),
    ]


def test_broken_period_leaves_the_others_judged() -> None:
    document = base("informationForm")
    document["periods"][0]["from"] = "2015"
    document["periods"][1]["months"] = 7
    document["totalMonths"] = 31
    document["periods"][2]["to"] = "2016-01"
    assert _found(document, "/periods/0/from") == [("PD-01", "/periods/2/to"), ("PD-02", "/periods/1/months")]


@pytest.mark.parametrize("kind", [{"a": "b"}, None])
def test_broken_insurance_type_leaves_the_months_judged(kind: object) -> None:
    document = base("informationForm")
    document["periods"][0]["insuranceType"] = kind
    document["periods"][1]["months"] = 7
    document["totalMonths"] = sum(period["months"] for period in document["periods"])
    assert _found(document, "/periods/0/insuranceType") == [("PD-02", "/periods/1/months")]


def test_entry_that_is_no_period() -> None:
    document = base("informationForm")
    document["periods"][0] = "2015"
    document["periods"][2]["to"] = "2016-01"
    assert _found(document, "/periods/0") == [("PD-01", "/periods/2/to")]


def test_periods_that_are_no_list() -> None:
    document = base("informationForm")
    document["periods"] = {"period": 1}
    document["totalMonths"] = 1
    assert _found(document, "/periods") == []


def test_broken_stop_leaves_the_order_judged() -> None:
    document = base("informationForm")
    document["stoppedOn"] = "2016"
    document["periods"][0]["from"] = "2016-02"
    assert _found(document, "/stoppedOn") == [("PD-01", "/periods/0/to")]


def test_place_that_no_rule_reads() -> None:
    document = base("informationForm")
    document["remarks"] = 7
    document["totalMonths"] = 31
    assert _found(document, "/remarks", "/unknown") == [("PD-03", "/totalMonths")]


def test_document_that_is_broken_as_a_whole() -> None:
    assert _found({"documentType": "certificate", "edition": {}}, "") == []


def test_document_is_left_as_it_was() -> None:
    document, same = base("application"), base("application")
    _found(document, "/person/name", "/agent")
    assert document == same


@pytest.mark.parametrize("form", ["application", "certificate", "fundNotice", "informationForm", "precheck"])
def test_no_rule_crashes_on_a_broken_document(form: str) -> None:
    structure = Structure(catalog.schema(form), {})

    @given(st.lists(broken(form), min_size=1, max_size=1))
    def judge(mutations: list[Mutation]) -> None:
        tree = mutations[0].tree
        if isinstance(tree, dict):
            places = broken_places(structure.findings(tree))
            for found in check(tree, _WORLD, places):
                assert found.pointer not in places

    judge()


def _with(monkeypatch: pytest.MonkeyPatch, body: Any) -> None:
    made = Rule(
        code="ID-99",
        severity=ERROR,
        title="Title.",
        title_zh="题",
        why_zh="由",
        doc="doc",
        risk="信息",
        messages={},
        reads=("/person/name",),
        check=body,
    )
    monkeypatch.setattr(run, "_rules_of", lambda *_: ((made, body, run.Reading(made)),))


def test_crash_names_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def body(document: Any, _: Any) -> Iterator[At]:
        yield at("/person", actual=document["nothing"])

    _with(monkeypatch, body)
    with pytest.raises(RuleCrashed, match="ID-99") as caught:
        check(base("certificate"), _WORLD)
    assert caught.value.code == "ID-99"
    assert isinstance(caught.value.__cause__, KeyError)


def test_profile_changes_the_rule_s_own_severity_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def body(*_: Any) -> Iterator[At]:
        yield at("/person/name", actual="长" * 300, expected="长" * 200)
        yield at("/person/name", severity=ERROR)

    _with(monkeypatch, body)
    changed = Profile(id="local", severities={"ID-99": SeverityChange("info", "local custom")})
    found = check(base("certificate"), type(_WORLD)(_WORLD.as_of, changed, _WORLD.regions, _WORLD.calendar))
    assert [finding.severity for finding in found] == ["info", "error"]
    assert found[0].actual == "长" * 199 + "…"
    assert found[0].expected == "长" * 200
