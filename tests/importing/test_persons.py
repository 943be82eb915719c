"""Which relation is chosen, what counts with it, and what becomes of single values."""

from pathlib import Path
from typing import Any

import pytest

from tests.importing.exports import DETAILS, Export, basic, imported

OPEN = {"paus_insu_date": "", "psn_insu_stas": "1"}


def two(first: dict[str, str], second: dict[str, str]) -> Export:
    """A person with relations A and B, both paid in January 2020 where they belong."""
    export = Export().person("1")
    for region in ("320200", "310000", "110105"):
        export.agency(region)
    for number, values in (("A", first), ("B", second)):
        export.relation(number, "1", **values)
        export.paid(number, "1", "202001", "202001", poolarea_no=values.get("poolarea_no", "320200"))
    return export


BEIJING = {"insu_admdvs": "110105", "poolarea_no": "110100"}
SHANGHAI = {"insu_admdvs": "310000", "poolarea_no": "310000"}


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        pytest.param(BEIJING | {"paus_insu_date": "2020-01-31"}, {}, "B", id="the one that ended last"),
        pytest.param(BEIJING | OPEN, {}, "A", id="one still open"),
        pytest.param(BEIJING | OPEN | {"insutype": "390"}, OPEN, "B", id="of open ones 310 first"),
        pytest.param(BEIJING | {"insutype": "390"}, {}, "B", id="of ties 310 first"),
        pytest.param(BEIJING | OPEN | {"insutype": "390"}, {}, "A", id="open before 310"),
        pytest.param(SHANGHAI | OPEN, {}, "B", id="outside the destination"),
        pytest.param(SHANGHAI | OPEN, SHANGHAI, "A", id="none outside: of all"),
        pytest.param(BEIJING | OPEN | {"insutype": "330"}, {}, "B", id="basic ones only"),
        pytest.param(BEIJING | OPEN | {"psn_insu_date": "2019-01-01"}, OPEN, "A", id="began last"),
        pytest.param(BEIJING | OPEN, OPEN, "A", id="least number"),
    ],
)
def test_chosen_relation(tmp_path: Path, first: dict[str, str], second: dict[str, str], chosen: str) -> None:
    result = imported(two(first, second), tmp_path)
    region = {"A": first, "B": second}[chosen].get("insu_admdvs", "320200")
    form = result.document("1", "informationForm")
    assert form["origin"]["regionCode"] == region == result.document("1", "precheck")["agency"]["regionCode"]
    assert form["documentNumber"].startswith(region)


def test_other_pooling_areas_are_told_and_not_counted(tmp_path: Path) -> None:
    result = imported(two(BEIJING, OPEN), tmp_path)
    form, precheck = result.document("1", "informationForm"), result.document("1", "precheck")
    assert [period["relationNumber"] for period in form["periods"]] == ["B"]
    assert [entry["poolingArea"] for entry in precheck["participations"]] == ["320200"]
    assert [(note["psn_no"], note["code"]) for note in result.told["notes"]] == [("1", "other-origin")]
    assert "110100" in result.told["notes"][0]["reason"]
    assert result.report.exit_code == 0


def test_origin_picks_the_relation(tmp_path: Path) -> None:
    result = imported(two(BEIJING, OPEN), tmp_path, origin="110105")
    form = result.document("1", "informationForm")
    assert (form["origin"]["regionCode"], form["origin"]["poolingArea"]) == ("110105", "110100")
    assert [period["relationNumber"] for period in form["periods"]] == ["A"]


def test_origin_without_a_relation_there(tmp_path: Path) -> None:
    result = imported(basic().agency("110105").paid("R1", "1", "202001", "202001"), tmp_path, origin="110105")
    precheck = result.document("1", "precheck")
    assert "participations" not in precheck and "insuranceType" not in precheck
    assert (precheck["agency"]["regionCode"], precheck["documentNumber"]) == ("110105", "110105JY2026000001")
    assert [(one["documentType"], one["code"]) for one in result.told["notWritten"]] == [
        ("certificate", "no-relation"),
        ("informationForm", "no-relation"),
    ]
    assert result.report.exit_code == 0


def test_destination_equal_to_the_origin_is_written(tmp_path: Path) -> None:
    result = imported(basic().paid("R1", "1", "202001", "202001"), tmp_path, destination="320200")
    form = result.document("1", "informationForm")
    assert form["origin"]["regionCode"] == form["destination"]["regionCode"] == "320200"


