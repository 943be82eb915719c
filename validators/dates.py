"""Calendar dates: the same day some months later."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day ``months`` months later; where that month has no such day, its last day.

    >>> months_later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
