"""``ybzj transfer show`` and the others that ask: nothing of a transfer changes by them."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from ybzj_docs.cli.frame import Command, say
from ybzj_docs.cli.output import emit, opened
from ybzj_docs.cli.papers import Folders, folders_option
from ybzj_docs.cli.store import Desk, stateful, tell

if TYPE_CHECKING:
    from ybzj_docs.registers import Anchor

_ANCHOR = re.compile(r"([0-9]{1,18}):([0-9a-f]{64}|)")
_LIMIT = click.option(
    "--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="至多几条 / at most so many"
)


class _Anchor(click.ParamType["Anchor"]):
    name = "anchor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Anchor":
        from ybzj_docs.registers import Anchor

        if isinstance(value, Anchor):
            return value
        if found := _ANCHOR.fullmatch(value):
            return Anchor(int(found[1]), found[2])
        self.fail(
            say(f"{value} 不是锚点，应写作 位置:哈希", f"{value} is no anchor: write POSITION:HASH"), param, ctx
        )


@click.command(cls=Command)
@click.argument("number", metavar="TRANSFER")
@folders_option
@stateful(create=False)
def show(desk: Desk, number: str, papers: Path | None, save: Path | None) -> int | None:
    """一件转移：状态、单据、期限，单据可重新存出、打印 / one transfer with its papers, which can be kept and printed again"""
    from ybzj_docs.transfer import queries

    folders = Folders(papers, save).ready()
    with desk.store.reading() as tx:
        answer = queries.shown(tx, desk.agency, number, _day(desk))
    tell(answer)
    return folders.take(answer["documents"])


@click.command("list", cls=Command)
@click.option("--status", metavar="STATUS", help="关系状态 / relationship status")
@click.option("--funds", metavar="STATUS", help="资金状态 / fund status")
@click.option("--side", type=click.Choice(["origin", "destination"]), help="哪一方 / which side")
@click.option("--open", "only_open", is_flag=True, help="只列未了结的 / only open ones")
@_LIMIT
@stateful(create=False)
def list_transfers(
    desk: Desk, status: str | None, funds: str | None, side: str | None, only_open: bool, limit: int
) -> None:
    """列出转移，最近变动的在前 / transfers, the one that changed last first"""
    from ybzj_docs.transfer import queries

    with desk.store.reading() as tx:
        tell(queries.listed(tx, queries.Wanted(desk.agency, status, funds, side, only_open, limit)))


@click.command(cls=Command)
@click.argument("number", metavar="TRANSFER")
@stateful(create=False)
def history(desk: Desk, number: str) -> None:
    """留痕：谁、何时、为何、从何处、前后状态 / who did what, when and why"""
    from ybzj_docs.transfer import queries

    with desk.store.reading() as tx:
        tell(queries.history(tx, desk.agency, number))


@click.command(cls=Command)
@click.option("--within", type=click.IntRange(0, 400), metavar="N", help="只列剩余至多 N 个工作日的 / days left")
@click.option("--reminders", is_flag=True, help="提醒短信文本 / texts for short messages")
@_LIMIT
@stateful(create=False)
def due(desk: Desk, within: int | None, reminders: bool, limit: int) -> None:
    """到期清单，最急的在前 / what is due, the most urgent first"""
    from ybzj_docs.transfer import queries
    from ybzj_docs.transfer import reminders as texts

    with desk.store.reading() as tx:
        if reminders:
            tell(texts.reminders(tx, desk.agency, _day(desk), limit))
        else:
            tell({"due": queries.due(tx, desk.agency, _day(desk), within, limit)})


@click.command(cls=Command)
@stateful(create=False)
def stats(desk: Desk) -> None:
    """各状态的件数 / how many are in which status"""
    from ybzj_docs.transfer import queries

    with desk.store.reading() as tx:
        tell(queries.stats(tx, desk.agency))


@click.command(cls=Command)
@click.argument("number", metavar="[TRANSFER]", required=False)
@click.option(
    "--anchor",
    type=_Anchor(),
    metavar="POSITION:HASH",
    help="以前校验时打印的锚点，须另处保存 / an anchor that an earlier call printed, kept elsewhere",
)
@stateful(create=False)
def verify(desk: Desk, number: str | None, anchor: "Anchor | None") -> int:
    """校验事件链：有无改动、缺失、错序 / whether any event was changed, lost or moved"""
    from ybzj_docs import registers
    from ybzj_docs.transfer import queries, read_models

    with desk.store.reading() as tx:
        found = registers.verify(tx, anchor)
        stream = read_models.PREFIX + queries.record_of(tx, desk.agency, number)[0] if number else None
        faults = [
            {
                **{"fault": one.fault, "position": one.position, **({"to": one.to} if one.to else {})},
                **(queries.named(tx, one.stream) if one.stream else {}),
            }
            for one in found.faults
            if stream is None or one.stream in (None, stream)
        ]
    head = {"position": found.head.position, "hash": found.head.hash}
    tell({"events": found.events, "faults": faults, "head": head, "anchor": f"{head['position']}:{head['hash']}"})
    return 1 if faults else 0


@click.command(cls=Command)
@stateful(create=False)
def rebuild(desk: Desk) -> int:
    """由事件重建全部查询表（机构、凭证、转移），列出差异 / make all read models again, tell the differences"""
    from ybzj_docs import registers
    from ybzj_docs.registers.agencies import AGENCY_TABLES
    from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES
    from ybzj_docs.transfer.read_models import TRANSFER_TABLES

    with desk.store.writing() as tx:
        found = registers.rebuild(tx, [AGENCY_TABLES, CERTIFICATE_TABLES, TRANSFER_TABLES])
    tell({"differences": [{"table": one.table, "extra": one.extra, "lacking": one.lacking} for one in found]})
    return 1 if found else 0


@click.command(cls=Command)
@click.option("--number", required=True, metavar="N", help="转移编号或申请编号 / number of the transfer")
@click.option("--id-tail", "tail", required=True, metavar="XXXX", help="证件号码后四位 / last four characters")
@stateful(create=False)
def progress(desk: Desk, number: str, tail: str) -> None:
    """申请人查询进度，不含个人信息 / progress for the applicant"""
    from ybzj_docs.transfer.progress import progress as asked

    tell(asked(desk.store, desk.hand(None, "progress"), desk.agency, number, tail))


@click.command(cls=Command)
@click.option("--person", metavar="IDNUMBER", help="某人的全部记录 / all that is held of one person")
@click.option("--log", is_flag=True, help="全部留痕，每行一条 / every event, one a line")
@click.option("--output", metavar="FILE", help="写入文件 / write to a file")
@stateful(create=False)
def export(desk: Desk, person: str | None, log: bool, output: str | None) -> None:
    """导出某人的数据或全部留痕 / the data of one person, or the log"""
    from ybzj_docs.transfer import queries

    if bool(person) == log:
        raise click.UsageError(say("请用 --person 或 --log 之一", "give either --person or --log"))
    with desk.store.reading() as tx, opened(output) as out:
        if person:
            told = queries.personal(tx, desk.agency, person)
            out.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
            return
        for line in queries.log(tx):
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


@click.command(cls=Command)
@click.option("--format", "form", type=click.Choice(["text", "svg"]), default="text", show_default=True)
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="写入文件 / write to a file")
def diagram(form: str, output: Path | None) -> None:
    """状态图，由状态表生成 / the states as a diagram, made of the table"""
    from ybzj_docs.transfer import diagram as drawn

    emit(drawn.svg() if form == "svg" else drawn.text(), str(output) if output else None)


def _day(desk: Desk) -> date:
    return desk.hand().day


COMMANDS = (show, list_transfers, due, history, verify, rebuild, stats, diagram, progress, export)
