"""``ybzj check``: what is wrong with documents, where, and what to do."""

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from validators.scene import STAGES, Stage
from validators.workdays import Calendar
from ybzj_docs import knowledge
from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.options import as_of_option, encoding_option, today
from ybzj_docs.cli.output import opened, refuse_overwriting, warn
from ybzj_docs.cli.resuming import Resumption
from ybzj_docs.codec.system import chinese

if TYPE_CHECKING:
    from ybzj_docs.bulk import Journal
    from ybzj_docs.checking import Options, Outcome

_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class _Size(click.ParamType[int]):
    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch("([0-9]{1,12})([KMG]?)(?:i?B)?", str(value))
        if found is None:
            self.fail(say(f"{value} 不是大小，应写作 32M", f"{value} is not a size: write 32M"), param, ctx)
        return int(found[1]) * _SIZES[found[2]]


class _Format(click.ParamType[str]):
    """A format of the report: a choice whose names are asked for where one is given, not at every start."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return self._choice().convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return self._choice().get_metavar(param, ctx)

    def _choice(self) -> click.Choice[str]:
        from ybzj_docs.checking.reports import FORMATS

        return click.Choice(tuple(FORMATS))


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--profile", "profile_name", metavar="ID|FILE", help="依据的办法，默认按单据版本 / profile, by edition by default"
)
@as_of_option
@click.option("--format", "kind", type=_Format(), default="text", show_default=True)
@click.option("--output", metavar="FILE", help="报告写入文件 / write the report to a file")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True)
@click.option(
    "--max-findings", type=click.IntRange(min=0), metavar="N", help="最多列出 N 条 / list at most N findings"
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(min=0),
    metavar="N",
    help="每条规则最多列出 N 条 / at most N findings a rule",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="进程数，默认用全部处理器 / processes, all cores by default",
)
@click.option("--all", "list_all", is_flag=True, help="无问题的也列出 / list clean documents too")
@click.option("--show-values", is_flag=True, help="显示个人信息 / show personal values")
@click.option(
    "--mask-key", type=click.Path(dir_okay=False), metavar="FILE", help="隐去个人信息所用密钥 / key of the masks"
)
@click.option("--max-document", type=_Size(), default="32M", show_default=True, metavar="SIZE")
@click.option("--max-depth", type=click.IntRange(1, 200), default=64, show_default=True)
@click.option("--max-unpacked", type=_Size(), default="1G", show_default=True, metavar="SIZE")
@click.option("--max-ratio", type=click.IntRange(min=1), default=100, show_default=True)
@click.option("--stage", type=click.Choice(STAGES), help="办到哪一步，查该步为止的材料 / what is due up to a stage")
@click.option(
    "--case/--no-case", "cases", default=None, help="全部作为一案 / 不作案卷；默认按文件夹 / one case, or none"
)
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="较新的工作日表（date,kind）/ a newer table of working days",
)
@click.option("--resume", is_flag=True, help="续做中断的检查 / go on with a check that was broken off")
@click.option(
    "--state",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="续做所需的记录，默认在 --output 旁 / where to keep what --resume needs, beside --output by default",
)
@click.option(
    "--server", is_flag=True, help="标准输入每行一个 JSON 请求，标准输出每行一份报告 / answer requests line by line"
)
@click.option(
    "--watch", "watched", metavar="DIR", help="文件夹有变化就重新检查 / check a folder again on every change"
)
@click.option("--store", metavar="URL", help="也按此登记库检查 / check against the registers of this store too")
@encoding_option
def check(
    paths: tuple[str, ...],
    kind: str,
    output: str | None,
    fail_on: str,
    max_findings: int | None,
    max_per_rule: int | None,
    jobs: int | None,
    list_all: bool,
    server: bool,
    watched: str | None,
    resume: bool,
    state: str | None,
    **how: Any,
) -> int:
    """检查单据、文件夹：哪里不对、为什么、怎么改 / check documents and folders

    退出码 exit code: 0 无问题 clean · 1 有错误 error · 2 用法有误 wrong use · 3 不能读取 unreadable · 4 程序出错 our failure
    """
    _refuse_mixed(paths, server=server, watched=watched, resume=resume)
    given = {"kind": kind, "list_all": list_all, "caps": [max_findings, max_per_rule], **how}
    resumption = Resumption(output, state, resume=resume)
    options = _options(resumption, drawn=kind == "html", **how)
    if server:
        from ybzj_docs.cli.serving import serve

        serve(sys.stdin.buffer, sys.stdout.buffer, options)
        return 0

    def once(paths: tuple[str, ...]) -> int:
        refuse_overwriting(output, paths)
        with resumption.journal(paths, options, given) as journal:
            return _report(paths, options, output, fail_on, jobs, journal, given)

    if watched is None:
        return once(paths)
    from ybzj_docs.cli.watching import watch

    if not Path(watched).is_dir():
        raise Refusal(2, f"{watched} 不是文件夹", f"{watched} is no folder")
    watch(watched, lambda: once((watched,)))
    return 0


def _refuse_mixed(paths: tuple[str, ...], *, server: bool, watched: str | None, resume: bool) -> None:
    """Refuse a call that does not say one thing to check, or would go on with what never ends."""
    if resume and (server or watched is not None):
        raise Refusal(2, "--resume 不用于 --server、--watch", "--resume goes with neither --server nor --watch")
    told = (bool(paths), watched is not None, server)
    if sum(told) > 1:
        raise Refusal(2, "PATH、--watch DIR、--server 只能给一种", "give only one of PATH..., --watch DIR, --server")
    if not any(told):
        raise Refusal(2, "缺少 PATH，或 --watch DIR、--server", "give PATH..., --watch DIR or --server")


def _report(
    paths: tuple[str, ...],
    options: "Options",
    output: str | None,
    fail_on: str,
    jobs: int | None,
    journal: "Journal | None",
    given: Mapping[str, Any],
) -> int:
    from ybzj_docs import checking
    from ybzj_docs.checking.reports import Listing, open_report
    from ybzj_docs.cli.running import run

    list_all = given["list_all"]
    with opened(output) as out:
        head = checking.head_of(options, list_all=list_all)
        listing = Listing(open_report(given["kind"], head, out), list_all, *given["caps"])
        done = run(listing, paths, options, jobs, journal)
    if journal is not None and not done.interrupted:
        journal.end()
    return _tell(done, fail_on, resumable=journal is not None and journal.marked)


def _options(
    resumption: Resumption,
    *,
    profile_name: str | None,
    as_of: date | None,
    show_values: bool,
    mask_key: str | None,
    max_document: int,
    max_depth: int,
    max_unpacked: int,
    max_ratio: int,
    stage: Stage | None,
    cases: bool | None,
    calendar: Path | None,
    store: str | None,
    encoding: str | None,
    drawn: bool,
) -> "Options":
    """How to check, out of the options of the command line."""
    from ybzj_docs import checking
    from ybzj_docs.cli.profiles import load_profile
    from ybzj_docs.cli.store import registers_at
    from ybzj_docs.codec.read import Limits

    return checking.Options(
        resumption.as_of(as_of) or today(),
        load_profile(profile_name) if profile_name else None,
        None if show_values else _mask_key(mask_key) or resumption.key(),
        settings().lang,
        encoding,
        Limits(max_document, max_depth, max_unpacked, max_ratio),
        stage=stage,
        cases=cases,
        calendar=None if calendar is None else _calendar(calendar),
        registers=None if store is None else registers_at(store),
        drawn=drawn,
    )


def _calendar(file: Path) -> Calendar:
    try:
        return knowledge.calendar(file)
    except ValueError as error:
        raise Refusal(2, f"工作日表有误：{error}", f"the calendar is not well-formed: {error}") from None


def _tell(done: "Outcome", fail_on: str, *, resumable: bool = False) -> int:
    """Say on stderr what is not in the report, and find the exit code: of 1 and 3 the larger."""
    for path, reason in done.unread:
        warn(say(f"不能读取 {path}：{chinese(reason)}", f"cannot read {path}: {reason}"))
    for override in done.unused:
        where = f"{override.rule} {override.pointer or ''}".strip()
        warn(
            say(
                f"办法中对 {where} 的改动没有用到，可以删去",
                f"the profile's override of {where} met nothing: it may go",
            )
        )
    summary = done.summary
    if done.interrupted:
        warn(say("检查被中断，报告只是一部分", "interrupted: the report is only a part"))
        if resumable:
            warn(say("同一命令加 --resume 可续做", "to go on: the same command with --resume"))
        return 130
    if not summary.documents and not done.unread:
        warn(say("没有找到可检查的单据", "nothing was found to check"))
        return 3
    if done.unread or any(rule.startswith("IO-") for rule in summary.by_rule):
        return 3
    failed = summary.verdicts["invalid"] or summary.verdicts["undetermined"]
    return 1 if failed or (fail_on == "warning" and summary.severities["warning"]) else 0


def _mask_key(file: str | None) -> bytes | None:
    if file is None:
        return None
    try:
        key = Path(file).read_bytes().strip()
    except OSError as error:
        raise Refusal(
            2, f"不能读取密钥 {file}：{chinese(error.strerror)}", f"cannot read the key {file}: {error.strerror}"
        ) from None
    if len(key) < 16:
        raise Refusal(2, f"密钥 {file} 太短，至少 16 字节", f"the key {file} is too short: at least 16 bytes")
    return key
