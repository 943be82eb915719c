"""Working days: reckoned as one would day by day, the tables as the notices say, tables of one's own."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.workdays import Calendar, UnknownYear
from ybzj_docs import knowledge, resources

_OURS = knowledge.calendar()
_DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 31))


def _naive(start: date, end: date) -> int:
    days = (start + timedelta(count) for count in range(1, (end - start).days + 1))
    return sum(_OURS.is_workday(day) for day in days)


@given(_DAYS, st.integers(0, 400))
def test_between_counts_day_by_day(start: date, length: int) -> None:
    end = min(start + timedelta(length), date(2026, 12, 31))
    assert _OURS.between(start, end) == _naive(start, end)


@given(st.dates(date(2010, 1, 1), date(2025, 6, 30)), st.integers(1, 300))
def test_a_term_ends_on_the_working_day_that_completes_it(start: date, days: int) -> None:
    end = _OURS.after(start, days)
    assert _OURS.is_workday(end)
    assert _naive(start, end) == days


@given(_DAYS, _DAYS, _DAYS)
def test_between_adds_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assert _OURS.between(first, middle) + _OURS.between(middle, last) == _OURS.between(first, last)
    assert _OURS.between(last, first) == 0


def test_no_days_end_where_they_begin() -> None:
    assert _OURS.after(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_years_that_are_not_known() -> None:
    calendar = Calendar([2026], [], [])
    for day in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(UnknownYear, match=str(day.year)) as told:
            calendar.is_workday(day)
        assert told.value.year == day.year
    assert calendar.between(date(2025, 12, 31), date(2026, 1, 5)) == 3
    with pytest.raises(UnknownYear):
        calendar.between(date(2026, 12, 30), date(2027, 1, 1))
    assert calendar.after(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(UnknownYear):
        calendar.after(date(2026, 12, 30), 2)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2015-09-03", False),  # the anniversary, added in May 2015
        ("2015-09-06", True),
        ("2019-05-01", False),
        ("2019-05-02", False),  # moved by the notice of March 2019
        ("2019-05-05", True),
        ("2020-01-31", False),  # the Spring Festival was made longer
        ("2020-02-01", False),
        ("2020-02-03", True),
        ("2026-10-10", True),
        ("2026-10-12", True),
        ("2026-10-07", False),
        ("2010-10-09", True),
        ("2011-12-31", True),  # by the notice of 2012
        ("2018-12-29", True),  # by the notice of 2019
    ],
)
def test_changes_within_the_year(day: str, worked: bool) -> None:
    assert _OURS.is_workday(date.fromisoformat(day)) is worked


def test_tables_are_of_their_year_and_have_a_notice() -> None:
    folder = resources.path("schemas/common/calendar")
    sources = {row["year"]: row for row in csv.DictReader(io.StringIO((folder / "sources.csv").read_text("utf-8")))}
    years = [str(year) for year in range(2010, 2027)]
    assert list(sources) == years == sorted(file.stem for file in folder.glob("[0-9]*.csv"))
    for year, row in sources.items():
        assert row["notice"].startswith(f"国办发明电〔{int(year) - 1}〕")
        assert row["issued"].startswith(str(int(year) - 1))
        assert bool(row["changedBy"]) == bool(row["change"])
        table = list(csv.DictReader(io.StringIO((folder / f"{year}.csv").read_text("utf-8"))))
        days = [date.fromisoformat(line["date"]) for line in table]
        assert days == sorted(set(days))
        assert {str(day.year) for day in days} == {year}
        assert all(line["title"] for line in table)
        worked = [day for day, line in zip(days, table, strict=True) if line["kind"] == "workday"]
        assert all(day.weekday() >= 5 for day in worked)
        off = [day for day, line in zip(days, table, strict=True) if line["kind"] == "holiday" and day.weekday() < 5]
        assert 10 <= len(off) <= 26
        assert 240 <= _OURS.between(date(int(year) - 1, 12, 31), date(int(year), 12, 31)) <= 252


def _file(folder: Path, text: str) -> Path:
    file = folder / "own.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_of_one_s_own_adds_a_year_and_replaces_one(tmp_path: Path) -> None:
    file = _file(tmp_path, "\ufeffdate,kind,title\r\n2027-01-01,holiday,元旦\r\n2026-10-10,holiday,\r\n")
    calendar = knowledge.calendar(file)
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 1, 4))
    assert calendar.is_workday(date(2026, 10, 1)), "its years replace ours wholly"
    assert not calendar.is_workday(date(2025, 10, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("day,kind\n", "line 1: write the columns"),
        ("", "line 1: write the columns"),
        ("date,kind\n", "no day in it"),
        ("date,kind\n2027-1-1,holiday\n", "line 2: '2027-1-1' is no date"),
        ("date,kind\n2027-02-29,holiday\n", "line 2: '2027-02-29' is no day"),
        ("date,kind\n2027-01-01,holiday\n2027-01-02,off\n", "line 3: kind is 'off'"),
        ("date,kind\n2027-01-01\n", "line 2: kind is None"),
        ("date,kind\n2027-01-01,holiday\n2027-01-01,workday\n", "line 3: 2027-01-01 stands twice"),
        ('date,kind\n"2027-01-01"x,holiday\n', "is no CSV"),
    ],
)
def test_a_table_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    file = _file(tmp_path, text)
    with pytest.raises(ValueError, match=told) as error:
        knowledge.calendar(file)
    assert str(file) in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        knowledge.calendar(tmp_path / "none.csv")
    file = tmp_path / "gbk.csv"
    file.write_bytes("date,kind,title\n2027-01-01,holiday,元旦\n".encode("gbk"))
    with pytest.raises(ValueError, match="not UTF-8"):
        knowledge.calendar(file)
