"""``ybzj agency``: the register of agencies."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.options import encoding_option, region
from ybzj_docs.cli.store import Desk, stateful, tell
from ybzj_docs.cli.taking import documents, read_input

if TYPE_CHECKING:
    from ybzj_docs.registers import Writing
    from ybzj_docs.registers.agencies import Entered


@click.group(cls=Group)
def agency() -> None:
    """机构库：各地经办机构的信息、账户和变更 / the register of agencies"""


@agency.command()
@click.argument("document", metavar="FILE")
@stateful()
def add(desk: Desk, document: str) -> int | None:
    """登记或更新一家机构（机构信息 agencyRecord）/ enter or change an agency

    FILE 可缺编号、日期和版本；- 为标准输入。
    """
    from ybzj_docs.registers import agencies

    found = documents(read_input(document), document)
    with desk.store.writing() as tx:
        entered = [agencies.enter(tx, _checked(tx, one, desk), desk.hand()) for one in found]
    tell([_entered(one) for one in entered if one])
    return None


@agency.command("import")
@click.argument("source", metavar="FILE")
@encoding_option
@stateful()
def import_agencies(desk: Desk, source: str, encoding: str | None) -> int | None:
    """导入机构：平台导出的 agencies.csv，或另一机构发布的文件 / import agencies

    FILE 为 agencies.csv（或其所在文件夹），或 ybzj agency publish 的文件。再次导入只登记有变化的。
    不能用的行不导入并列出，退出码 1。
    """
    from ybzj_docs.registers import agencies
    from ybzj_docs.registers.refusal import Refused

    source = str(Path(source) / "agencies.csv") if Path(source).is_dir() else source
    data = read_input(source)
    records, left_out = _records(data, source, encoding)
    told: list[dict[str, Any]] = []
    with desk.store.writing() as tx:
        for place, record in records:
            try:
                found = record if place.get("line") else _checked(tx, record, desk)
                entered = agencies.enter(tx, found, desk.hand(channel="import"))
            except Refused as refused:
                left_out.append({**place, "rules": list(refused.rules), "message": say(refused.zh, refused.en)})
            else:
                told += [_entered(entered)] if entered else []
    tell({"read": len(records), "entered": told, "leftOut": left_out})
    return 1 if any(one.get("used") is not True for one in left_out) else None


@agency.command("list")
@click.option("--region", "region_", metavar="REGION", help="只列此区划 / of this region only")
@click.option("--all", "everything", is_flag=True, help="也列已失效的 / those no longer valid too")
@stateful(create=False)
def list_agencies(desk: Desk, region_: str | None, everything: bool) -> None:
    """列出机构 / list the agencies that are valid"""
    from ybzj_docs.registers import agencies

    day = None if everything else desk.hand().day
    with desk.store.reading() as tx:
        tell(agencies.listed(tx, day, region(region_, "--region")))


@agency.command()
@click.argument("code", metavar="CODE")
@stateful(create=False)
def show(desk: Desk, code: str) -> None:
    """一家机构的各段有效期、账户和变更记录 / an agency: stretches of validity, accounts, changes"""
    from ybzj_docs.registers import agencies

    with desk.store.reading() as tx:
        version, book = agencies.book_of(tx, code)
        if not version:
            raise agencies.unknown(code)
        changes = agencies.changes_of(tx, code)
    head = {"agencyCode": code, "version": version}
    tell({**head, "stretches": book.stretches, "accounts": book.accounts, "changes": changes})


@agency.command()
@click.argument("code", metavar="CODE")
@stateful(create=False)
def verify(desk: Desk, code: str) -> None:
    """记下今天已与该机构核实其信息和账户 / record that its data were confirmed with it today"""
    from ybzj_docs.registers import agencies

    with desk.store.writing() as tx:
        entered = agencies.verify(tx, code, desk.hand())
    tell(_entered(entered))


@agency.command()
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", help="写入文件 / write to a file")
@stateful(create=False)
def publish(desk: Desk, codes: tuple[str, ...], output: str | None) -> None:
    """发布机构信息，供别的机构导入；默认发布本机构 / publish agencies, by default one's own"""
    from ybzj_docs.registers import agencies

    issuer = desk.acting()
    with desk.store.writing() as tx:
        published = agencies.publish(tx, codes or (issuer,), issuer, desk.hand())
    tell(published, output)


def _records(data: bytes, source: str, encoding: str | None) -> tuple[list[tuple[dict[str, Any], Any]], list[Any]]:
    """What is to be entered, earliest validity first, each with its place; and what of it cannot be used."""
    if not source.lower().endswith(".csv"):
        numbered = enumerate(documents(data, source), 1)
        return sorted((({"record": n}, one) for n, one in numbered), key=_since), []
    from ybzj_docs.registers.agency_table import NoTable, read_table

    try:
        rows = read_table(data, encoding or "utf-8-sig")
    except NoTable as error:
        text = f"{source} 不是机构表（{error.detail}）", f"{source} is no table of agencies: {error.detail}"
        raise Refusal(3, *text) from None
    left_out = [
        {"line": row.line, "columns": list(row.unusable), "used": row.record is not None}
        for row in rows
        if row.unusable
    ]
    return sorted((({"line": row.line}, row.record) for row in rows if row.record), key=_since), left_out


def _since(numbered: tuple[dict[str, Any], Any]) -> str:
    return str(numbered[1].get("validFrom", ""))


def _checked(tx: "Writing", document: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """A document with the head that it lacks, checked by every rule.

    Raises:
        Refused: it is no agencyRecord, or a rule is against it.
    """
    from ybzj_docs.checking.judging import Judge
    from ybzj_docs.registers.agencies import edition_on
    from ybzj_docs.registers.refusal import Refused, refuse_faults
    from ybzj_docs.registers.stored import StoreRegisters

    day: date = desk.hand().day
    head = {"documentType": "agencyRecord", "edition": edition_on(day), "issuedOn": day.isoformat()}
    whole = {**head, "documentNumber": "-", **document}
    if whole["documentType"] != "agencyRecord":
        raise Refused("R99", "不是机构信息（agencyRecord）", "no agencyRecord")
    refuse_faults(Judge(day)([whole], StoreRegisters(tx)))
    return whole


def _entered(one: "Entered") -> dict[str, Any]:
    return {"agencyCode": one.code, "version": one.version, "changes": list(one.changes)}
