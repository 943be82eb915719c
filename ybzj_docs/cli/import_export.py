"""``ybzj import``: a platform export, or a spreadsheet, becomes documents."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.options import as_of_option, encoding_option, region, today
from ybzj_docs.cli.output import emit, warn

if TYPE_CHECKING:
    from ybzj_docs.bulk.sheets import SheetReport


@click.command("import", cls=Command)
@click.argument("export_dir", metavar="[EXPORT_DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="输出文件夹，须为空 / empty folder"
)
@click.option(
    "--sheet",
    "sheet",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="一行一份的表格（.xlsx、.csv），代替 EXPORT_DIR / a spreadsheet with one document a row",
)
@click.option("--form", metavar="ID", help="表格中是哪种单据 / the form of the spreadsheet's rows")
@click.option("--origin", metavar="REGION", help="转出地区划 / region of the origin")
@click.option("--destination", metavar="REGION", help="转入地区划，给出时才写信息表 / region of the destination")
@click.option("--first-number", type=click.IntRange(1, 99_999_999), default=1, show_default=True, metavar="N")
@click.option(
    "--jsonl",
    is_flag=True,
    help="全部单据写入 documents.jsonl，每行一份 / all documents in documents.jsonl, one a line",
)
@click.option("--resume", is_flag=True, help="续做中断的导入 / finish an interrupted import")
@as_of_option
@encoding_option
def import_export(
    export_dir: Path | None,
    out: Path,
    sheet: Path | None,
    form: str | None,
    origin: str | None,
    destination: str | None,
    first_number: int,
    jsonl: bool,
    resume: bool,
    as_of: date | None,
    encoding: str | None,
) -> int:
    """由平台导出表、或一行一份的表格生成单据 / a platform export, or a spreadsheet, becomes documents

    不能用的行和未写出的单据列在 import-report.json；表格的问题还以批注写入一份副本。
    Rows that cannot be used and documents not written are listed in import-report.json; of a spreadsheet they are
    also written as comments into a copy.
    """
    from ybzj_docs.importing import ImportStopped

    _refuse_mixtures(export_dir, sheet, form, any((origin, destination, jsonl, resume)))
    try:
        if sheet is not None and form is not None:
            return _sheet(sheet, form, out, as_of or today(), encoding, first_number)
        return _export(
            export_dir or Path(),
            out,
            as_of=as_of or today(),
            origin=region(origin, "--origin"),
            destination=region(destination, "--destination"),
            first_number=first_number,
            encoding=encoding,
            resume=resume,
            lines=jsonl,
        )
    except ImportStopped as stopped:
        raise Refusal(stopped.exit_code, stopped.text("zh"), stopped.text("en")) from None


def _refuse_mixtures(export_dir: Path | None, sheet: Path | None, form: str | None, of_export: bool) -> None:
    """Refuse what does not go together: an export or a spreadsheet, and the options of each."""
    if (export_dir is None) == (sheet is None):
        raise Refusal(2, "须给出 EXPORT_DIR 或 --sheet FILE 之一", "give EXPORT_DIR or --sheet FILE, one of the two")
    if (sheet is None) != (form is None):
        raise Refusal(2, "--sheet 与 --form 须一起使用", "--sheet and --form go together")
    if sheet is not None and of_export:
        words = "--origin、--destination、--jsonl、--resume 不用于 --sheet"
        raise Refusal(2, words, "--origin, --destination, --jsonl and --resume are not for --sheet")


def _export(
    export_dir: Path,
    out: Path,
    *,
    as_of: date,
    origin: str | None,
    destination: str | None,
    first_number: int,
    encoding: str | None,
    resume: bool,
    lines: bool,
) -> int:
    from ybzj_docs import importing

    report = importing.import_export(
        export_dir,
        out,
        as_of=as_of,
        origin=origin,
        destination=destination,
        first_number=first_number,
        encoding=encoding,
        resume=resume,
        lines=lines,
    )
    emit(
        say(
            f"{report.persons} 人，{report.documents} 份单据；不能用的行 {report.unusable_rows}，不能用的值 "
            f"{report.unusable_values}，未写出的单据 {report.not_written}，提示 {report.notes}；详见 {report.path}\n",
            f"{report.persons} people, {report.documents} documents; {report.unusable_rows} unusable rows, "
            f"{report.unusable_values} unusable values, {report.not_written} documents not written, "
            f"{report.notes} notes: see {report.path}\n",
        )
    )
    return report.exit_code


def _sheet(source: Path, form: str, out: Path, as_of: date, encoding: str | None, first_number: int) -> int:
    import secrets

    from ybzj_docs.bulk.sheets import import_sheet
    from ybzj_docs.checking import Options
    from ybzj_docs.cli.forms import known_form

    options = Options(as_of, None, secrets.token_bytes(32), settings().lang, encoding)
    report = import_sheet(source, known_form(form).id, out, options, first_number=first_number)
    _tell_first(report)
    emit(
        say(
            f"{report.rows} 行，{report.documents} 份单据；有错误另放的 {report.faulty}，不能用的行 {report.unusable}，"
            f"错误 {report.severities['error']}，警告 {report.severities['warning']}；详见 {report.path}\n",
            f"{report.rows} rows, {report.documents} documents; {report.faulty} with errors put aside, "
            f"{report.unusable} unusable rows, {report.severities['error']} errors, "
            f"{report.severities['warning']} warnings: see {report.path}\n",
        )
    )
    if report.marked is not None:
        emit(say(f"问题已批注在 {report.marked}\n", f"comments stand in {report.marked}\n"))
    return report.exit_code


def _tell_first(report: "SheetReport") -> None:
    """Say on stderr which columns were not read, and the first problems; all are in the report."""
    from ybzj_docs.bulk.sheets import ignored_reason

    for name, head in report.ignored:
        place = say(f"{name} {head.letters} 列 {head.text}", f"{name}, column {head.letters} {head.text}")
        warn(f"{place}：{ignored_reason(head, settings().lang)}")
    for problem in report.first:
        warn(f"{problem.place(settings().lang)}：{problem.reason}")
    rest = report.severities.total() - len(report.first)
    if rest:
        warn(say(f"还有 {rest} 个问题", f"{rest} more"))
    if not report.rows:
        warn(say("表中没有填写的行", "the sheet has no rows"))
