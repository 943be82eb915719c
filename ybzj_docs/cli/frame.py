"""The frame of every command: lazily loaded, ``--lang`` anywhere, wrong use told in the user's language."""

import importlib
import re
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


#: What click says -> what we say, filled with the groups.
_CLICK = {
    r"(.+) is not one of (.+)\.": "{0} 不是 {1} 之一",
    r"(.+) is not in the range (.+)\.": "{0} 不在范围 {1} 内",
    r"(.+) is not a valid (?:integer|integer range)\.": "{0} 不是整数",
    r"(.+) is not a valid (?:float|float range)\.": "{0} 不是数",
    r"(.+) is not a valid .+\.": "{0} 不是规定的值",
    r"(.+) is not ('.+')\.": "{0} 不是 {1}",
    r"(.+) does not match the formats? (.+)\.": "{0} 不合格式 {1}",
    r"(?:File|Directory|Path) (.+) does not exist\.": "没有 {0}",
    r"(?:File|Directory|Path) (.+) is a file\.": "{0} 是文件，不是文件夹",
    r"(?:File|Directory|Path) (.+) is a directory\.": "{0} 是文件夹，不是文件",
    r"(?:File|Directory|Path) (.+) is not readable\.": "{0} 不能读取",
    r"(?:File|Directory|Path) (.+) is not writable\.": "{0} 不能写入",
    r"Got unexpected extra arguments? \((.+)\)": "多出参数 {0}",
    r"Missing command\.": "缺少命令",
    r"Option (.+) requires an argument\.": "选项 {0} 缺少值",
    r"Option (.+) requires (\d+) arguments\.": "选项 {0} 须有 {1} 个值",
    r"Option (.+) does not take a value\.": "选项 {0} 不带值",
    r"Argument (.+) takes (\d+) values\.": "参数 {0} 须有 {1} 个值",
}


def _in_chinese(message: str) -> str:
    """A message of click in Chinese; one that is no message of click (ours are bilingual) as it is."""
    for pattern, said in _CLICK.items():
        if found := re.fullmatch(pattern, message, re.DOTALL | re.IGNORECASE):
            return said.format(*(one.replace("', '", "'、'") for one in found.groups()))
    return message


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
        return f"{name} 的值不对：{_in_chinese(error.message)}"
    return _in_chinese(error.format_message())
