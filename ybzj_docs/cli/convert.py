"""``ybzj convert``: documents as JSON or XML."""

from pathlib import Path
from typing import Any

import click

from ybzj_docs.cli.frame import Command, Refusal
from ybzj_docs.cli.options import encoding_option
from ybzj_docs.cli.output import emit, refuse_overwriting
from ybzj_docs.cli.sound import sound_documents


@click.command(cls=Command)
@click.argument("file", metavar="FILE")
@click.option("--to", "kind", type=click.Choice(["json", "xml"]), required=True)
@click.option("-o", "--output", metavar="FILE", help="写入文件，默认标准输出 / write to a file instead of stdout")
@encoding_option
def convert(file: str, kind: str, output: str | None, encoding: str | None) -> int:
    """JSON 与 XML 互换，内容不变 / JSON to XML and back, nothing lost

    未通过结构检查的单据不转换 / a document that fails structure is refused
    """
    refuse_overwriting(output, (file,))
    if Path(file).is_dir():
        raise Refusal(2, f"{file} 是文件夹，请逐个文件转换", f"{file} is a folder: convert file by file")
    from ybzj_docs.codec.write import to_json, to_xml

    found, code = sound_documents((file,), encoding)
    if found:
        whole: Any = [one.tree for one in found] if found[0].number is not None else found[0].tree
        emit(to_json(whole) if kind == "json" else to_xml(whole), output)
    return code
