"""``ybzj profiles``: the regulations as data."""

from datetime import date

import click

from validators.profile import Profile
from ybzj_docs import catalog, knowledge
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


def load_profile(name: str) -> Profile:
    """The profile ``name``, one of ours or a file.

    Raises:
        Refusal: there is none, or it is not well-formed.
    """
    try:
        return knowledge.profile(name)
    except catalog.UnknownName as error:
        known = "、".join(error.known)
        raise Refusal(
            2, f"没有办法 {name}；可用：{known}，或一个 TOML 文件", f"no profile {name}; known: {known}"
        ) from None
    except ValueError as error:
        raise Refusal(2, f"办法文件有误：{error}", f"the profile is not well-formed: {error}") from None


@click.group(cls=Group)
def profiles() -> None:
    """各时期办法 / the regulations as profiles"""


@profiles.command("list")
def list_profiles() -> None:
    """列出内置的办法 / list the profiles"""
    found = [knowledge.profile(name) for name in knowledge.profiles()]
    heads = (say("办法", "profile"), say("自", "from"), say("至", "to"), say("名称", "title"))
    rows = [(p.id, _day(p.valid_from), _day(p.valid_to), say(p.title, p.title_en)) for p in found]
    emit(table([heads, *rows]))


@profiles.command()
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """一个办法的时限、材料、要求和来源，可张贴 / a profile as a page for the counter wall"""
    from ybzj_docs.derive.profile_page import page

    emit(page(load_profile(name), say("zh", "en")))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"
