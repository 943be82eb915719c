"""Profiles: the four national ones, what a file of one's own may say, and how it is refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from validators.profile import Figure, Profile
from validators.profile_file import parse
from validators.regions import Regions
from ybzj_docs import knowledge
from ybzj_docs.catalog import UnknownName

_NATIONAL = ("HRSS-2010-58", "HRSS-2016-94", "GBT34282-2017", "NHSA-2021-43")


def test_national_profiles_come_first_in_the_contract_s_order() -> None:
    assert knowledge.profiles()[:4] == _NATIONAL


@pytest.mark.parametrize(("edition", "name"), list(zip(("2010", "2016", "2017", "2021"), _NATIONAL, strict=True)))
def test_profile_of_an_edition(edition: str, name: str) -> None:
    profile = knowledge.profile_for(edition)
    assert profile is not None
    assert (profile.id, profile.edition) == (name, edition)


def test_edition_that_is_none() -> None:
    assert knowledge.profile_for("1999") is None
    assert knowledge.no_profile().value("pauses") is None


@pytest.mark.parametrize(
    ("name", "start", "end", "replaced_by"),
    [
        ("HRSS-2010-58", date(2010, 7, 1), date(2016, 8, 31), ("HRSS-2016-94",)),
        ("HRSS-2016-94", date(2016, 9, 1), date(2021, 11, 30), ("NHSA-2021-43",)),
        ("GBT34282-2017", date(2018, 4, 1), None, ()),
        ("NHSA-2021-43", date(2021, 12, 1), None, ()),
    ],
)
def test_validity(name: str, start: date, end: date | None, replaced_by: tuple[str, ...]) -> None:
    profile = knowledge.profile(name)
    assert (profile.valid_from, profile.valid_to, profile.replaced_by) == (start, end, replaced_by)


def test_our_profiles_have_no_fault() -> None:
    faults = knowledge.lint_profiles(date(2026, 11, 2))
    assert not faults, "\n".join(["mend in schemas/profiles:", *faults])


@pytest.mark.parametrize(
    ("name", "days", "figures"),
    [
        ("FJ-QZ-2022", {"form": 8, "completion": 5, "funds-out": 5, "funds-in": 2}, {"waiting_max_months": None}),
        ("FJ-2022-province", {"form": 0, "completion": 0}, {"paper_certificate": False, "break_max_months": None}),
        ("SD-LY", {"total": 20}, {}),
        ("SD-LY-province", {"total": 15}, {}),
        ("XA-2015", {"letter": 15, "completion": 5}, {"registration_months": 3}),
        (
            "HN-2025",
            {"form": 0, "completion": 0},
            {"automatic": True, "system_review": True, "credit_before_funds": True},
        ),
        ("JS-2022", {"form": 10, "completion": 5}, {"waiting_max_months": 3}),
        ("JS-NJ", {"form": 10, "completion": 5}, {"waiting_max_months": 3, "current_month_paid": True}),
        ("ZJ-HUZ", {"form": 10, "completion": 5}, {"back_payment_retroactive": False}),
        ("TJ-2023", {"form": 10, "completion": 5}, {"returned_months_actual": True, "overlap_counted_once": True}),
        ("SD-QD", {"letter": 15, "form": 15, "completion": 15}, {"certificate_months": 3}),
    ],
)
def test_local_profiles_say_what_their_sources_say(name: str, days: dict[str, int], figures: dict[str, Any]) -> None:
    profile = knowledge.profile(name)
    assert {step: said.days for step, said in profile.steps.items()} == days
    assert {figure: profile.value(figure) for figure in figures} == figures
    assert profile.region


def test_validity_of_local_profiles_is_their_own() -> None:
    quanzhou = knowledge.profile("FJ-QZ-2022")
    assert (quanzhou.valid_from, quanzhou.valid_to) == (None, date(2023, 11, 30))
    assert quanzhou.replaced_by == ("NHSA-2021-43", "FJ-2022-province")
    assert knowledge.profile("HN-2025").valid_from == date(2025, 7, 10)
    assert knowledge.profile("XA-2015").valid_to is None


def test_a_profile_of_ours_that_is_ill_formed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> Profile:
        raise ValueError("x: titel: unknown key")

    monkeypatch.setattr(knowledge, "profile", broken)
    assert knowledge.lint_profiles(date(2026, 11, 2)) == ["x: titel: unknown key"] * len(knowledge.profiles())


def test_steps() -> None:
    days = {name: {step: s.days for step, s in knowledge.profile(name).steps.items()} for name in _NATIONAL}
    paper = {"letter": 15, "form": 15, "completion": 15}
    assert days == {**dict.fromkeys(_NATIONAL, paper), "NHSA-2021-43": {"form": 10, "completion": 5}}
    assert all(step.unconfirmed for step in knowledge.profile("GBT34282-2017").steps.values())


def test_documents_of_situations_are_known() -> None:
    from ybzj_docs.catalog import DOCUMENT_TYPES

    for name in _NATIONAL:
        for situation in knowledge.profile(name).situations:
            for types in situation.documents.values():
                assert set(types) <= set(DOCUMENT_TYPES)


def test_values() -> None:
    profile = knowledge.profile("NHSA-2021-43")
    assert profile.retirees_excluded
    assert not profile.arrears_block
    assert profile.value("switch_min_months") == 24
    assert profile.value("certificate_months") is None
    assert profile.severity_of("EL-01", "error") == "error"
    assert knowledge.profile("HRSS-2010-58").severity_of("EL-01", "error") == "warning"
    with pytest.raises(KeyError):
        profile.value("switch_months")


def _write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_own_file_inherits(tmp_path: Path) -> None:
    _write(tmp_path, "parent.toml", 'extends = "NHSA-2021-43"\nid = "parent"\n[steps.form]\ndays = 8\n')
    own = _write(
        tmp_path,
        "own.toml",
        '\ufeffextends = "parent.toml"\nfigures.arrears_block = true\n'
        '[severities.EL-07]\nseverity = "error"\nreason = "local"\n',
    )
    profile = knowledge.profile(own)
    assert profile.id == "own"
    assert profile.figures["arrears_block"] == Figure(True)
    assert (profile.steps["form"].days, profile.steps["form"].starts) == (8, "acceptance")
    assert profile.retirees_excluded
    assert profile.severity_of("EL-07", "warning") == "error"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends = 7", "extends: write the id"),
        ('extends = "NHSA-2012"', "extends: 'NHSA-2012' is no profile; write one of HRSS-2010-58"),
        ('extends = "own.toml"', "inherits from itself"),
        ("title =", "Invalid value"),
        ("id = 7", "id: write a text"),
        ('titel = "x"', "titel: unknown key; write one of id, title"),
        ('validFrom = "2021-12-01"', "validFrom: write a date without quotes"),
        ("validFrom = 2021-12-01T00:00:00", "validFrom: write a date without quotes"),
        ("steps = 1", r"steps: write a table \[steps\]"),
        ("steps.form = 10", r"steps.form: write a table \[steps.form\]"),
        ('steps.from.starts = "form"', "steps.from: unknown key"),
        ("steps.form.days = 10", "steps.form.starts: write a text"),
        ('steps.form.starts = "then"', "steps.form.starts: write one of registration, acceptance"),
        ('steps.form = {starts = "form", days = -1}', "steps.form.days: write 0 or more"),
        ('steps.form = {starts = "form", days = true}', "steps.form.days: write a whole number"),
        ('steps.form = {starts = "form", day = 1}', "steps.form.day: unknown key"),
        ("figures.arrears = true", "figures.arrears: unknown key; write one of funds_apart"),
        ("figures.arrears_block = 1", "figures.arrears_block.value: write true or false"),
        ("figures.arrears_block = {source = 'x'}", "figures.arrears_block.value: write true or false"),
        ("figures.pauses = 'correction'", "figures.pauses.value: write a list"),
        ("figures.e_seal = {value = true, unconfirmed = 1}", "figures.e_seal.unconfirmed: write true or false"),
        ("severities.EL-01 = 'warning'", "severities.EL-01: write a table"),
        ("severities.EL-01 = {severity = 'off', reason = 'x'}", "severity: write one of error, warning, info"),
        ("severities.EL-01 = {severity = 'info'}", "severities.EL-01.reason: write a text"),
        ("situations = 1", r"situations: write tables \[\[situations\]\]"),
        ("situations = [1]", r"situations: write tables \[\[situations\]\]"),
        ("situations = [{title = 'x'}]", "situations.id: write a text"),
        ("situations = [{id = 'x', form = 'x'}]", "situations.form: write a list"),
        ("situations = [{id = 'x', forms = ['x']}]", "situations.forms: unknown key"),
        ("situations = [{id = 'x', form = [1]}]", "situations.form: write a list of texts"),
        ("situations = [{id = 'x', form = ['x']}]", "situations.x.form: 'x' is no document type"),
        ("replacedBy = [1]", "replacedBy: write the id of a profile"),
        ("replacedBy = 1", "replacedBy: write the id of a profile"),
        ("replacedBy = 'NHSA-2012'", "replacedBy: 'NHSA-2012' is no profile"),
        ("scope = 'here'", "scope: write one of within-province"),
        ("without = ['steps.form']", "extends: write the id"),
        (
            "extends = 'NHSA-2021-43'\nwithout = ['steps.letter']",
            "without: 'steps.letter' is nothing that is inherited",
        ),
        ("extends = 'NHSA-2021-43'\nwithout = ['id.x']", "without: 'id.x' is nothing"),
        ("extends = 'NHSA-2021-43'\nwithout = 7", "without: 7 is nothing"),
        ("severities.EL-98 = {severity = 'info', reason = 'x'}", "severities.EL-98: no such rule"),
        ("severities.EL-01 = {severity = 'info', reason = ' '}", "severities.EL-01.reason: say why"),
        ("overrides = 1", r"overrides: write tables \[\[overrides\]\]"),
        ("overrides = [{severity = 'info', reason = 'x'}]", "overrides.rule: write a text"),
        ("overrides = [{rule = 'EL-98', severity = 'info', reason = 'x'}]", "rule 'EL-98' does not exist"),
        ("overrides = [{rule = 'EL-01', severity = 'mild', reason = 'x'}]", "write one of error, warning, info, off"),
        ("overrides = [{rule = 'EL-01', severity = 'off', reason = 'x'}]", "overrides.until: write a date"),
        ("overrides = [{rule = 'EL-01', severity = 'info'}]", "overrides.reason: write a text"),
        ("overrides = [{rule = 'EL-01', severity = 'info', reason = 'x', pointer = 'x'}]", "pointer: begin with /"),
        ("extends = 'NHSA-2021-43'\noverrides = 1", "overrides: write tables"),
    ],
)
def test_what_a_file_may_not_say(tmp_path: Path, text: str, said: str) -> None:
    own = _write(tmp_path, "own.toml", text)
    with pytest.raises(ValueError, match=said):
        knowledge.profile(own)


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'id = "\xff"')
    with pytest.raises(ValueError, match="not UTF-8"):
        knowledge.profile(str(latin))
    with pytest.raises(UnknownName):
        knowledge.profile(str(tmp_path))
    shut = _write(tmp_path, "shut.toml", "")

    def refuse(*_: Any, **__: Any) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ValueError, match="cannot be read: Permission denied"):
        knowledge.profile(shut)


def test_empty_tables_are_a_profile() -> None:
    assert parse({"id": "x"}) == Profile(id="x")
    with pytest.raises(ValueError, match="id: write a text"):
        parse({})


def test_regions() -> None:
    regions = Regions("code,title,validFrom,validTo,source\n320211,郊区,1983,1999,x\n320211,滨湖区,2000,,x\n")
    assert regions.known("320211")
    assert not regions.known("320200")
    assert regions.name("320211") == "滨湖区"
    assert regions.name("320200") is None


def test_region_list() -> None:
    regions = knowledge.regions()
    for code in ("320200", "310000", "371202", "522301", "412723", "659001", "329900", "710000", "810000"):
        assert regions.known(code), code
        assert regions.name(code)
    for code in ("999999", "000000", "320000 ", ""):
        assert not regions.known(code)


def test_overrides_of_a_file_stand_before_those_it_inherits(tmp_path: Path) -> None:
    table = "[[overrides]]\nrule = 'EL-0{}'\nseverity = 'info'\nreason = 'x'\n"
    _write(tmp_path, "parent.toml", table.format(1) + table.format(6))
    own = _write(tmp_path, "own.toml", "extends = 'parent.toml'\n" + table.format(3))
    assert [override.rule for override in knowledge.profile(own).overrides] == ["EL-03", "EL-01", "EL-06"]
