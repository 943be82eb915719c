"""Checking as a whole: verdicts, engines, masks, places, and a report that its published schema describes."""

import dataclasses
import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings

from tests.examples.loading import every
from tests.strategies import broken, documents
from validators import run
from validators.rule import Rule
from ybzj_docs import catalog, knowledge
from ybzj_docs.bulk import check
from ybzj_docs.checking import Checker, Options
from ybzj_docs.checking.reports import written
from ybzj_docs.codec.write import to_json, to_xml

AS_OF = date(2026, 11, 2)
SHOWN = Options(AS_OF)
MASKED = Options(AS_OF, mask_key=b"0123456789abcdef")
REPORT = jsonschema.Draft202012Validator(catalog.schema("report"))


def report_tree(report):
    return json.loads(written("json", report))


def one(data, options=SHOWN):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    [result] = Checker(options).check(raw, "one")
    return result


def said(result):
    return sorted((told.rule, told.pointer, told.severity, told.expected or "") for told in result.findings)


def full(form):
    file = catalog.form(form).folder / "examples/valid/full.json"
    return json.loads(file.read_bytes())


@given(broken("message"))
def test_both_engines_tell_the_same_of_messages(mutation):
    engines = [one(mutation.tree, dataclasses.replace(SHOWN, engine=engine)) for engine in ("rs", "py")]
    assert said(engines[0]) == said(engines[1])


@pytest.mark.parametrize("form", catalog.DOCUMENT_TYPES)
def test_both_engines_tell_the_same(form):
    @settings(max_examples=8)
    @given(broken(form))
    def alike(mutation):
        engines = [one(mutation.tree, dataclasses.replace(SHOWN, engine=engine)) for engine in ("rs", "py")]
        assert said(engines[0]) == said(engines[1])

    alike()


@given(documents("informationForm"))
def test_json_and_xml_of_a_document_are_told_the_same(tree):
    assert said(one(tree)) == said(one(to_xml(tree)))


@pytest.mark.parametrize("example", every("valid"), ids=str)
def test_the_json_report_is_as_published_and_the_same_each_time(example):
    path = str(example.path)
    report = check([path], MASKED)
    REPORT.validate(report_tree(report))
    assert written("json", report) == written("json", check([path], MASKED))
    assert report.summary.severities["error"] == report.summary.severities["warning"] == 0


def test_a_report_of_findings_is_as_published(tmp_path):
    for number, example in enumerate(every("invalid")):
        (tmp_path / f"{number}.json").write_text(json.dumps(example.content["document"]), encoding="utf-8")
    report = check([str(tmp_path)], MASKED)
    REPORT.validate(report_tree(report))
    assert report.summary.documents >= len(every("invalid"))
    for lang in ("zh", "en"):
        assert str(report.summary.documents) in written("text", report, lang).decode()


def test_findings_stand_by_line_column_and_rule():
    tree = full("certificate") | {"edition": "1999", "issuedOn": "2026-02-30", "unknownMember": "1"}
    places = [(told.line, told.column, told.rule) for told in one(tree).findings]
    assert places == sorted(places)
    assert len(places) >= 3


def test_the_label_of_a_missing_member_is_its_own():
    tree = full("certificate")
    del tree["person"]["name"]
    [told] = one(tree).findings
    assert (told.rule, told.pointer, told.expected, told.label) == ("ST-01", "/person", "name", "姓名")


def test_an_unknown_member_is_told_at_its_name_with_the_nearest_one():
    text = '{"documentType": "certificate", "pesron": 1}'
    told = next(told for told in one(text.encode()).findings if told.rule == "ST-02")
    assert (told.pointer, told.column, told.expected) == ("/pesron", 33, "person")


def test_nothing_is_told_within_a_body_that_the_message_does_not_carry():
    start = f'<message xmlns="{catalog.NAMESPACE}"><formatVersion>1</formatVersion>'
    text = f'{start}<messageType>withdrawal</messageType><query a="1"><foo/></query></message>'
    found = [told.pointer for told in one(text.encode()).findings if told.rule == "ST-02"]
    assert found == ["/query"]


def test_a_closed_list_is_an_error_and_an_open_one_a_warning():
    tree = full("certificate")
    tree["person"]["sex"], tree["person"]["householdType"] = "7", "X7"
    found = {told.pointer: (told.rule, told.severity) for told in one(tree).findings}
    assert found["/person/sex"] == ("ST-05", "error")
    assert found["/person/householdType"] == ("ST-05", "warning")


def test_warnings_do_not_reject():
    tree = full("certificate")
    tree["person"]["householdType"] = "X7"
    assert one(tree).verdict == "valid"


def test_documents_of_a_message_are_told_from_their_place():
    tree = json.loads((catalog.form("message").folder / "examples/valid/certificate.json").read_bytes())
    tree["documents"][0]["person"]["idNumber"] = "310103198201051571"
    found = [(told.rule, told.pointer) for told in one(tree).findings if told.severity == "error"]
    assert ("ID-01", "/documents/0/person/idNumber") in found


