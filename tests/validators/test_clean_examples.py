"""No rule finds an error or a warning in a clean document, under any profile whose edition it is."""

from typing import Any

import pytest

from tests.examples.loading import every
from tests.validators.cases import world
from validators.case import Case, Paper
from validators.profile import Profile
from validators.run import check, check_case
from ybzj_docs import knowledge

_TREES = [
    (f"{example}{position}", tree)
    for example in every("valid")
    for position, tree in enumerate(example.content if example.form == "documents" else [example.content])
    if example.form != "message"
]
#: What does not belong to a transfer that goes through.
_ASIDE = ("refusalNotice", "withdrawal", "fundReturn", "accountPayout", "agencyRecord", "correctionLetter")
_PROFILES = [knowledge.profile(name) for name in knowledge.profiles()]


@pytest.mark.parametrize("profile", _PROFILES, ids=lambda profile: profile.id)
def test_no_rule_fires_on_a_clean_example(profile: Profile) -> None:
    """Each document is looked at on the day on which it was issued."""
    fired = [
        (name, found.rule, found.severity, found.pointer)
        for name, tree in _TREES
        if tree.get("edition", profile.edition) == profile.edition
        for found in check(tree, world(profile.id, _day(tree)))
        if found.severity != "info"
    ]
    assert not fired


def _day(tree: dict[str, Any]) -> str:
    day: str = tree.get("issuedOn", "2026-11-02")
    return day


@pytest.mark.parametrize("profile", _PROFILES, ids=lambda profile: profile.id)
def test_no_rule_fires_on_the_whole_story(profile: Profile) -> None:
    """The fullest example of every form makes up one case; local profiles may allow it less time, nothing else."""
    trees = [tree for name, tree in _TREES if name.endswith("/full0") and tree["documentType"] not in _ASIDE]
    whole = Case([Paper(index, tree) for index, tree in enumerate(trees)])
    context = world(profile.id)
    found = [told for tree in trees for told in check(tree, context, case=whole)]
    found += [told for _, told in check_case(whole, context)]
    fired = {told.rule for told in found if told.severity != "info"}
    if profile.edition != "2021":
        return  # it must not crash
    assert fired <= ({"TM-01", "TM-04"} if profile.region else set()), fired
