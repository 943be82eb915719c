"""Random exports: an import agrees with the naive reader in every figure and every unusable row."""

import random
from pathlib import Path

import jsonschema
import pytest

from tests.importing import naive
from tests.importing.exports import DETAILS, Export, imported
from ybzj_docs import catalog

REGIONS = ("320200", "310000", "110105")
KINDS = ("precheck", "certificate", "informationForm")
VALIDATORS = {kind: jsonschema.Draft202012Validator(catalog.schema(kind)) for kind in KINDS}
POOLS = {"320200": "320200", "310000": "310000", "110105": "110100"}


def random_export(seed: int, persons: int = 12) -> Export:
    """Persons with up to four relations, and up to 25 detail rows, some of which no one can use."""
    rng = random.Random(seed)
    export = Export()
    for region in REGIONS:
        export.agency(region)
    relations: list[tuple[str, str]] = []
    for index in range(persons):
        person = f"P{rng.randrange(10**6):06d}X{index}"
        export.person(person)
        for _ in range(rng.randrange(5)):
            number = f"R{len(relations):04d}"
            relations.append((number, person))
            region = rng.choice(REGIONS)
            export.relation(
                number, person,
                insutype=rng.choice(("310", "310", "390", "380", "330")),
                paus_insu_date=rng.choice(("", "2026-05-31", "2026-05-31", f"20{rng.randrange(10, 26)}-01-31")),
                psn_insu_date=f"20{rng.randrange(0, 10):02d}-01-01",
                insu_admdvs=region, poolarea_no=POOLS[region],
            )  # fmt: skip
    for number, person in relations:
        for _ in range(rng.randrange(25)):
            _pay(export, rng, number, person, relations)
    return export.shuffled(seed)


def _pay(export: Export, rng: random.Random, number: str, person: str, relations: list[tuple[str, str]]) -> None:
    year, month = rng.randrange(2000, 2004), rng.randrange(1, 13)
    end = year * 12 + month - 1 + rng.choice((0, 0, 0, 2, 11))
    values = {
        "clct_type": rng.choice(("10", "10", "10", "31", "20", "34", "35")),
        "clct_flag": rng.choice("1111110"),
        "revs_flag": rng.choice("ZZZZZZF"),
        "poolarea_no": rng.choice(("320200", "310000", "110100")),
    }
    first, last = f"{year}{month:02d}", f"{end // 12}{end % 12 + 1:02d}"
    match rng.randrange(40):
        case 0:
            first = f"{year}13"
        case 1:
            first, last = "200512", first
        case 2:
            number = "R9999"
        case 3:
            number = rng.choice(relations)[0]
    export.paid(number, person, first, last, **values)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("origin", [None, "110105"])
def test_agrees_with_the_naive_reader(tmp_path: Path, seed: int, origin: str | None) -> None:
    export = random_export(seed)
    result = imported(export, tmp_path, origin=origin)
    assert [row[1] for row in result.rows() if row[0] == f"{DETAILS}.csv"] == naive.unusable(export)
    for row in export.tables["psn_info_b"]:
        person = row["psn_no"]
        expected = naive.form(export, person, origin, "310000")
        path = result.out / person / "informationForm.json"
        assert path.exists() == (expected is not None)
        if expected is not None:
            form = result.document(person, "informationForm")
            certificate = result.document(person, "certificate")
            _compare(form, expected)
            assert certificate["totalMonths"] == expected["natural"].get(form["originInsuranceType"], 0)
    for path in result.out.rglob("*/*.json"):
        assert VALIDATORS[path.stem].is_valid(result.document(path.parent.name, path.stem)), path


def _compare(form: dict[str, object], expected: dict[str, object]) -> None:
    periods = form["periods"]
    assert isinstance(periods, list)
    keys = ("from", "to", "relationNumber", "contributionType", "regionCode", "insuranceType", "months")
    written = [(*(period[key] for key in keys), "source" in period) for period in periods]
    assert written == expected["periods"]
    for figure in ("totalMonths", "naturalMonths", "gapMonths"):
        assert form[figure] == expected[figure], figure
    supplementary = form.get("supplementary", [])
    assert isinstance(supplementary, list)
    assert [(row["from"], row["to"], row["insuranceType"]) for row in supplementary] == expected["supplementary"]