def test_nobody_knows_a_relation(tmp_path: Path) -> None:
    export = Export().agency("310000").person("1", surv_stas="0")
    result = imported(export, tmp_path)
    precheck = result.document("1", "precheck")
    assert list(precheck)[4:] == ["side", "person", "alive"] and precheck["alive"] is False
    assert precheck["documentNumber"] == "000000JY2026000001"
    assert sorted(path.name for path in (result.out / "1").iterdir()) == ["precheck.json"]


def test_supplementary_insurance_alone_is_not_transferred(tmp_path: Path) -> None:
    export = Export().agency("320200").agency("310000").person("1").relation("R1", "1", insutype="330")
    result = imported(export.paid("R1", "1", "202001", "202001"), tmp_path)
    precheck = result.document("1", "precheck")
    assert [entry["insuranceType"] for entry in precheck["participations"]] == ["330"]
    assert "insuranceType" not in precheck and precheck["agency"]["poolingArea"] == "320200"
    assert len(result.told["notWritten"]) == 2


def test_no_month_that_counts(tmp_path: Path) -> None:
    result = imported(basic().paid("R1", "1", "202001", "202001", clct_flag="0"), tmp_path)
    assert result.document("1", "certificate")["totalMonths"] == 0
    assert [one["code"] for one in result.told["notWritten"]] == ["no-months"]
    assert result.report.exit_code == 0


def test_an_agency_that_is_not_in_the_table(tmp_path: Path) -> None:
    export = Export().agency("310000").person("1").relation("R1", "1").paid("R1", "1", "202001", "202001")
    result = imported(export, tmp_path)
    precheck = result.document("1", "precheck")
    assert "agency" not in precheck and precheck["documentNumber"].startswith("320200")
    assert [one["code"] for one in result.told["notWritten"]] == ["agency-unknown"] * 2
    assert result.report.exit_code == 1


def test_agency_of_the_day(tmp_path: Path) -> None:
    export = Export().person("1").relation("R1", "1").agency("310000")
    export.agency("320200", "旧机构", valid_to="2020-12-31", optins_no="1")
    export.agency("320200", "末日机构", valid_from="2020-01-01", valid_to="2026-11-02", optins_no="2")
    export.agency("320200", "同日机构", valid_from="2020-01-01", optins_no="3")
    export.agency("320200", "将来机构", valid_from="2026-11-03", optins_no="4")
    export.agency("320200", "坏日期", valid_from="2026-13-01", optins_no="5")
    result = imported(export, tmp_path)
    assert result.document("1", "certificate")["agency"]["name"] == "末日机构"
    assert result.rows() == [("agencies.csv", 7, "valid_from", "value-unusable")]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ([("202001", "202003", {}), ("202002", "202005", {})], [("2020-01", "2020-05", "10", None)]),
        ([("202001", "202003", {"clct_type": "20"})], []),
        ([("202001", "202003", {"clct_type": "34"}), ("202001", "202003", {"clct_type": "35"})], []),
        ([("202001", "202003", {"revs_flag": "F"}), ("202001", "202001", {})], [("2020-01", "2020-01", "10", None)]),
        (
            [("202001", "202003", {}), ("202004", "202004", {"clct_type": "31"}), ("202003", "202003", {"clct_type": "31"})],
            [("2020-01", "2020-03", "10", None), ("2020-03", "2020-04", "31", None)],
        ),
        (
            [("202001", "202001", {}), ("202002", "202002", {"poolarea_no": "320500"})],
            [("2020-01", "2020-01", "10", None), ("2020-02", "2020-02", "10", "transferred")],
        ),
        ([("202001", "202001", {"clct_type": ""})], [("2020-01", "2020-01", None, None)]),
        ([("202001 ", " 202001", {"clct_flag": "1 ", "revs_flag": "Z "})], [("2020-01", "2020-01", "10", None)]),
    ],
)  # fmt: skip
def test_periods(tmp_path: Path, rows: list[tuple[str, str, dict[str, str]]], figures: list[Any]) -> None:
    export = basic()
    for first, last, values in rows:
        export.paid("R1", "1", first, last, **values)
    result = imported(export, tmp_path)
    assert result.rows() == []
    if not figures:
        assert not (result.out / "1" / "informationForm.json").exists()
        return
    form = result.document("1", "informationForm")
    keys = ("from", "to", "contributionType", "source")
    assert [tuple(period.get(key) for key in keys) for period in form["periods"]] == figures
    transferred = [period["months"] for period in form["periods"] if "source" in period]
    assert form["totals"][0].get("transferredMonths") == (sum(transferred) or None)


