"""The story of the examples, closed and clean, in the stores of both agencies: no rule that asks registers fires."""

import json
from typing import Any

import pytest

from tests.validators.cases import world
from tests.validators.memory_registers import MemoryRegisters
from validators.case import Case, Paper
from validators.rule import rules
from validators.run import check
from ybzj_docs import catalog

_TRANSFER = "310000ZY2026000001"
_PERSON = ["01", "320202198503121176"]
_AMOUNT = 101000_04
_OLD, _NEW = "320200PZ2026000001", "320200PZ2026000002"
_WUXI = {
    **{"code": "320200001", "region": "320200", "name": "无锡市社会保险基金管理中心", "valid_from": "2015-01-01"},
    "accounts": [
        {
            **{"holder": "无锡市社会保险基金管理中心", "number": "622200003202000000"},
            **{"bank_code": "102302000000", "verified_on": "2026-10-08"},
        }
    ],
}
_SHANGHAI = {"accounts": [{"verified_on": "2026-10-08", "changed_on": "2015-03-02"}]}
_FILED = ("SQ", "LX", "XX", "HK", "DZ", "TH", "BJ", "QR", "BZ", "GZ")


def _papers() -> list[dict[str, Any]]:
    """The fullest example of every document type that speaks of this transfer."""
    texts = (catalog.form(form).folder / "examples" / "valid" / "full.json" for form in catalog.DOCUMENT_TYPES)
    trees = [json.loads(text.read_text(encoding="utf-8")) for text in texts]
    return [tree for tree in trees if tree.get("transferNumber") == _TRANSFER]


def _store(side: str) -> MemoryRegisters:
    """What one of the agencies has of the story when it has ended."""
    numbers = [_TRANSFER, *(f"310000{letters}2026000002" for letters in _FILED)]
    transfer = {
        **{"number": _TRANSFER, "numbers": numbers, "side": side, "person": _PERSON, "amount": _AMOUNT},
        **{"relationship_status": "completed", "fund_status": "paid" if side == "origin" else "credited"},
        "paid": [{"document": f"320200HK202600000{serial}", "amount": _AMOUNT} for serial in (1, 2)],
        "returned": [{"document": "310000TH2026000002", "amount": _AMOUNT}],
        "allocated": [{"document": "310000DZ2026000002", "amount": _AMOUNT}],
        "corrections": [{"number": "310000GZ2026000002", "labels": ["信息表", "结束年月"]}],
        "supplements": [{"number": "310000BZ2026000002", "titles": ["授权委托书", "参保凭证"]}],
    }
    if side == "destination":
        transfer |= {"matched_on": "2026-10-21", "reviewed_on": "2026-10-22"}
        transfer["segments"] = [
            {"first": "2015-07", "last": "2018-04", "insurance_type": "310", "region": "320500"},
        ]
    certificates = [
        {"number": _OLD, "status": "replaced", "person": _PERSON, "issued_on": "2026-10-08"},
        {
            **{"number": _NEW, "status": "used", "person": _PERSON, "issued_on": "2026-10-08", "replaces": _OLD},
            **{"verification_code": "TEST2345ABCD6789", "used_by": [_TRANSFER]},
        },
    ]
    receipt = {"document": "310000DZ2026000002", "amount": _AMOUNT}
    return MemoryRegisters(
        {
            "own": "320200" if side == "origin" else "310000",
            "certificates": certificates if side == "origin" else [],
            "agencies": [_WUXI, _SHANGHAI],
            "transfers": [transfer],
            "receipts": {"TEST-BANK-20261021-0001": [receipt]},
            "spending": [["320202198503121176", "310", "2026-10-08"]],
            "reports": ["J001-ZY·YB-2026-D100-ZR-0001"],
        }
    )


@pytest.mark.parametrize("side", ["origin", "destination"])
@pytest.mark.parametrize("together", [True, False], ids=["case", "alone"])
def test_nothing_fires_on_the_clean_story(side: str, together: bool) -> None:
    trees, context = _papers(), world(registers=_store(side))
    case = Case([Paper(index, tree) for index, tree in enumerate(trees)]) if together else None
    found = [told for tree in trees for told in check(tree, context, case=case) if rules()[told.rule].registered]
    asked = [("CF-02", "info")] if side == "destination" else []
    assert [(told.rule, told.severity) for told in found] == asked
    assert len(trees) > 15
