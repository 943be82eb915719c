"""``ybzj forms``: the documents, their fields, schemas and examples."""

from pathlib import Path

import click
import orjson

from ybzj_docs import catalog
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


@click.group(cls=Group)
def forms() -> None:
    """表单和交换格式 / the documents and exchange formats"""


def known_form(name: str) -> catalog.Form:
    """The form ``name``.

    Raises:
        Refusal: there is none.
    """
    try:
        return catalog.form(name)
    except catalog.UnknownName as error:
        known = ", ".join(error.known)
        raise Refusal(2, f"没有表单 {name}；可用：{known}", f"no form {name}; known: {known}") from None


@forms.command("list")
def list_forms() -> None:
    """列出全部表单 / list every form"""
    found = [catalog.form(name) for name in catalog.DOCUMENT_TYPES + catalog.EXCHANGES]
    heads = (say("表单", "form"), say("名称", "title"), say("出具方", "issued by"))
    names = "title_en" if say("zh", "en") == "en" else "title"
    emit(table([heads, *((f.id, str(f.settings[names]), str(f.settings["issued_by"])) for f in found)]))


@forms.command()
@click.argument("form_id", metavar="ID")
def show(form_id: str) -> None:
    """列出一种表单的全部字段 / list the members of a form"""
    found = known_form(form_id)
    from ybzj_docs.derive.dictionary import members

    emit(f"{found.id}  {found.title}\n{say('依据', 'source')}: {found.settings['source']}\n\n")
    heads = tuple(say(zh, en) for zh, en in _HEADS)
    emit(table([heads, *members(form_id)]))


_HEADS = (("字段", "member"), ("名称", "label"), ("类型", "kind"), ("必填", "required"))


@forms.command("schema")
@click.argument("form_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(["json", "xsd"]), default="json", show_default=True)
def schema(form_id: str, kind: str) -> None:
    """打印独立可用的 JSON Schema 或 XSD / print a schema that stands alone"""
    known_form(form_id)
    if kind == "json":
        emit(orjson.dumps(catalog.schema(form_id), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return
    from ybzj_docs.derive.xsd import xsd

    if form_id == "report":
        raise Refusal(2, "report 只有 JSON，没有 XSD", "report is JSON only: it has no XSD")
    emit(xsd(form_id))


@forms.command()
@click.argument("form_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(["json", "xml"]), default="json", show_default=True)
def example(form_id: str, kind: str) -> None:
    """打印一份填好的示例 / print an example"""
    found = known_form(form_id)
    if form_id == "report" and kind == "xml":
        raise Refusal(2, "report 只有 JSON", "report is JSON only")
    examples = sorted((found.folder / "examples" / "valid").glob("*.json"))
    chosen = next((file for file in examples if file.stem == "full"), examples[0])
    if kind == "json":
        emit(chosen.read_bytes())
        return
    from ybzj_docs.codec.write import to_xml

    emit(to_xml(orjson.loads(chosen.read_bytes())))


@forms.command("sheet")
@click.argument("form_id", metavar="ID")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="写入的 .xlsx 或 .csv / the .xlsx or .csv to write"
)
@click.option("--all", "every", is_flag=True, help="包括不常填的项目 / also members that clerks seldom fill in")
def sheet(form_id: str, output: str, every: bool) -> None:
    """写出空表（.xlsx、.csv），一行一份，供 ybzj import --sheet / an empty spreadsheet with one document a row"""
    found = known_form(form_id)
    suffix = Path(output).suffix.lower()
    if suffix not in (".xlsx", ".csv") and output != "-":
        raise Refusal(2, f"空表写入 .xlsx 或 .csv，{output} 不是", f"a sheet is .xlsx or .csv, {output} is neither")
    from ybzj_docs.importing import WrongUse
    from ybzj_docs.importing.sheet_template import template, template_csv

    try:
        emit((template_csv if suffix == ".csv" else template)(found.id, every=every), output)
    except WrongUse as stopped:
        raise Refusal(2, stopped.text("zh"), stopped.text("en")) from None
