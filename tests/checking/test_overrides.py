"""Overrides of a profile: by rule and place, with a reason and an end; those that meet nothing are told."""

import json
from datetime import date

import pytest

from ybzj_docs import catalog, knowledge
from ybzj_docs.bulk import check
from ybzj_docs.checking import Options

WRONG = json.loads((catalog.form("certificate").folder / "examples/valid/full.json").read_bytes())
WRONG["person"]["idNumber"] = "310103198201051571"


def findings(tmp_path, overrides, as_of=date(2026, 11, 2)):
    (tmp_path / "own.toml").write_text(f'extends = "NHSA-2021-43"\n{overrides}', encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(WRONG), encoding="utf-8")
    report = check([str(tmp_path / "c.json")], Options(as_of, knowledge.profile(str(tmp_path / "own.toml"))))
    told = {finding.rule: finding.severity for finding in report.documents[0].findings}
    return told.get("ID-01"), len(report.unused)


def override(**members):
    return "[[overrides]]\n" + "\n".join(f"{name} = {value}" for name, value in members.items())


@pytest.mark.parametrize(
    ("members", "as_of", "want"),
    [
        ({"rule": '"ID-01"', "severity": '"warning"'}, "2026-11-02", ("warning", 0)),
        (
            {"rule": '"ID-01"', "severity": '"off"', "pointer": '"/person/idNumber"', "until": "2027-01-01"},
            "2026-11-02",
            (None, 0),
        ),
        (
            {"rule": '"ID-01"', "severity": '"off"', "pointer": '"/agent/idNumber"', "until": "2027-01-01"},
            "2026-11-02",
            ("error", 1),
        ),
        ({"rule": '"ID-01"', "severity": '"off"', "until": "2026-11-02"}, "2026-11-03", ("error", 1)),
    ],
)
def test_an_override_meets_its_rule_and_place_until_it_ends(tmp_path, members, as_of, want):
    own = override(**members, reason='"旧系统号码待清理"')
    assert findings(tmp_path, own, date.fromisoformat(as_of)) == want
