"""``ybzj codes``: the code lists."""

import click
import orjson

from ybzj_docs import catalog, resources
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


@click.group(cls=Group)
def codes() -> None:
    """代码表 / the code lists"""


@codes.command("list")
def list_codes() -> None:
    """列出全部代码表 / list every code list"""
    heads = (say("代码表", "list"), say("名称", "title"), say("封闭", "closed"), say("来源", "source"))
    names = "title_en" if say("zh", "en") == "en" else "title"
    rows = [
        (
            name,
            str(said[names]),
            say("封闭", "closed") if said["closed"] else say("开放", "open"),
            str(said["source"]),
        )
        for name, said in catalog.codelist_settings().items()
    ]
    emit(table([heads, *rows]))


@codes.command()
@click.argument("name", metavar="LIST")
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def show(name: str, kind: str) -> None:
    """打印一张代码表 / print a code list"""
    try:
        found = catalog.codelist(name)
    except catalog.UnknownName as error:
        known = ", ".join(error.known)
        raise Refusal(2, f"没有代码表 {name}；可用：{known}", f"no code list {name}; known: {known}") from None
    if kind == "csv":
        emit(resources.read_text(f"schemas/common/codelists/{name}.csv"))
        return
    tree = {
        "name": found.name,
        "title": found.title,
        "titleEn": found.title_en,
        "closed": found.closed,
        "source": found.source,
        "codes": [{key: value for key, value in row.items() if value} for row in found.rows],
    }
    emit(orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
