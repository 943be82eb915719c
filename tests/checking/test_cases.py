"""Cases: which documents of a folder or zip are one, and what is told of it."""

import copy
import json
import zipfile
from datetime import date

import jsonschema
import pytest

from ybzj_docs import catalog
from ybzj_docs.bulk import check
from ybzj_docs.checking import Options
from ybzj_docs.checking.reports import written
from ybzj_docs.codec.write import to_xml

AS_OF = date(2026, 11, 2)
STORY = ("application", "acceptanceNotice", "contactLetter", "letterReply", "informationForm", "completionNotice")


def full(form):
    return json.loads((catalog.form(form).folder / "examples/valid/full.json").read_bytes())


@pytest.fixture
def story(tmp_path):
    """The folder of one transfer."""
    for form in STORY:
        (tmp_path / f"{form}.json").write_text(json.dumps(full(form)), encoding="utf-8")
    return tmp_path


def cases(path, **how):
    report = check([str(path)], Options(AS_OF, **how))
    jsonschema.Draft202012Validator(catalog.schema("report")).validate(json.loads(written("json", report)))
    return report, [result.case for result in report.documents]


def another(form, **members):
    tree = copy.deepcopy(full(form)) | members
    tree["person"] = {"name": "另一人", "idType": "01", "idNumber": "11010519491231002X"}
    return tree


def test_a_folder_of_one_transfer_is_one_case(story):
    report, numbers = cases(story)
    assert set(numbers) == {1}
    assert [case.number for case in report.cases] == [1]
    assert {step.step for step in report.cases[0].steps} == {"form", "completion"}


def test_a_zip_is_as_its_folder(story, tmp_path):
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in story.glob("*.json"):
            packed.write(file, file.name)
        packed.writestr("other/withdrawal.json", json.dumps(full("withdrawal")))
    report, numbers = cases(archive)
    assert numbers == [1] * len(STORY) + [None]
    assert report.documents[0].path == f"{archive}!acceptanceNotice.json"


def test_none_and_all(story):
    assert set(cases(story, cases=False)[1]) == {None}
    (story / "other").mkdir()
    (story / "other/withdrawal.json").write_text(json.dumps(full("withdrawal")), encoding="utf-8")
    assert None in cases(story)[1]
    assert set(cases(story, cases=True)[1]) == {1}


def test_subfolders_are_cases_of_their_own(story):
    inner = story / "b"
    inner.mkdir()
    for form in ("application", "informationForm"):
        (inner / f"{form}.json").write_text(json.dumps(full(form)), encoding="utf-8")
    assert sorted(set(cases(story)[1])) == [1, 2]


def test_one_document_alone_and_a_stream_are_none(story):
    assert cases(story / "application.json")[1] == [None]
    lines = story / "lines.jsonl"
    lines.write_text("\n".join(json.dumps(full(form)) for form in STORY), encoding="utf-8")
    assert set(cases(lines)[1]) == {None}


def test_documents_of_different_people_are_none(story):
    (story / "withdrawal.json").write_text(json.dumps(another("withdrawal")), encoding="utf-8")
    assert set(cases(story)[1]) == {None}


def test_where_a_type_stands_twice_references_make_the_cases(story):
    other = another("application", documentNumber="310000SQ2026000099")
    notice = another("acceptanceNotice", applicationNumber="310000SQ2026000099", documentNumber="310000SL2026000099")
    stray = another("withdrawal", applicationNumber="310000SQ2026000077", documentNumber="310000CH2026000077")
    for tree in (other, notice, stray):
        tree.pop("transferNumber", None)
        tree.pop("certificateNumber", None)
        tree.pop("replaces", None)
        name = f"x-{tree['documentType']}.json"
        (story / name).write_text(json.dumps(tree), encoding="utf-8")
    report, _ = cases(story)
    numbers = {result.path.rpartition("/")[2]: result.case for result in report.documents}
    assert numbers["x-application.json"] == numbers["x-acceptanceNotice.json"] == 2
    assert numbers["x-withdrawal.json"] is None
    assert {numbers[f"{form}.json"] for form in STORY} == {1}


def test_revisions_and_notations_of_one_document_count_once(story):
    form = full("informationForm")
    (story / "informationForm.xml").write_bytes(to_xml(form))
    later = form | {"revision": form.get("revision", 0) + 1}
    (story / "later.json").write_text(json.dumps(later), encoding="utf-8")
    assert set(cases(story)[1]) == {1}


def test_a_finding_between_documents_names_the_other_place(story):
    form = full("informationForm")
    form["person"]["idNumber"] = "320211197502198093"
    (story / "informationForm.json").write_text(json.dumps(form), encoding="utf-8")
    report, _ = cases(story)
    found = [f for result in report.documents for f in result.findings if f.rule == "ID-05"]
    assert found
    assert all(place.path.startswith(str(story)) and place.column > 1 for f in found for place in f.related)
    assert "另见" in written("text", report).decode()


def test_years_without_a_calendar_leave_the_verdict_undetermined(story):
    for form in ("acceptanceNotice", "informationForm", "completionNotice", "contactLetter", "letterReply"):
        tree = full(form)
        tree.pop("receivedOn", None)
        for name, value in tree.items():
            if isinstance(value, str) and value.startswith("2026-1"):
                tree[name] = value.replace("2026-1", "2031-1", 1)
        (story / f"{form}.json").write_text(json.dumps(tree), encoding="utf-8")
    report = check([str(story)], Options(date(2031, 12, 30)))
    skipped = [skip.layer for result in report.documents for skip in result.skipped]
    assert skipped == ["workingDays"]


def test_the_text_report_shows_the_course_in_both_languages(story):
    report, _ = cases(story)
    assert "个工作日" in written("text", report).decode()
    report = check([str(story)], Options(AS_OF, lang="en"))
    assert "working days" in written("text", report, "en").decode()
