"""Options that several commands share, and the clock."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

import click

from ybzj_docs.cli.frame import Refusal, say

_BEIJING = timezone(timedelta(hours=8))


def today() -> date:
    """Today at +08:00."""
    return datetime.now(_BEIJING).date()


class _Date(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.fail(say(f"{value} 不是日期，应写作 2026-11-02", f"{value} is not a date: write 2026-11-02"), param, ctx)


as_of_option = click.option(
    "--as-of",
    "as_of",
    type=_Date(),
    metavar="DATE",
    help="以哪一天为准，默认今天（+08:00）/ day of the check, today by default",
)
encoding_option = click.option(
    "--encoding", type=click.Choice(["gb18030"]), help="按 GB 18030 读取 / read the files as GB 18030"
)


def region(value: str | None, name: str) -> str | None:
    """``value`` as a region code.

    Raises:
        Refusal: it is not six digits.
    """
    if value is not None and not re.fullmatch("[0-9]{6}", value):
        raise Refusal(2, f"{name} 应为六位区划代码：{value}", f"{name} is a region code of six digits: {value}")
    return value
