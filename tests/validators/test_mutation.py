"""Every change of a rule is noticed by the rule's own cases: deleted, conditions negated and flipped, steps left out."""

import pytest

from tests.validators import mutation
from tests.validators.cases import JUDGING
from validators.rule import rules


@pytest.mark.parametrize("code", JUDGING)
def test_no_mutant_survives(code: str) -> None:
    assert mutation.agrees(code), f"{code} does not give what its cases expect"
    found = mutation.judge(code)
    assert not found.survivors, f"write cases into tests/cases/{code}.json that notice these changes"
    assert not found.stale, "take these out of equivalent_mutants.toml"
    assert found.killed


def test_equivalent_mutants_are_of_rules_and_have_reasons() -> None:
    assert mutation.equivalents().keys() <= rules().keys()
    assert all(reason for named in mutation.equivalents().values() for reason in named.values())
