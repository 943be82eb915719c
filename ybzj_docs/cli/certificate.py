"""``ybzj certificate``: the register of participation certificates."""

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.papers import Folders, folders_option
from ybzj_docs.cli.store import Desk, stateful, tell
from ybzj_docs.cli.taking import documents, read_input

if TYPE_CHECKING:
    from ybzj_docs.registers import Event, Writing
    from ybzj_docs.registers.certificate_state import Issued
    from ybzj_docs.registers.certificates import Office

_STATUSES = ("valid", "used", "replaced", "revoked", "expired")
_document_option = click.option("--document", metavar="FILE", help="草稿，或 - / the draft, or -")
_reason_option = click.option("--reason", metavar="TEXT", help="理由，记入经过 / why, kept in its history")
_channel_option = click.option("--channel", metavar="CODE", help="办理渠道 / from where it is done")
_number_argument = click.argument("number", metavar="NUMBER")


@click.group(cls=Group)
def certificate() -> None:
    """参保凭证：出具、补录、补办、撤销、恢复、查验 / participation certificates"""


@certificate.command()
@click.argument("source", metavar="[FILE]", required=False)
@_document_option
@_channel_option
@click.option(
    "--profile", "profile_name", metavar="ID|FILE", help="依据的办法，默认按版本 / profile, by edition by default"
)
@folders_option
@stateful()
def issue(
    desk: Desk,
    source: str | None,
    document: str | None,
    channel: str | None,
    profile_name: str | None,
    papers: Path | None,
    save: Path | None,
) -> int | None:
    """出具凭证：编号、校验码、日期由登记库给出 / issue a certificate out of a draft

    自助渠道（kiosk、online、app）须有 identityProof。
    """
    from ybzj_docs.registers import certificates

    draft = _draft(source or document)
    if draft is None:
        raise click.UsageError(say("缺少 FILE（凭证草稿）", "missing FILE, the draft"))
    folders = Folders(papers, save).ready()
    with desk.store.writing() as tx:
        office = _office(tx, desk, None, channel, profile_name, draft)
        made = certificates.issue(office, draft, _code())
        made = certificates.count_print(office, made.number) if papers else made
    tell(_answer(made, [made]))
    return folders.take([made.document])


@certificate.command()
@click.argument("source", metavar="[FILE]", required=False)
@_document_option
@_reason_option
@stateful()
def enter(desk: Desk, source: str | None, document: str | None, reason: str | None) -> None:
    """补录启用登记库以前出具的凭证，编号等照旧 / enter one that was issued before there was this register

    --reason 写明依据，如底册、原系统。
    """
    from ybzj_docs.registers import certificates

    sheet = _draft(source or document)
    if sheet is None:
        raise click.UsageError(say("缺少 FILE（凭证）", "missing FILE, the certificate"))
    _do(desk, reason, lambda office: certificates.enter(office, sheet))


@certificate.command()
@_number_argument
@_document_option
@_channel_option
@_reason_option
@folders_option
@stateful(create=False)
def reissue(
    desk: Desk,
    number: str,
    document: str | None,
    channel: str | None,
    reason: str | None,
    papers: Path | None,
    save: Path | None,
) -> int | None:
    """补办遗失的凭证；已用于转移的只出副本 / reissue one that was lost; of a used one a duplicate

    --document 给出有变化的内容（如余额）。
    """
    from ybzj_docs.registers import certificates

    folders = Folders(papers, save).ready()
    with desk.store.writing() as tx:
        office = _office(tx, desk, reason, channel)
        made = certificates.reissue(office, number, _code(), _draft(document))
        made = certificates.count_print(office, made.number) if papers else made
    tell(_answer(made, [made]))
    return folders.take([made.document])


@certificate.command()
@_number_argument
@_reason_option
@stateful(create=False)
def revoke(desk: Desk, number: str, reason: str | None) -> None:
    """撤销误出的凭证，须由出具人以外的人办理 / revoke one; not by who issued it"""
    from ybzj_docs.registers import certificates

    _do(desk, reason, lambda office: certificates.revoke(office, number))


@certificate.command()
@_number_argument
@_reason_option
@stateful(create=False)
def restore(desk: Desk, number: str, reason: str | None) -> None:
    """恢复误撤的凭证，须由撤销人以外的人办理 / restore one; not by who revoked it"""
    from ybzj_docs.registers import certificates

    _do(desk, reason, lambda office: certificates.restore(office, number))


@certificate.command()
@click.argument("number", metavar="[NUMBER]", required=False)
@stateful(create=False)
def expire(desk: Desk, number: str | None) -> None:
    """把到期的凭证作过期处理，默认全部 / expire what has ended, by default all"""
    from ybzj_docs.registers import certificates

    if number is not None:
        _do(desk, None, lambda office: certificates.expire(office, str(number)))
        return
    with desk.store.writing() as tx:
        late = certificates.expire_all(_office(tx, desk))
    tell({"expired": [one.number for one in late]})


