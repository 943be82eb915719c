"""What is drawn of an information form, and when; a cap for each rule on the command line."""

import json
from datetime import date

import pytest

from ybzj_docs import catalog
from ybzj_docs.bulk import check
from ybzj_docs.checking import Options
from ybzj_docs.checking.drawn import drawn_periods
from ybzj_docs.checking.reports.drawing import WIDTH, periods_drawing, timeline_drawing
from ybzj_docs.checking.reports.htmlwords import WORDS
from ybzj_docs.checking.result import CaseResult, Drawn, StepTold
from ybzj_docs.cli.main import run

AS_OF = date(2026, 11, 2)
FORM = catalog.form("informationForm").folder / "examples/valid/full.json"


def test_periods_are_kept_only_where_they_are_drawn():
    [plain] = check([str(FORM)], Options(AS_OF)).documents
    [drawn] = check([str(FORM)], Options(AS_OF, drawn=True)).documents
    assert plain.periods == ()
    assert drawn.periods[0] == Drawn("2003-12", "2005-06", "310", 19) and len(drawn.periods) == 6


@pytest.mark.parametrize(
    "period",
    [
        "x",
        {},
        {"from": "2020-13", "to": "2021-01"},
        {"from": "2020-02", "to": "2020-01"},
        {"from": 1, "to": "2020-01"},
        {"from": "0001-01", "to": "2020-01"},
        {"from": "2020-01\n", "to": "2020-02"},
    ],
)
def test_what_cannot_be_drawn_is_left_out(period):
    right = {"from": "2020-01", "to": "2020-02", "insuranceType": "张三", "months": True}
    assert drawn_periods({"periods": [period, right]}) == (Drawn("2020-01", "2020-02", "", None),)


@pytest.mark.parametrize("form", [{}, {"periods": None}, {"periods": {"from": "2020-01"}}, {"periods": []}])
def test_a_form_without_periods_draws_nothing(form):
    assert drawn_periods(form) == ()


def test_overlapping_periods_stand_below_each_other_and_nothing_leaves_the_picture():
    periods = [Drawn("2018-07", "2018-12", "310", 6), Drawn("2018-07", "2026-07", "310", 97)]
    for lang in ("zh", "en"):
        picture = periods_drawing(periods, lang)
        first, second, doubled = picture.bars
        assert first.x == second.x == doubled.x and first.y < second.y
        assert (doubled.kind, doubled.width) == ("doubled", first.width)
        assert all(
            bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y + bar.height <= picture.height for bar in picture.bars
        )


def test_one_month_can_be_drawn_and_so_can_one_day():
    assert periods_drawing([Drawn("2020-01", "2020-01", "310", 1)], "zh").bars
    step = StepTold("letter", AS_OF, AS_OF, 5, 0, 0, None, False)
    [bar, text] = timeline_drawing(CaseResult(1, "", (step,), None, None, None), AS_OF, WORDS["zh"]).bars
    assert bar.width > 0 and "按期" in text.text


def test_a_step_that_begins_after_the_day_of_the_check_can_be_drawn():
    step = StepTold("letter", date(2030, 1, 1), None, 5, 0, 0, date(2030, 1, 8), False)
    assert timeline_drawing(CaseResult(1, "", (step,), None, None, None), AS_OF, WORDS["en"]).bars


def test_the_command_draws_and_caps(tmp_path, capfdbinary):
    page = tmp_path / "report.html"
    assert run(["check", str(FORM), "--format", "html", "--output", str(page), "--as-of", "2026-11-02"]) == 0
    assert page.read_text(encoding="utf-8").count('<g class="period">') == 6
    (tmp_path / "many.jsonl").write_text('{"documentType": "withdrawal"}\n' * 3, encoding="utf-8")
    assert run(["check", str(tmp_path / "many.jsonl"), "--format", "json", "--max-per-rule", "2"]) == 1
    report = json.loads(capfdbinary.readouterr().out)
    assert sum(len(one["findings"]) for one in report["inputs"]) == 2
    assert report["summary"]["byRule"] == {"ST-01": 18} and report["summary"]["truncated"]


def test_an_unknown_format_is_wrong_use(capfd):
    assert run(["check", str(FORM), "--format", "pdf"]) == 2
    assert "sarif" in capfd.readouterr().err