def test_a_document_that_is_not_what_it_calls_itself_is_not_audited():
    xml = to_xml(full("certificate")).replace(b">certificate</documentType>", b">precheck</documentType>")
    assert [(told.rule, told.pointer) for told in one(xml).findings] == [("ST-05", "/documentType")]


def test_without_a_known_edition_no_profile_is_named():
    tree = full("certificate") | {"edition": "1999"}
    result = one(tree)
    assert (result.edition, result.profile, result.verdict) == (None, None, "invalid")


def test_the_profile_asked_for_is_told():
    profile = knowledge.profile("HRSS-2010-58")
    report = check([], dataclasses.replace(SHOWN, profile=profile))
    assert report_tree(report)["rules"]["profile"] == "HRSS-2010-58"


SECRETS = {
    "name": "石密名",
    "idNumber": "11010519491231002Y",
    "mobile": "1390000秘0001",
    "householdAddress": "秘密路",
}


@pytest.mark.parametrize("spoil", ["rule", "type", "group", "length"])
def test_personal_values_are_masked(spoil):
    tree = full("certificate")
    tree["person"].update(SECRETS)
    if spoil == "type":
        tree["person"] = "石密名 11010519491231002Y"
    elif spoil == "group":
        tree["person"]["householdHead"] = "秘密路 1390000秘0001"
    elif spoil == "length":
        tree["person"]["name"] = "石密名" * 20
    report = check_text(tree, MASKED)
    assert not [value for value in SECRETS.values() if value in report]


def check_text(tree, options):
    result = one(tree, options)
    return json.dumps([dataclasses.asdict(told) for told in result.findings], ensure_ascii=False)


def test_what_a_document_lacks_is_no_personal_value():
    tree = full("application")
    del tree["agent"]
    del tree["materials"]
    options = dataclasses.replace(MASKED, stage="application")
    assert ("ID-07", "", "warning", "agent") in said(one(tree, options))


def test_masks_of_equal_values_are_equal_and_keys_part_them():
    tree = full("certificate")
    tree["person"]["idNumber"] = SECRETS["idNumber"]
    other = dataclasses.replace(MASKED, mask_key=b"another key of 16")
    assert check_text(tree, MASKED) == check_text(tree, MASKED) != check_text(tree, other)
    assert SECRETS["idNumber"] in check_text(tree, SHOWN)


def test_a_cap_leaves_verdicts_and_counts_true(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.json").write_text('{"documentType": "withdrawal"}', encoding="utf-8")
    report = check([str(tmp_path)], SHOWN, max_findings=4)
    assert sum(len(result.findings) for result in report.documents) == 4
    assert report.summary.truncated
    assert report.summary.by_rule["ST-01"] == 18
    assert {result.verdict for result in report.documents} == {"invalid"}


def test_folders_are_read_by_path_and_our_reports_are_passed_over(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/1.json", "a.json", ".hidden/c.json", ".d.json", "e.txt"):
        (tmp_path / name).write_text(to_json(full("withdrawal")), encoding="utf-8")
    (tmp_path / "f.json").write_text('{"reportVersion": "1"}', encoding="utf-8")
    (tmp_path / "g.json").write_text('{"documentType": "x", "note": "\\"reportVersion\\""}', encoding="utf-8")
    report = check([str(tmp_path)], SHOWN)
    assert [result.path for result in report.documents] == [
        str(tmp_path / n) for n in ("a.json", "b/1.json", "g.json")
    ]
    [named] = check([str(tmp_path / "f.json")], SHOWN).documents
    assert [told.rule for told in named.findings] == ["IO-06"]


def test_an_input_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path):
    good = tmp_path / "good.json"
    good.write_text(to_json(full("withdrawal")), encoding="utf-8")
    report = check([str(tmp_path / "gone.json"), str(good)], SHOWN)
    assert [path for path, _ in report.unread] == [str(tmp_path / "gone.json")]
    assert report.summary.documents == 1


def test_beyond_a_thousand_documents_clean_ones_are_counted_only(tmp_path):
    line = json.dumps(full("withdrawal"), ensure_ascii=False) + "\n"
    file = tmp_path / "many.jsonl"
    file.write_text(line * 1001 + '{"documentType": "withdrawal"}\n', encoding="utf-8")
    report = check([str(file)], SHOWN)
    assert (report.summary.documents, [result.record for result in report.documents]) == (1002, [1002])
    assert len(check([str(file)], SHOWN, list_all=True).documents) == 1002


def test_a_rule_that_crashes_is_our_failure(monkeypatch):
    def crash(document, context):
        raise ZeroDivisionError
        yield

    known = run.rules()
    bad: Rule = dataclasses.replace(known["ID-01"], check=crash)
    monkeypatch.setattr(run, "_rules_of", lambda form, *_: ((bad, bad.check, run.Reading(bad)),))
    with pytest.raises(run.RuleCrashed) as crashed:
        one(full("certificate"))
    assert crashed.value.code == "ID-01"
