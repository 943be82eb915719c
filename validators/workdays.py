"""Working days, by a table that comes in: outside its years nothing is said."""

from bisect import bisect_right
from calendar import isleap
from collections.abc import Iterable
from datetime import date, timedelta


class UnknownYear(LookupError):
    """A day in a year that the calendar does not cover; ``year`` names it."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no working days are known for {year}")
        self.year = year


class Calendar:
    """Working days of some years: weekends are off, less ``workdays``, more ``holidays``.

    The first day of a term does not count; a term ends on a working day (民法典 art. 201, 203, unconfirmed).
    """

    def __init__(self, years: Iterable[int], holidays: Iterable[date], workdays: Iterable[date]) -> None:
        self._years = frozenset(years)
        self._holidays = frozenset(holidays)
        self._workdays = frozenset(workdays)
        self._ordinals: dict[int, list[int]] = {}

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is a working day.

        Raises:
            UnknownYear: its year is not covered.
        """
        if day.year not in self._years:
            raise UnknownYear(day.year)
        return day in self._workdays or (day.weekday() < 5 and day not in self._holidays)

    def between(self, start: date, end: date) -> int:
        """The working days after ``start`` up to and with ``end``; 0 where ``end`` is not later.

        Raises:
            UnknownYear: a year between them is not covered.
        """
        if end <= start:
            return 0
        first, last = start.toordinal(), end.toordinal()
        years = range((start + timedelta(1)).year, end.year + 1)
        return sum(bisect_right(days, last) - bisect_right(days, first) for days in map(self._of, years))

    def after(self, start: date, days: int) -> date:
        """The day on which a term of ``days`` working days ends that began with ``start``.

        Raises:
            UnknownYear: the term reaches into a year that is not covered.
        """
        if days <= 0:
            return start
        year = (start + timedelta(1)).year
        left, first = days, start.toordinal()
        while True:
            workdays = self._of(year)
            position = bisect_right(workdays, first) + left - 1
            if position < len(workdays):
                return date.fromordinal(workdays[position])
            left = position - len(workdays) + 1
            year += 1

    def _of(self, year: int) -> list[int]:
        """The working days of a year as ordinals, made once."""
        if year not in self._ordinals:
            start = date(year, 1, 1)
            days = (start + timedelta(count) for count in range(365 + isleap(year)))
            self._ordinals[year] = [day.toordinal() for day in days if self.is_workday(day)]
        return self._ordinals[year]
