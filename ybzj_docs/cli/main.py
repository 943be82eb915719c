"""``ybzj``: the command line, its exit codes, and the one place where what went wrong is told."""

import errno
import itertools
import os
import sys

import click

import validators
from ybzj_docs.cli.frame import Group, Refusal, Settings, lang_option, say, usage_text
from ybzj_docs.codec.system import chinese
from ybzj_docs.version import __version__

_COMMANDS = {
    name: f"ybzj_docs.cli.{name}:{name}"
    for name in (
        *("demo", "forms", "codes", "check", "rules", "profiles", "fix", "convert", "render"),
        *("certificate", "agency", "doctor", "dev"),
    )
}
_COMMANDS["transfer"] = "ybzj_docs.cli.transfer:transfer"
_COMMANDS["import"] = "ybzj_docs.cli.import_export:import_export"


@click.group(
    cls=Group,
    lazy=_COMMANDS,
    params=[lang_option()],
    context_settings={"help_option_names": ["-h", "--help"], "obj": None},
)
@click.version_option(__version__, prog_name="ybzj-docs", message="%(prog)s %(version)s")
def cli() -> None:
    """职工基本医疗保险关系转移接续（GB/T 34282.2-2017）：表单、交换文件、校验、打印。

    Forms, exchange files, checks and papers for the transfer of employee medical insurance.
    """


def main() -> None:
    """Run the command line and leave with an exit code of the contract."""
    if getattr(validators, "OWNER", None) != "ybzj-docs":
        click.echo(
            "错误：包 validators 被另一个同名项目覆盖，请在单独的环境中重新安装 ybzj-docs / "
            "another project overwrote the package validators: install ybzj-docs in an environment of its own",
            err=True,
        )
        sys.exit(4)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; what went wrong is told on stderr. Returns the exit code of the contract."""
    state = Settings("en" if "--lang=en" in arguments or _follows(arguments, "--lang", "en") else "zh")
    try:
        with cli.make_context("ybzj", arguments, obj=state) as context:
            try:
                code = cli.invoke(context)
                return code if isinstance(code, int) else 0
            except click.UsageError as error:
                return _tell_usage(error)
            except Refusal as refusal:
                refusal.show()
                return refusal.code
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.UsageError as error:
        with click.Context(cli, obj=state):
            return _tell_usage(error)
    except (KeyboardInterrupt, click.Abort):
        click.echo("中断 / interrupted", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: no failure
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or str(error)
        return _tell_failure(state, where + (reason if state.lang == "en" else chinese(reason)), error)
    except Exception as error:  # a bug of ours must not look like a verdict, nor show a traceback
        if os.environ.get("YBZJ_DEBUG"):
            raise
        return _tell_failure(state, f"{type(error).__name__}: {error}", error)


def _follows(arguments: list[str], name: str, value: str) -> bool:
    return any(pair == (name, value) for pair in itertools.pairwise(arguments))


def _tell_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return 2
    click.echo(f"{say('用法有误', 'wrong use')}: {usage_text(error)}", err=True)
    command = error.ctx.command_path if error.ctx else "ybzj"
    click.echo(say(f"请看 {command} --help", f"see {command} --help"), err=True)
    return 2


def _tell_failure(state: Settings, text: str, error: Exception) -> int:
    with click.Context(cli, obj=state):
        words = (
            "程序出错（不是数据的问题），设 YBZJ_DEBUG=1 可看详情",
            "we failed, not your data: set YBZJ_DEBUG=1 for details",
        )
        if isinstance(error, OSError):
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            words = (
                ("磁盘已满", "the disk is full") if full else ("系统拒绝读写", "the system refuses to read or write")
            )
        click.echo(f"{say(*words)}: {text}", err=True)
    return 4
