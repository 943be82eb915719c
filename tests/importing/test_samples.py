"""The samples: every figure of the independent reader, and what is written stands by its schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.importing.exports import DETAILS, EXPECTED, Result, imported, sample
from validators.schema import resolve, schema_at
from ybzj_docs import catalog

KINDS = ("precheck", "certificate", "informationForm")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return imported(sample(), tmp_path_factory.mktemp("samples"))


@pytest.mark.parametrize("identity", EXPECTED)
def test_every_figure_agrees(result: Result, identity: str) -> None:
    expected = EXPECTED[identity]
    form = result.document(expected["psn_no"], "informationForm")
    certificate = result.document(expected["psn_no"], "certificate")
    assert (form["person"]["name"], form["person"]["idNumber"]) == (expected["name"], identity)
    keys = ("from", "to", "insuranceType", "contributionType", "regionCode", "months")
    assert [{key: period[key] for key in keys} for period in form["periods"]] == expected["periods"]
    assert form["totalMonths"] == expected["nominalMonths"]
    for figure in ("naturalMonths", "overlapMonths", "gapMonths"):
        assert form[figure] == expected[figure], figure
    natural = {line["insuranceType"]: line["naturalMonths"] for line in form["totals"]}
    assert certificate["totalMonths"] == natural[certificate["insuranceType"]]
    for account in (form["account"], certificate["account"]):
        assert account["balance"] == expected["balance"]
        assert account["balanceInWords"] == expected["balanceInWords"]


def test_unusable_rows_are_told_and_nothing_else(result: Result) -> None:
    assert result.report.exit_code == 1
    assert [(row[1], row[3]) for row in result.rows()] == [
        (42, "relation-unknown"),
        (192, "months-reversed"),
        (568, "month-none"),
        (1341, "month-none"),
        (2053, "months-reversed"),
        (2871, "relation-unknown"),
    ]
    told = result.told
    assert {row["file"] for row in told["unusableRows"]} == {f"{DETAILS}.csv"}
    assert (told["importVersion"], told["persons"], told["documents"]) == ("1", 50, 150)
    assert (told["unusableValues"], told["notWritten"]) == ([], [])
    assert {note["code"] for note in told["notes"]} == {"name-dot"}


def test_report_holds_no_name_and_no_identity_number(result: Result) -> None:
    text = result.report.path.read_text(encoding="utf-8")
    assert not any(identity in text or person["name"] in text for identity, person in EXPECTED.items())


@pytest.mark.parametrize("kind", KINDS)
def test_documents_fit_their_schema_in_its_order(result: Result, kind: str) -> None:
    schema = catalog.schema(kind)
    validator = jsonschema.Draft202012Validator(schema)
    for expected in EXPECTED.values():
        document = result.document(expected["psn_no"], kind)
        assert [error.message for error in validator.iter_errors(document)] == []
        for pointer, members in _objects(document, ""):
            node = schema_at(schema, document, pointer)
            assert node is not None
            known = list(resolve(schema, dict(node))["properties"])
            assert members == sorted(members, key=known.index), pointer


def _objects(tree: Any, pointer: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(tree, dict):
        yield pointer, list(tree)
        for name, value in tree.items():
            yield from _objects(value, f"{pointer}/{name}")
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _objects(value, f"{pointer}/{index}")


def test_one_serial_a_person_in_the_order_of_the_table(result: Result) -> None:
    for serial, row in enumerate(sample().tables["psn_info_b"], 1):
        numbers = [result.document(row["psn_no"], kind)["documentNumber"] for kind in KINDS]
        assert numbers == [f"320200{letters}2026{serial:06d}" for letters in ("JY", "PZ", "XX")]


def test_without_destination_there_is_no_information_form(tmp_path: Path) -> None:
    result = imported(sample(), tmp_path, destination=None, first_number=2_000_000)
    first = EXPECTED["310103198201051570"]["psn_no"]
    assert sorted(path.name for path in (result.out / first).iterdir()) == ["certificate.json", "precheck.json"]
    assert result.document(first, "certificate")["documentNumber"] == "320200PZ20262000000"
    assert result.told["notWritten"] == []
