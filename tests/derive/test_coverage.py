"""Coverage of clauses: nothing is named that is not there, no rule stands on nothing, what lacks is told."""

import json

import pytest

from validators.rule import rules
from ybzj_docs import catalog
from ybzj_docs.derive.catalogue import catalogue
from ybzj_docs.derive.coverage import as_data, as_text, clauses

IDS = [clause.id for clause in clauses()]


def test_every_clause_stands_once():
    assert len(IDS) == len(set(IDS))


@pytest.mark.parametrize("code", rules())
def test_a_rule_covers_clauses_that_exist(code):
    covers = rules()[code].covers
    assert covers, f"{code} enforces no clause: name one of schemas/common/clauses.toml in `covers`"
    assert not set(covers) - set(IDS), f"{code}: no such clause; write it into schemas/common/clauses.toml"


def test_schema_parts_exist_and_every_document_belongs_to_a_clause():
    groups = catalog.source_schema("common")["$defs"]
    named = {part for clause in clauses() for part in clause.schemas}
    assert not named - {*catalog.DOCUMENT_TYPES, *catalog.EXCHANGES, *groups}
    assert named >= set(catalog.DOCUMENT_TYPES)


def test_data_hold_what_covers_and_what_lacks():
    data = json.loads(json.dumps(as_data()))
    told = {clause["id"]: clause for document in data["documents"] for clause in document["clauses"]}
    assert list(told) == IDS
    assert told["43-2"]["rules"] == ["EL-03"]
    assert told["43-2"]["cases"] == ["tests/cases/EL-03.json"]
    assert told["43-2"]["schemas"] == ["precheck"]
    assert {"GBT-2", "GBT-9"} <= set(data["withoutRules"])
    assert "GBT-2" in data["withoutSchemas"]
    assert data["rulesWithoutClauses"] == []


@pytest.mark.parametrize(("language", "none"), [("zh", "没有规则的：GBT-2"), ("en", "without rules: GBT-2")])
def test_text_tells_every_clause(language, none):
    text = as_text(language)
    assert all(f"[{clause}]" in text for clause in IDS)
    assert none in text


def test_the_catalogue_holds_every_rule_with_words_in_both_languages():
    entries = {entry["code"]: entry for entry in json.loads(json.dumps(catalogue()))}
    assert list(entries) == list(rules())
    for code, entry in entries.items():
        assert entry["scope"], code
        assert entry["basis"], code
        assert all(message["zh"] and message["en"] for message in entry["messages"].values()), code
