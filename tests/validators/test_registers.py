"""What registers tell, and how rules look it up."""

from dataclasses import replace
from typing import Any

import pytest

from tests.validators.cases import cases, document, findings, world
from tests.validators.memory_registers import MemoryRegisters
from validators.lookups import numbers_named, person_keys
from validators.registers import Transfer
from validators.rule import rules
from validators.run import check
from validators.scene import Scene

_TRANSFER = Transfer(
    number="T",
    numbers=frozenset({"T"}),
    side="destination",
    person=("01", "1"),
    origin={"regionCode": "320200"},
    destination={"regionCode": "310000"},
    insurance_type="310",
    relationship_status="accepted",
    fund_status="none",
)
_REGISTERED = [case for code in cases() if rules()[code].registered for case in cases()[code] if "registers" in case]


@pytest.mark.parametrize("relationship", ["completed", "refused", "withdrawn", "discontinued"])
@pytest.mark.parametrize(
    ("funds", "side", "still"),
    [
        ("none", "destination", False),
        ("credited", "destination", False),
        ("paid-out", "origin", False),
        ("paid", "origin", False),
        ("paid", "destination", True),
        ("suspended", "destination", True),
    ],
)
def test_record_is_closed_when_both_tracks_have_ended(relationship: str, funds: str, side: Any, still: bool) -> None:
    transfer = replace(_TRANSFER, relationship_status=relationship, fund_status=funds, side=side)
    assert transfer.open is still
    assert replace(transfer, relationship_status="issued").open


def test_person_is_known_under_both_numbers() -> None:
    person = {"name": "张宁", "idType": "01", "idNumber": "11010519491231002x", "formerIdNumber": "110105 491231002"}
    assert person_keys(person) == {("01", "11010519491231002X"), ("01", "110105491231002")}
    assert person_keys({"name": "张宁", "idNumber": "1"}) == frozenset()


@pytest.mark.parametrize("number", ["11010519491231002X", "110105491231002"])
def test_a_citizen_is_known_in_both_writings(number: str) -> None:
    both = {("01", "11010519491231002X"), ("01", "110105491231002")}
    assert person_keys({"name": "张宁", "idType": "01", "idNumber": number}) == both
    assert person_keys({"name": "张宁", "idType": "08", "idNumber": number}) == {("08", number)}
    born_later = {"name": "张宁", "idType": "01", "idNumber": "110105200612310024"}
    assert person_keys(born_later) == {("01", "110105200612310024")}


def test_surest_number_comes_first() -> None:
    tree = {"documentType": "fundNotice", "documentNumber": "HK1", "inReplyTo": "LX1", "transferNumber": "ZY1"}
    assert numbers_named(tree, Scene(tree, world())) == ["ZY1", "LX1", "HK1"]


@pytest.mark.parametrize("case", _REGISTERED, ids=lambda case: case["name"])
def test_without_a_register_nothing_is_said_of_it(case: dict[str, Any]) -> None:
    bare = {name: value for name, value in case.items() if name != "registers"}
    assert not [found for _, found in findings(bare) if rules()[found.rule].registered]


@pytest.mark.parametrize("case", _REGISTERED, ids=lambda case: case["name"])
def test_no_rule_needs_what_failed_structure(case: dict[str, Any]) -> None:
    """Whatever member of a document fails structure, the rules that ask registers neither crash nor ask for it."""
    context = world(registers=MemoryRegisters(case["registers"]))
    tree = document(case["papers"][0] if "papers" in case else case)
    for pointer in _pointers(tree):
        check(_broken(tree, pointer), context, frozenset({pointer}))


def _pointers(node: Any, above: str = "") -> list[str]:
    """Every place below the root."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for key, below in entries for place in (f"{above}/{key}", *_pointers(below, f"{above}/{key}"))]


def _broken(tree: Any, pointer: str) -> Any:
    """The document with a value at ``pointer`` that no rule can read."""
    key, *below = pointer.split("/")[1:]
    copy = tree.copy()
    place: Any = int(key) if isinstance(tree, list) else key
    copy[place] = _broken(tree[place], "".join(f"/{token}" for token in below)) if below else ["?"]
    return copy
