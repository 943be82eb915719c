"""Overrides of a profile: by rule and place, until their day."""

from datetime import date

import pytest

from validators.finding import Finding, Severity
from validators.profile import Override, Profile, apply, unused

DAY = date(2026, 11, 2)


def finding(pointer: str, rule: str = "PD-02", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, pointer)


def left(override: Override, *found: Finding) -> list[tuple[str, str]]:
    kept, _ = apply(found, Profile(id="x", overrides=(override,)), DAY)
    return [(each.pointer, each.severity) for each in kept]


@pytest.mark.parametrize(
    ("pattern", "pointer", "met"),
    [
        (None, "/periods/0/months", True),
        ("/periods/*/months", "/periods/0/months", True),
        ("/periods/*/months", "/periods/17/months", True),
        ("/*/0/months", "/periods/0/months", True),
        ("/periods/0/months", "/periods/1/months", False),
        ("/periods/*", "/periods/0/months", False),
        ("/periods/*/months", "/periods", False),
        ("", "", True),
        ("", "/periods", False),
    ],
)
def test_where_an_override_holds(pattern: str | None, pointer: str, met: bool) -> None:
    assert left(Override("PD-02", "info", "x", pattern), finding(pointer)) == [(pointer, "info" if met else "error")]


def test_off_takes_the_finding_away_and_leaves_other_rules() -> None:
    kept = left(Override("PD-02", "off", "x", until=DAY), finding("/periods"), finding("/periods", "PD-01"))
    assert kept == [("/periods", "error")]


def test_an_override_that_has_ended_meets_nothing() -> None:
    assert left(Override("PD-02", "off", "x", until=date(2026, 11, 1)), finding("/a")) == [("/a", "error")]


def test_the_first_counts_and_the_unused_are_told() -> None:
    first, second = Override("PD-02", "info", "x", "/a"), Override("PD-02", "warning", "x")
    ended = Override("PD-02", "off", "x", until=date(2020, 1, 1))
    profile = Profile(id="x", overrides=(ended, first, second))
    kept, used = apply([finding("/a")], profile, DAY)
    assert [each.severity for each in kept] == ["info"]
    assert unused(profile, used) == [ended, second]
