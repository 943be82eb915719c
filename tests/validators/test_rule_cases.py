"""Every case of every rule gives exactly the findings that it expects, of all rules."""

from dataclasses import replace

import pytest

from tests.validators.cases import JUDGING, cases, findings, papers, setting, told
from validators.finding import Severity
from validators.profile import SeverityChange
from validators.rule import rules
from validators.run import broken_places
from validators.structure import Structure
from ybzj_docs import catalog

#: One test for all cases of a rule, which names the case that fails: one for each costs more than the cases do.
by_rule = pytest.mark.parametrize("code", cases())


@by_rule
def test_cases_give_what_they_expect(code: str) -> None:
    for case in cases()[code]:
        found, wanted = findings(case), case["expect"]
        assert [told(*each, want) for each, want in zip(found, wanted, strict=False)] == wanted, case["name"]
        assert len(found) == len(wanted), (case["name"], found)


@by_rule
def test_documents_of_cases_pass_structure_but_for_what_is_broken(code: str) -> None:
    for case in cases()[code]:
        for tree, paper in zip(papers(case), case.get("papers", [case]), strict=True):
            found = Structure(catalog.schema(tree["documentType"]), {}).findings(tree)
            assert broken_places(found) <= set(paper.get("broken", ())), (case["name"], found)


@pytest.mark.parametrize("code", JUDGING)
def test_rule_has_clean_and_firing_cases(code: str) -> None:
    assert code in cases(), f"write tests/cases/{code}.json"
    fires = [code in {expected["rule"] for expected in case["expect"]} for case in cases()[code]]
    assert True in fires, f"{code}: no case where it fires"
    assert False in fires, f"{code}: no case where it does not"


def test_every_case_file_is_of_a_rule() -> None:
    assert set(cases()) == set(JUDGING)


@by_rule
def test_messages_can_be_told(code: str) -> None:
    for _, found in (each for case in cases()[code] for each in findings(case)):
        rule = rules()[found.rule]
        assert found.severity in (rule.severity, *rule.also) or found.rule == "EL-01"
        for template in rule.messages[found.key]:
            assert template.format(expected=found.expected, actual=found.actual, **found.data)


@pytest.mark.parametrize("code", sorted(set(JUDGING) - {"EL-01"}))  # EL-01 says itself what 58号 wants of it
def test_a_profile_changes_the_severity_of_a_rule_and_leaves_its_other_grades(code: str) -> None:
    own = rules()[code].severity
    other: Severity = "info" if own == "error" else "error"
    for case in cases()[code]:
        before = setting(case)
        profile = replace(before.context.profile, severities={code: SeverityChange(other, "why")})
        after = replace(before, context=replace(before.context, profile=profile))
        for (_, was), (_, now) in zip(before.findings(), after.findings(), strict=True):
            assert now.severity == (other if (was.rule, was.severity) == (code, own) else was.severity)