def test_supplementary_runs_stand_outside_every_total(tmp_path: Path) -> None:
    export = basic().relation("R2", "1", insutype="330").paid("R1", "1", "202001", "202002")
    export.paid("R2", "1", "202001", "202003").paid("R2", "1", "202005", "202005")
    form = imported(export, tmp_path).document("1", "informationForm")
    assert form["supplementary"] == [
        {"insuranceType": "330", "from": "2020-01", "to": "2020-03"},
        {"insuranceType": "330", "from": "2020-05", "to": "2020-05"},
    ]
    assert (form["totalMonths"], form["naturalMonths"], len(form["totals"])) == (2, 2, 1)


def test_enrolment_and_stop(tmp_path: Path) -> None:
    export = basic().relation("R2", "1", fst_insu_ym="200503", paus_insu_date="2026-09-01", emp_name="末单位")
    export.relation("R3", "1", insutype="390", fst_insu_ym="199901", paus_insu_date="2005-02-28")
    result = imported(export.paid("R1", "1", "202001", "202001"), tmp_path)
    assert result.document("1", "certificate")["enrolment"] == {"from": "2005-03", "to": "2026-09"}
    form = result.document("1", "informationForm")
    assert (form["stoppedOn"], form["employerName"]) == ("2026-09-01", "末单位")


@pytest.mark.parametrize("stopped", ["2026-09-01", ""])
def test_employer_is_the_one_of_the_last_stop(tmp_path: Path, stopped: str) -> None:
    """Also where another relation of the pooling area and type is chosen: employer and stop are of one relation."""
    export = (
        basic().agency("320211").relation("R2", "1", insu_admdvs="320211", paus_insu_date=stopped, emp_name="末单位")
    )
    result = imported(export.paid("R1", "1", "202001", "202001"), tmp_path, origin="320200")
    form = result.document("1", "informationForm")
    assert form["origin"]["regionCode"] == "320200"
    assert (form.get("stoppedOn", ""), form["employerName"]) == (stopped, "末单位")


def test_enrolment_is_open_while_not_stopped(tmp_path: Path) -> None:
    export = basic().relation("R2", "1", fst_insu_ym="201503", **OPEN).paid("R1", "1", "202001", "202001")
    result = imported(export, tmp_path)
    assert result.document("1", "certificate")["enrolment"] == {"from": "2010-01"}
    assert "stoppedOn" not in result.document("1", "informationForm")


@pytest.mark.parametrize(
    ("balance", "account"),
    [
        ("1409.5", ("1409.50", "transfer", "1409.50", None)),
        ("1409.5000", ("1409.50", "transfer", "1409.50", None)),
        ("1409", ("1409.00", "transfer", "1409.00", None)),
        (".5", ("0.50", "transfer", "0.50", None)),
        ("0.0000", ("0.00", "none", None, "no-balance")),
        ("99999999999.99", ("99999999999.99", "transfer", "99999999999.99", None)),
    ],
)
def test_balance(tmp_path: Path, balance: str, account: tuple[str, str, str | None, str | None]) -> None:
    export = basic()
    export.tables["psn_acct"][0]["balc"] = balance
    result = imported(export, tmp_path)
    written = result.document("1", "certificate")["account"]
    keys = ("balance", "disposition", "amount", "noTransferCode")
    assert tuple(written.get(key) for key in keys) == account
    assert written["asOf"] == "2026-11-02"


@pytest.mark.parametrize(
    "balance", ["1409.501", "-1.00", "1,409.50", "1e3", "", "１.00", "100000000000.00", ".", "1."]
)
def test_unusable_balance(tmp_path: Path, balance: str) -> None:
    export = basic()
    export.tables["psn_acct"][0]["balc"] = balance
    result = imported(export, tmp_path)
    assert result.rows() == [("psn_acct.csv", 2, "balc", "balance-digits")]
    account = {
        "balance": "0.00",
        "balanceInWords": "人民币零元整",
        "disposition": "none",
        "noTransferCode": "no-account",
    }
    assert result.document("1", "certificate")["account"] == account
    assert [(note["psn_no"], note["code"]) for note in result.told["notes"]] == [("1", "account-unusable")]


def test_an_unusable_balance_does_not_spoil_a_usable_one(tmp_path: Path) -> None:
    result = imported(basic().add("psn_acct", psn_no="1", balc="x"), tmp_path)
    assert result.document("1", "certificate")["account"]["balance"] == "100.00"
    assert result.told["notes"] == []


