"""``ybzj transfer``: one command for each verb of the table, and what is asked of the records."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from ybzj_docs.cli import transfer_asked
from ybzj_docs.cli.frame import Command, Group, Refusal, settings
from ybzj_docs.cli.papers import Folders, folders_option
from ybzj_docs.cli.profiles import load_profile
from ybzj_docs.cli.store import Desk, stateful, tell
from ybzj_docs.cli.taking import read_input
from ybzj_docs.transfer import states
from ybzj_docs.transfer.words import verb_words


@click.group(cls=Group)
def transfer() -> None:
    """办理转移接续：每一步一个命令 / the flow of a transfer, one command for each step"""


class _Verb(Command):
    """A verb, whose ``--help`` tells what the table says of it."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, with what the verb needs."""
        from ybzj_docs.transfer.needs import needs

        super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(needs(str(self.name)))


def _verb_command(verb: str) -> click.Command:
    @stateful()
    def run(
        desk: Desk,
        number: str | None,
        document: str | None,
        outcome: str | None,
        reason: str | None,
        text: str | None,
        profile: str | None,
        expected: int | None,
        channel: str | None,
        papers: Path | None,
        save: Path | None,
    ) -> int:
        given = document, outcome, reason, text, expected
        return _perform(desk, verb, number, given, profile, channel, Folders(papers, save))

    zh, en = verb_words(verb)
    options = (
        click.argument("number", metavar="[TRANSFER]", required=False),
        click.option("--document", metavar="FILE", help="单据、草稿，或 - / a paper or a draft, or -"),
        click.option("--outcome", metavar="OUTCOME", help="回执结果 / outcome of a reply"),
        click.option("--reason", metavar="CODE", help="原因码 / reason code"),
        click.option("--text", metavar="TEXT", help="说明 / words"),
        click.option("--profile", metavar="ID", help="适用规程，默认按版本 / regulation of a new record"),
        click.option(
            "--expect", "expected", type=int, metavar="VERSION", help="仅当仍是这一版 / only at this version"
        ),
        click.option("--channel", metavar="CODE", help="从何处办理 / from where it is done"),
        folders_option,
    )
    for option in reversed(options):
        run = option(run)
    return transfer.command(verb, cls=_Verb, help=f"{zh} / {en}")(run)


def _perform(
    desk: Desk,
    verb: str,
    number: str | None,
    given: tuple[str | None, str | None, str | None, str | None, int | None],
    profile: str | None,
    channel: str | None,
    folders: Folders,
) -> int:
    from ybzj_docs.transfer import answers, service
    from ybzj_docs.transfer import desk as places
    from ybzj_docs.transfer.guards import WrongUse

    document, outcome, reason, text, expected = given
    agency = desk.acting()
    if profile is not None:
        load_profile(profile)
    folders.ready()
    brought = places.Brought(_read(document, verb), outcome, reason, text, expected)
    place = places.Desk(agency, desk.hand(None, channel or "cli"), profile)
    try:
        found = service.perform(desk.store, place, verb, number, brought)
    except WrongUse as error:
        raise Refusal(2, error.zh, error.en) from error
    tell(answers.done(found, place.day, settings().lang))
    return folders.take(found.made) or 0


def _read(document: str | None, verb: str) -> tuple[Mapping[str, Any], ...]:
    """The documents of ``--document``."""
    if document is None:
        return ()
    from ybzj_docs.transfer.reading import Unreadable, documents

    forms = next(states.rows(verb)).papers
    try:
        found = documents(read_input(document), forms)
    except Unreadable as error:
        raise Refusal(3, f"{document}：{error.zh}", f"{document}: {error.en}") from error
    if not found:
        raise Refusal(3, f"{document} 中没有单据", f"there is no document in {document}")
    return found


for _name in states.VERBS:
    _verb_command(_name)
for _command in transfer_asked.COMMANDS:
    transfer.add_command(_command)