@certificate.command("print")
@_number_argument
@click.option("--papers", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", required=True)
@click.option("--copies", is_flag=True, help="一式三联 / the three copies")
@stateful(create=False)
def print_one(desk: Desk, number: str, papers: Path, copies: bool) -> int | None:
    """打印凭证并计次，其他不变 / print one; it is counted, and nothing else changes"""
    from ybzj_docs.registers import certificates

    folders = Folders(papers).ready()
    with desk.store.writing() as tx:
        made = certificates.count_print(_office(tx, desk), number)
    tell(_answer(made))
    return folders.take([made.document], copies=copies)


@certificate.command()
@_number_argument
@click.argument("code", metavar="CODE")
@stateful(create=False)
def verify(desk: Desk, number: str, code: str) -> int:
    """凭编号和校验码查验真伪，任何人可用 / verify one by its number and code, for anyone

    校验码不符与没有此凭证的回答相同；退出码 1。
    """
    from ybzj_docs.registers.certificate_tables import verified
    from ybzj_docs.registers.verification_code import is_whole

    with desk.store.reading() as tx:
        found = verified(tx, number, code)
    if found is None:
        slip = {} if is_whole(code) else {"message": say("校验码可能抄写有误", "the code may be misspelt")}
        tell({"found": False, **slip})
        return 1
    tell({"found": True, "status": found.status_on(desk.hand().day), "name": found.document["person"]["name"]})
    return 0


@certificate.command()
@_number_argument
@stateful(create=False)
def show(desk: Desk, number: str) -> None:
    """一张凭证的状态、内容和经过 / a certificate: status, document, history"""
    from ybzj_docs.registers.certificate_tables import CERTIFICATE_TABLES, find
    from ybzj_docs.registers.refusal import Refused

    with desk.store.reading() as tx:
        found = find(tx, number)
        events = tx.events(f"{CERTIFICATE_TABLES.prefix}{number}")
    if found is None:
        raise Refused("R14", f"登记中没有凭证 {number}", f"the register has no certificate {number}", ["CF-03"])
    tell({**_answer(found, [found]), "history": [_told(event) for event in events]})


@certificate.command("list")
@click.option("--status", type=click.Choice(_STATUSES))
@click.option("--person", "person", metavar="IDNUMBER", help="证件号码 / number of the person's paper")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=100, show_default=True)
@stateful(create=False)
def list_certificates(desk: Desk, status: Any, person: str | None, limit: int) -> None:
    """列出凭证 / list certificates"""
    from ybzj_docs.registers.certificate_tables import listed

    with desk.store.reading() as tx:
        found = listed(tx, agency=desk.agency, status=status, person_number=person, limit=limit)
    tell([{**_answer(one), "issuedOn": one.document["issuedOn"]} for one in found])


def _do(desk: Desk, reason: str | None, deed: "Callable[[Office], Issued]") -> None:
    """Do something in one transaction, and tell the certificate as it then is."""
    with desk.store.writing() as tx:
        done = deed(_office(tx, desk, reason))
    tell(_answer(done))


def _office(
    tx: "Writing",
    desk: Desk,
    reason: str | None = None,
    channel: str | None = None,
    profile_name: str | None = None,
    draft: dict[str, Any] | None = None,
) -> "Office":
    from ybzj_docs import knowledge
    from ybzj_docs.checking.judging import Judge
    from ybzj_docs.cli.profiles import load_profile
    from ybzj_docs.registers.certificates import Office

    hand = desk.hand(reason, channel)
    profile = load_profile(profile_name) if profile_name else None
    told = profile or knowledge.profile_for(str((draft or {}).get("edition")))
    return Office(tx, hand, Judge(hand.day, profile), desk.agency, told)


def _draft(path: str | None) -> dict[str, Any] | None:
    """The one document of a file.

    Raises:
        Refusal: it cannot be read, or holds several.
    """
    if path is None:
        return None
    found = documents(read_input(path), path)
    if len(found) > 1:
        raise Refusal(3, f"{path} 含多份单据，应只有一份", f"{path} holds several documents, not one")
    return found[0]


def _code() -> str:
    from ybzj_docs.registers import verification_code

    return verification_code.make(secrets.token_bytes(verification_code.CHANCE))


def _answer(one: "Issued", made: "Iterable[Issued]" = ()) -> dict[str, Any]:
    """What is told of a certificate, with the documents made."""
    head = {"certificateNumber": one.number, "status": one.status, "version": one.version}
    used = {"usedBy": list(one.used_by)} if one.used_by else {}
    documents = [dict(issued.document) for issued in made]
    return {**head, **used, **({"documents": documents} if documents else {})}


def _told(event: "Event") -> dict[str, Any]:
    told = {
        "event": "entered" if event.data.get("entered") else event.kind,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "reason": event.reason,
        "channel": event.channel,
        "transfer": event.data.get("transfer"),
    }
    return {name: value for name, value in told.items() if value is not None}
