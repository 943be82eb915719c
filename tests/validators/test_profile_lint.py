"""The lint of profiles: every defect is told, in one line that says the mend."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from validators.profile import Figure, Override, Profile, SeverityChange, Situation, Step
from validators.profile_lint import lint

AS_OF = date(2026, 11, 2)
GOOD = Profile(
    id="A",
    title="甲",
    title_en="a",
    source="x",
    valid_from=date(2020, 1, 1),
    valid_to=date(2020, 12, 31),
    replaced_by=("B",),
    steps={"form": Step(10, "acceptance", "x")},
    figures={"e_seal": Figure(True, "x")},
    situations=(Situation("s", "s", {"form": ("form",)}, "x"),),
    severities={"ID-01": SeverityChange("info", "x")},
    overrides=(Override("ID-01", "off", "x", until=AS_OF),),
)
HEIR = Profile(id="B", title="乙", title_en="b", source="x", valid_from=date(2021, 1, 1))


def faults(profile: Profile, heir: Profile = HEIR) -> list[str]:
    return list(lint({"A": profile, "B": heir}, {"ID-01"}, {"form"}, AS_OF))


def test_nothing_is_wrong() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "C"}, "A: id: is 'C'"),
        ({"title": ""}, "A: title: missing"),
        ({"title_en": ""}, "A: title_en: missing"),
        ({"source": ""}, "A: source: missing"),
        ({"valid_from": date(2021, 1, 1)}, "A: validTo: 2020-12-31 lies before"),
        ({"steps": {"form": Step(10, "acceptance")}}, "A: steps.form: no source"),
        ({"figures": {"e_seal": Figure(True)}}, "A: figures.e_seal: no source"),
        ({"situations": (Situation("s", "s", {}),)}, "A: situations.s: no source"),
        ({"situations": (Situation("s", "s", {"form": ("x",)}, "x"),)}, "A: situations.s.form: 'x' is no document"),
        ({"severities": {"ID-99": SeverityChange("info", "x")}}, "A: severities.ID-99: no such rule"),
        ({"overrides": (Override("ID-99", "info", "x"),)}, "A: overrides: rule 'ID-99' does not exist"),
        ({"overrides": (Override("ID-01", "off", "x", until=date(2026, 11, 1)),)}, "ended on 2026-11-01"),
        ({"replaced_by": ("C",)}, "A: replacedBy: 'C' is no profile"),
        ({"valid_to": None}, "A: replacedBy: B replaces it, so write validTo"),
        ({"valid_to": date(2020, 12, 30)}, "A: replacedBy: a gap: it ends on 2020-12-30 and B begins on 2021-01-01"),
        ({"valid_to": date(2021, 1, 1)}, "A: replacedBy: an overlap"),
    ],
)
def test_a_defect_is_told(change: dict[str, Any], said: str) -> None:
    [fault] = faults(replace(GOOD, **change))
    assert said in fault


def test_an_heir_without_beginning_leaves_a_gap() -> None:
    [fault] = faults(GOOD, replace(HEIR, valid_from=None))
    assert "a gap" in fault


def test_a_local_profile_may_overlap_the_national_one() -> None:
    assert faults(replace(GOOD, region="350500", valid_to=date(2023, 11, 30))) == []


def test_a_profile_without_end_or_beginning() -> None:
    assert faults(replace(GOOD, valid_from=None)) == []
