"""The frame of every command: lazily loaded, ``--lang`` anywhere, wrong use told in the user's language."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

import click

Lang = Literal["zh", "en"]


@dataclass(slots=True)
class Settings:
    """What holds for a whole run of the command line."""

    lang: Lang = "zh"


def settings() -> Settings:
    """The settings of the running command; the defaults outside of one."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Settings) if context else None
    return found or Settings()


def say(zh: str, en: str) -> str:
    """The one of two texts that the user asked for."""
    return en if settings().lang == "en" else zh


class Refusal(click.ClickException):
    """A clear refusal with an exit code of the contract: 1 business, 2 wrong use, 3 input, 4 our failure."""

    def __init__(self, code: int, zh: str, en: str) -> None:
        super().__init__(say(zh, en))
        self.code = code

    def show(self, file: Any = None) -> None:
        """Print the refusal to stderr."""
        click.echo(f"{say('错误', 'error')}: {self.format_message()}", file=file, err=True)


def _set_lang(context: click.Context, _: click.Parameter, value: Lang | None) -> None:
    if value is not None:
        context.find_root().ensure_object(Settings).lang = value


def lang_option() -> click.Option:
    """``--lang``, for the group and again for each command."""
    return click.Option(
        ["--lang"],
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        is_eager=True,
        callback=_set_lang,
        help="语言，默认中文 / language, Chinese by default",
    )


class Command(click.Command):
    """A command that takes ``--lang`` too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(lang_option())


class Group(click.Group):
    """A group whose commands are ``Command``, found in modules that are imported when they are called.

    ``lazy`` maps a command's name to ``module:attribute``.
    """

    command_class = Command

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order in which they were written."""
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``, imported now where it was not yet."""
        place = self._lazy.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


Group.group_class = Group


def usage_text(error: click.UsageError) -> str:
    """What is wrong with the call, in the user's language, as far as we have words for it."""
    if settings().lang == "en":
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return f"没有选项 {error.option_name}" + (f"，是否应为 {near}？" if near else "")
    if isinstance(error, click.NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        known = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
        near = "、".join(get_close_matches(error.command_name, known, n=2))
        return f"没有命令 {error.command_name}" + (f"，是否应为 {near}？" if near else "")
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
        return f"缺少 {name}"
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint or ""
        return f"{name} 的值不对：{error.message}"
    return error.format_message()
