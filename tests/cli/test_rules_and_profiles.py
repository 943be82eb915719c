"""The catalogue of rules, the coverage of clauses, and profiles as pages, as a user meets them."""

import json

import pytest

from tests.cli.test_cli import call
from validators.rule import rules
from ybzj_docs import knowledge


def test_the_catalogue_is_machine_readable(capfd):
    code, out, err = call(capfd, "rules", "list", "--format", "json")
    assert (code, err) == (0, "")
    entries = {entry["code"]: entry for entry in json.loads(out)}
    assert list(entries) == list(rules())
    assert entries["EL-03"]["scope"] == ["document"]
    assert entries["EL-03"]["covers"] == ["43-2"]
    assert entries["EL-06"]["severities"][:2] == ["warning", "error"]


def test_coverage_in_text_and_json(capfd):
    code, out, _ = call(capfd, "rules", "coverage", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert {document["id"] for document in data["documents"]} >= {"GBT", "191", "58", "94", "43", "LING3"}
    for lang, none in (("zh", "规则：无"), ("en", "rules: none")):
        code, out, _ = call(capfd, "rules", "coverage", "--lang", lang)
        assert (code, "[GBT-2]" in out, none in out) == (0, True, True)


@pytest.mark.parametrize("name", knowledge.profiles())
def test_every_profile_is_a_page(capfd, name):
    for lang in ("zh", "en"):
        code, out, err = call(capfd, "profiles", "show", name, "--lang", lang)
        assert (code, err) == (0, "")
        assert name in out
    assert name in call(capfd, "profiles", "list")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[overrides]]\nrule='EL-98'\nseverity='info'\nreason='x'", "EL-98"),
        ("[[overrides]]\nrule='EL-07'\nseverity='off'\nreason='x'", "until"),
        ("without=['steps.letter']\nextends='NHSA-2021-43'", "steps.letter"),
        ("replacedBy='X'", "replacedBy"),
    ],
)
def test_a_file_that_says_something_wrong_is_refused(capfd, tmp_path, text, said):
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    for arguments in (("profiles", "show", own), ("check", tmp_path, "--profile", own)):
        code, out, err = call(capfd, *arguments)
        assert (code, out) == (2, "")
        assert said in err