@pytest.mark.parametrize("number", ["", "../1", "a b", "1" * 31, "１", "1\n", "A\x00"])
def test_unfit_person_number(tmp_path: Path, number: str) -> None:
    export = basic().paid("R1", "1", "202001", "202001").person(number).relation("R2", number)
    export.paid("R2", number, "202001", "202001").person("2")
    result = imported(export, tmp_path)
    assert result.rows() == [("psn_info_b.csv", 3, "psn_no", "person-number")]
    assert result.report.persons == 2
    assert result.document("2", "precheck")["documentNumber"] == "320200JY2026000002".replace("320200", "000000")
    assert sorted(path.name for path in result.out.iterdir()) == ["1", "2", "import-report.json"]


def test_repeated_person_number(tmp_path: Path) -> None:
    result = imported(basic().person("2").person("1"), tmp_path)
    assert result.rows() == [
        ("psn_info_b.csv", 2, "psn_no", "person-repeated"),
        ("psn_info_b.csv", 4, "psn_no", "person-repeated"),
    ]
    assert not (result.out / "1").exists()
    assert result.document("2", "precheck")["documentNumber"].endswith("2026000001")


def test_missing_name_leaves_the_person_out(tmp_path: Path) -> None:
    result = imported(
        basic().person("2", psn_name="  ").person("3", certno="").person("4", psn_name="测" * 51), tmp_path
    )
    columns = [("psn_name", 3), ("certno", 4), ("psn_name", 5)]
    assert result.rows() == [("psn_info_b.csv", line, column, "person-value") for column, line in columns]
    assert result.report.persons == 1


def test_values_that_are_none_are_told_and_the_rest_is_written(tmp_path: Path) -> None:
    export = Export().agency("310000", tel="9" * 26).agency("320200")
    export.person("1", brdy="1982-02-30", gend="3", mob="", hsreg_addr="甲" * 201, surv_stas="x", naty=" 01 ")
    export.relation("R1", "1", fst_insu_ym="201013", psn_insu_date="x", insutype_retr_flag="2", emp_name="乙" * 201)
    export.add("psn_acct", psn_no="1", balc_date="2026-11-31").add("paus_chk", psn_no="1", have_qf="y")
    result = imported(export, tmp_path)
    assert {(row[0], row[2]) for row in result.values()} == {
        ("agencies.csv", "tel"), ("paus_chk.csv", "have_qf"), ("psn_acct.csv", "balc_date"),
        ("psn_info_b.csv", "brdy"), ("psn_info_b.csv", "gend"), ("psn_info_b.csv", "hsreg_addr"),
        ("psn_info_b.csv", "surv_stas"), ("psn_insu_d.csv", "emp_name"), ("psn_insu_d.csv", "fst_insu_ym"),
        ("psn_insu_d.csv", "insutype_retr_flag"), ("psn_insu_d.csv", "psn_insu_date"),
    }  # fmt: skip
    precheck = result.document("1", "precheck")
    assert list(precheck["person"]) == ["name", "idType", "idNumber", "insuredNumber", "ethnicity", "householdType"]
    assert "alive" not in precheck and "arrears" not in precheck and precheck["inpatient"] is False
    assert result.rows() == [] and result.report.exit_code == 1


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("psn_insu_rlts_id", "", "value-unusable"),
        ("psn_insu_rlts_id", "R" * 41, "value-unusable"),
        ("insutype", "999", "value-unusable"),
        ("psn_insu_stas", "", "value-missing"),
        ("paus_insu_date", "9999-12-31", "value-unusable"),
        ("insu_admdvs", "32020", "value-unusable"),
        ("poolarea_no", "", "value-missing"),
    ],
)
def test_unusable_relations(tmp_path: Path, column: str, value: str, code: str) -> None:
    export = basic()
    export.tables["psn_insu_d"][0][column] = value
    result = imported(export.paid("R1", "1", "202001", "202001"), tmp_path)
    assert result.rows() == [
        ("psn_insu_d.csv", 2, column, code),
        (f"{DETAILS}.csv", 2, "psn_insu_rlts_id", "relation-unknown"),
    ]


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [
        ({"accrym_begn": "201513"}, "accrym_begn", "month-none"),
        ({"accrym_end": ""}, "accrym_end", "month-none"),
        ({"accrym_begn": "194912"}, "accrym_begn", "month-none"),
        ({"accrym_begn": "202002"}, "accrym_begn", "months-reversed"),
        ({"psn_insu_rlts_id": "R9"}, "psn_insu_rlts_id", "relation-unknown"),
        ({"psn_insu_rlts_id": "R2"}, "psn_insu_rlts_id", "relation-of-other"),
        ({"psn_no": "9"}, "psn_insu_rlts_id", "relation-of-other"),
    ],
)
@pytest.mark.parametrize("counts", [{}, {"clct_flag": "0"}, {"revs_flag": "F"}, {"clct_type": "34"}])
def test_unusable_details_whether_they_count_or_not(
    tmp_path: Path, values: dict[str, str], column: str, code: str, counts: dict[str, str]
) -> None:
    export = basic().person("2").relation("R2", "2")
    export.paid("R1", "1", "202001", "202001", **(values | counts))
    assert imported(export, tmp_path).rows() == [(f"{DETAILS}.csv", 2, column, code)]


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [
        ({"poolarea_no": ""}, "poolarea_no", "value-missing"),
        ({"poolarea_no": "32020O"}, "poolarea_no", "value-unusable"),
        ({"clct_type": "正常"}, "clct_type", "value-unusable"),
    ],
)
def test_details_that_count_need_region_and_type(
    tmp_path: Path, values: dict[str, str], column: str, code: str
) -> None:
    assert imported(basic().paid("R1", "1", "202001", "202001", **values), tmp_path).rows() == [
        (f"{DETAILS}.csv", 2, column, code)
    ]


