"""``ybzj convert``: documents as JSON or XML."""

import secrets
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.options import encoding_option, today
from ybzj_docs.cli.output import opened, refuse_overwriting, warn
from ybzj_docs.codec.system import chinese

if TYPE_CHECKING:
    from ybzj_docs.bulk.reading import Met
    from ybzj_docs.bulk.tasks import Sound


@click.command(cls=Command)
@click.argument("file", metavar="FILE")
@click.option("--to", "kind", type=click.Choice(["json", "xml"]), required=True)
@click.option("--jsonl", is_flag=True, help="每行一份单据 / one document a line, with --to json")
@click.option("-o", "--output", metavar="FILE", help="写入文件，默认标准输出 / write to a file instead of stdout")
@encoding_option
def convert(file: str, kind: str, jsonl: bool, output: str | None, encoding: str | None) -> int:
    """JSON 与 XML 互换，内容不变 / JSON to XML and back, nothing lost

    FILE 可含任意多份单据（- 为标准输入）；未通过结构检查的不转换，逐份说明，其余照常。
    FILE may hold any number of documents (- is stdin); one that fails structure is told and left out.
    """
    refuse_overwriting(output, (file,))
    if Path(file).is_dir():
        raise Refusal(2, f"{file} 是文件夹，请逐个文件转换", f"{file} is a folder: convert file by file")
    if jsonl and kind == "xml":
        raise Refusal(2, "--jsonl 只用于 --to json", "--jsonl goes with --to json")
    from ybzj_docs.bulk.reading import documents
    from ybzj_docs.checking import Options

    options = Options(today(), None, secrets.token_bytes(32), settings().lang, encoding, audit=False)
    told = _Told()
    found = told.sound(documents((file,), options, sys.stdin.buffer if file == "-" else None))
    first = next(found, None)
    if first is not None:
        many = first.number is not None or file.lower().endswith(".zip")
        trees = (one.tree for one in chain((first,), found))
        with opened(output) as out:
            out.writelines(_written(trees, kind, many=many, lines=jsonl))
    elif not told.any:
        warn(say("没有找到单据", "no document was found"))
        return 3
    return told.code


class _Told:
    """Tells on stderr of what is left out; ``code`` is the exit code for it, ``any`` whether there was anything."""

    def __init__(self) -> None:
        self.code, self.any = 0, False

    def sound(self, met: "Iterable[Met]") -> "Iterator[Sound]":
        """Those that have passed structure."""
        from ybzj_docs.bulk.reading import Refused, Unread
        from ybzj_docs.checking.reports.text import document_lines

        for one in met:
            self.any = True
            if isinstance(one, Unread):
                warn(say(f"不能读取 {one.path}：{chinese(one.reason)}", f"cannot read {one.path}: {one.reason}"))
                self.code = 3
            elif isinstance(one, Refused):
                warn("\n".join(document_lines(one.result, settings().lang)))
                unreadable = any(told.rule.startswith("IO-") for told in one.result.findings)
                self.code = max(self.code, 3 if unreadable else 1)
            else:
                yield one


def _written(trees: Iterator[dict[str, Any]], kind: str, *, many: bool, lines: bool) -> Iterator[bytes]:
    """``trees`` as a file of them, piece by piece; the one that there is as itself, where there are not ``many``."""
    from ybzj_docs.codec.write import json_array, json_lines, to_json, to_xml, xml_documents

    if lines:
        return json_lines(trees)
    if many:
        return json_array(trees) if kind == "json" else xml_documents(trees)
    return (to_json(tree).encode() if kind == "json" else to_xml(tree) for tree in trees)
