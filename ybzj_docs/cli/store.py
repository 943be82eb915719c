"""What commands with a store have in common: their options, the store opened, refusals and failures told."""

import functools
import getpass
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click
import orjson

from ybzj_docs.cli.frame import Refusal, say
from ybzj_docs.cli.output import emit

if TYPE_CHECKING:
    from validators.registers import Registers
    from ybzj_docs.registers import Refused, Store, StoreError
    from ybzj_docs.registers.hand import Hand

P = ParamSpec("P")
#: The store where none is named: in the working folder.
DEFAULT_STORE = "ybzj.db"
_CHINA = timezone(timedelta(hours=8))
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command works: the store, the agency that acts there (None where none is named), who, and when."""

    store: "Store"
    agency: str | None
    actor: str
    at: datetime

    def hand(self, reason: str | None = None, channel: str | None = None) -> "Hand":
        """The hand of who acts."""
        from ybzj_docs.registers.hand import Hand

        return Hand(self.actor, self.at, reason, channel)

    def acting(self) -> str:
        """The code of the agency that acts.

        Raises:
            click.UsageError: none is named.
        """
        if self.agency is None:
            raise click.UsageError(
                say("缺少 --agency（经办机构编码）", "missing --agency, the code of the agency that acts")
            )
        return self.agency


class _Time(click.ParamType[datetime]):
    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        if _TIME.fullmatch(value):
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                pass
            else:
                return found if found.tzinfo else found.replace(tzinfo=_CHINA)
        example = "2026-11-02T09:30:00+08:00"
        self.fail(say(f"{value} 不是时间，应写作 {example}", f"{value} is no time: write {example}"), param, ctx)


_OPTIONS = (
    click.option(
        *("--store", "place"),
        metavar="URL",
        envvar="YBZJ_STORE",
        default=DEFAULT_STORE,
        help=f"登记库：SQLite 文件或 postgresql://…，默认 {DEFAULT_STORE} / the store: a file or a URL",
    ),
    click.option(
        "--agency", metavar="CODE", envvar="YBZJ_AGENCY", help="本经办机构编码 / code of the agency that acts"
    ),
    click.option("--actor", metavar="NAME", envvar="YBZJ_ACTOR", help="经办人 / who acts, by default the login name"),
    click.option(
        *("--as-of", "at"),
        type=_Time(),
        metavar="TIME",
        help="以何时为准，默认现在 / the time to act at, now by default",
    ),
)


def stateful(
    *, create: bool = True
) -> Callable[[Callable[Concatenate[Desk, P], int | None]], Callable[P, int | None]]:
    """Give a command the options of the store, and its function the :class:`Desk` as its first argument.

    ``create`` says whether a store is made where there is none. What the store refuses or cannot do is told.
    """

    def decorate(function: Callable[Concatenate[Desk, P], int | None]) -> Callable[P, int | None]:
        @functools.wraps(function)
        def command(*arguments: P.args, **options: P.kwargs) -> int | None:
            named: dict[str, Any] = options
            place, agency, actor, at = (named.pop(name) for name in ("place", "agency", "actor", "at"))
            return _run(
                place,
                create,
                lambda store: function(
                    Desk(store, agency, _named(actor), at or datetime.now(_CHINA)), *arguments, **options
                ),
            )

        for option in reversed(_OPTIONS):
            command = option(command)
        return command

    return decorate


def registers_at(place: str) -> "Registers":
    """The registers of the store at ``place``, for a check.

    Raises:
        Refusal: there is no store that can be read.
    """
    from ybzj_docs.registers.at import RegistersAt

    _open(place, create=False).close()
    return RegistersAt(place)


def _open(place: str, *, create: bool) -> "Store":
    """The store at ``place``.

    Raises:
        Refusal: it cannot be opened.
    """
    from ybzj_docs.registers import StoreError, open_store

    try:
        return open_store(place, create=create)
    except StoreError as error:
        raise _untold(error, 3) from error
    except ValueError as error:
        raise Refusal(2, f"--store 不可用：{error}", f"--store cannot be used: {error}") from error


def _run(place: str, create: bool, work: "Callable[[Store], int | None]") -> int | None:
    """Open the store, do the work, and tell what it refuses or cannot do."""
    from ybzj_docs.registers import Refused, Stale, StoreError

    store = _open(place, create=create)
    try:
        return work(store)
    except Refused as refused:
        return tell_refusal(refused)
    except Stale as stale:
        zh = f"登记已被他人改动（现为第 {stale.found} 版），请重新读取后再办"
        en = f"it was changed by someone else (now version {stale.found}): read it again and decide anew"
        return tell_refusal(Refused("R99", zh, en))
    except StoreError as error:
        raise _untold(error, 4) from error
    finally:
        store.close()


def _untold(error: "StoreError", code: int) -> Refusal:
    """The refusal that tells what is wrong with a store."""
    from ybzj_docs import registers

    place, detail = error.place, error.detail
    texts: dict[type[StoreError], tuple[str, str]] = {
        registers.NoStore: (f"没有登记库 {place}", f"there is no store at {place}"),
        registers.NotAStore: (f"{place} 不是本工具的登记库", f"{place} is no store of ours"),
        registers.NewerStore: (
            f"登记库 {place} 由更新的版本写成（{detail}），请升级本工具",
            f"a later version wrote the store {place} ({detail}): upgrade this tool",
        ),
        registers.NoDriver: (
            "缺少 PostgreSQL 驱动：pip install 'ybzj-docs[postgresql]'",
            "the driver for PostgreSQL is missing: pip install 'ybzj-docs[postgresql]'",
        ),
        registers.Busy: (
            f"登记库 {place} 一直被占用，请稍后再试",
            f"the store {place} is kept busy: try again later",
        ),
    }
    other = f"登记库 {place} 不能读写：{detail}", f"the store {place} cannot be read or written: {detail}"
    return Refusal(code, *texts.get(type(error), other))


def tell_refusal(refused: "Refused") -> int:
    """Print a refusal of business as the contract says; returns its exit code."""
    told = {"reasonCode": refused.reason, "rules": list(refused.rules), "message": say(refused.zh, refused.en)}
    tell({"refused": told})
    return 1


def tell(answer: object, output: str | None = None) -> None:
    """Print what a command answers, as JSON (to a file where one is named), documents in the order of their forms."""
    from ybzj_docs.codec.ordered import ordered

    emit(orjson.dumps(ordered(answer), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), output)


def _named(actor: str | None) -> str:
    from ybzj_docs.registers.hand import one_name

    return one_name(actor or "") or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return f"uid {os.getuid()}"