def test_rows_of_nobody_are_told(tmp_path: Path) -> None:
    export = basic().relation("R9", "9").paid("R9", "9", "202001", "202001")
    export.add("psn_acct", psn_no="9").add("paus_chk", psn_no="9")
    assert imported(export, tmp_path).rows() == [
        ("paus_chk.csv", 3, "psn_no", "person-unknown"),
        ("psn_acct.csv", 3, "psn_no", "person-unknown"),
        ("psn_insu_d.csv", 3, "psn_no", "person-unknown"),
        (f"{DETAILS}.csv", 2, "psn_no", "person-unknown"),
    ]


def test_repeated_rows(tmp_path: Path) -> None:
    export = basic().relation("R1", "1").relation("R2", "1").relation("R2", "1", insutype="390")
    export.add("psn_acct", psn_no="1").add("psn_acct", psn_no="1", balc="9.00", balc_date="2025-12-31")
    export.add("paus_chk", psn_no="1", have_qf="1")
    result = imported(export, tmp_path)
    assert result.rows() == [
        ("paus_chk.csv", 2, "psn_no", "row-contradicts"),
        ("paus_chk.csv", 3, "psn_no", "row-contradicts"),
        ("psn_acct.csv", 3, "psn_no", "row-repeated"),
        ("psn_acct.csv", 4, "psn_no", "row-older"),
        ("psn_insu_d.csv", 3, "psn_insu_rlts_id", "row-repeated"),
        ("psn_insu_d.csv", 4, "psn_insu_rlts_id", "row-contradicts"),
        ("psn_insu_d.csv", 5, "psn_insu_rlts_id", "row-contradicts"),
    ]
    assert result.document("1", "certificate")["account"]["balance"] == "100.00"
    assert "arrears" not in result.document("1", "precheck")


def test_optional_columns_that_have_a_member_are_written(tmp_path: Path) -> None:
    export = basic()
    export.tables["psn_info_b"][0] |= {
        "live_addr": "测试路2号",
        "hsreg_addr_poscode": "214000",
        "resd_loc_admdvs": "320200",
    }
    person = imported(export, tmp_path).document("1", "certificate")["person"]
    assert (person["residenceAddress"], person["householdPostcode"]) == ("测试路2号", "214000")
    assert person["householdRegionCode"] == "320200"


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("阿依古丽‧吐尔逊", "阿依古丽·吐尔逊", True),
        ("阿依古丽.吐尔逊", "阿依古丽·吐尔逊", True),
        ("\u3400･\U0003134a", "\u3400·\U0003134a", True),
        ("J. SMITH", "J. SMITH", False),
        ("A·B", "A·B", False),
        (" 王\u3000", "王", False),
        ("e\u0301", "é", False),
    ],
)
def test_names(tmp_path: Path, written: str, name: str, told: bool) -> None:
    export = basic()
    export.tables["psn_info_b"][0]["psn_name"] = written
    result = imported(export, tmp_path)
    assert result.document("1", "certificate")["person"]["name"] == name
    assert [note["code"] for note in result.told["notes"]] == ["name-dot"] * told


@pytest.mark.parametrize("written", ["1982-01-05", "19820105", "1982-01-05 00:00:00", "1982-01-05T00:00:00.0"])
def test_dates(tmp_path: Path, written: str) -> None:
    export = basic()
    export.tables["psn_info_b"][0]["brdy"] = written
    result = imported(export, tmp_path)
    assert result.document("1", "certificate")["person"]["birthDate"] == "1982-01-05"
    assert result.values() == []
