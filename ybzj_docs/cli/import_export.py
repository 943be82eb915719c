"""``ybzj import``: a platform export becomes documents."""

from datetime import date
from pathlib import Path

import click

from ybzj_docs.cli.frame import Command, Refusal, say
from ybzj_docs.cli.options import as_of_option, encoding_option, region, today
from ybzj_docs.cli.output import emit


@click.command("import", cls=Command)
@click.argument("export_dir", metavar="EXPORT_DIR", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="输出文件夹，须为空 / empty folder"
)
@click.option("--origin", metavar="REGION", help="转出地区划 / region of the origin")
@click.option("--destination", metavar="REGION", help="转入地区划，给出时才写信息表 / region of the destination")
@click.option("--first-number", type=click.IntRange(1, 99_999_999), default=1, show_default=True, metavar="N")
@click.option("--resume", is_flag=True, help="续做中断的导入 / finish an interrupted import")
@as_of_option
@encoding_option
def import_export(
    export_dir: Path,
    out: Path,
    origin: str | None,
    destination: str | None,
    first_number: int,
    resume: bool,
    as_of: date | None,
    encoding: str | None,
) -> int:
    """由平台导出表生成校验单、参保凭证、信息表 / a platform export becomes prechecks, certificates and forms

    不能用的行和未写出的单据列在 import-report.json。
    Rows that cannot be used and documents not written are listed in import-report.json.
    """
    from ybzj_docs import importing

    try:
        report = importing.import_export(
            export_dir,
            out,
            as_of=as_of or today(),
            origin=region(origin, "--origin"),
            destination=region(destination, "--destination"),
            first_number=first_number,
            encoding=encoding,
            resume=resume,
        )
    except importing.ImportStopped as stopped:
        raise Refusal(stopped.exit_code, stopped.text("zh"), stopped.text("en")) from None
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
