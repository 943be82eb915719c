"""The house of the rules: what they read exists, and what the registry refuses."""

from collections.abc import Iterator
from typing import Any

import pytest

from validators import rule as rule_module
from validators.finding import ERROR
from validators.rule import rule, rules
from validators.rules.documents.issued_on import EDITIONS
from validators.schema import member, resolve
from ybzj_docs import catalog, knowledge

_WORDS: dict[str, Any] = {"title_zh": "题", "why_zh": "由", "risk": "信息", "messages": {}, "reads": ()}


def _places(whole: Any, node: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every place of a schema as a pointer with ``*``, with what the schema says of it."""
    yield pointer, node
    names = ["*"] if "items" in node else node.get("properties", {})
    for name in names:
        below = member(whole, node, name)
        assert below is not None
        yield from _places(whole, below, f"{pointer}/{name}")


def _schema_places(form: str) -> dict[str, Any]:
    whole = catalog.schema(form)
    return dict(_places(whole, resolve(whole, whole)))


_PLACES = {form: _schema_places(form) for form in catalog.DOCUMENT_TYPES}


@pytest.mark.parametrize("code", rules())
def test_what_a_rule_reads_exists(code: str) -> None:
    """Each pointer stands in one of the forms that the rule names (else in some form), and each form has one."""
    found = rules()[code]
    forms = found.forms or catalog.DOCUMENT_TYPES
    missing = [pointer for pointer in found.reads if not any(pointer in _PLACES[form] for form in forms)]
    assert not missing, f"{code} reads what no form of it has: correct `reads`"
    if found.forms:
        idle = [form for form in found.forms if not set(found.reads) & set(_PLACES[form])]
        assert not idle, f"{code} names forms of which it reads nothing: correct `forms`"


def test_every_region_is_looked_up() -> None:
    regions = {
        pointer for places in _PLACES.values() for pointer, said in places.items() if said.get("x-kind") == "region"
    }
    assert set(rules()["AG-07"].reads) == regions, "AG-07 must read every region of every form: correct its groups"


def test_every_amount_in_words_is_read() -> None:
    words = {pointer for places in _PLACES.values() for pointer in places if pointer.endswith("InWords")}
    assert words <= set(rules()["FD-01"].reads), "FD-01 must read every amount in words: correct its reads"


def test_every_name_is_judged() -> None:
    names = {
        pointer
        for places in _PLACES.values()
        for pointer in places
        if pointer.split("/")[-2:-1] in (["person"], ["householdHead"], ["agent"])
        and pointer.lower().endswith("name")
    }
    assert set(rules()["ID-04"].reads) == names, "ID-04 must read every name: correct its reads"


def test_editions_begin_as_their_profiles_say() -> None:
    began = {edition: knowledge.profile_for(edition) for edition in catalog.codelist("edition").titles}
    assert {e: p.valid_from.isoformat() for e, p in began.items() if p and p.valid_from} == EDITIONS


@pytest.mark.parametrize("code", rules())
def test_words_of_a_rule(code: str) -> None:
    found = rules()[code]
    assert found.title.endswith(".")
    assert found.title_zh
    assert found.why_zh.endswith("。")
    for chinese, english in found.messages.values():
        assert chinese
        assert english.isascii() or "≥" in english or "“" in english


def test_ill_formed_rules_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: Any) -> Iterator[Any]:
        return iter(())

    monkeypatch.setattr(rule_module, "_registry", dict(rule_module._registry))
    with pytest.raises(ValueError, match="not a rule code"):
        rule("XX-1", ERROR, **_WORDS)(check)
    with pytest.raises(ValueError, match="registered twice"):
        rule("ID-01", ERROR, **_WORDS)(check)
    with pytest.raises(ValueError, match="lacks"):
        rule("ID-99", ERROR, **_WORDS)(check)
