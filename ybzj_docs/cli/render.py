"""``ybzj render``: documents as papers."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ybzj_docs import catalog
from ybzj_docs.checking.wording import names
from ybzj_docs.cli.frame import Command, Refusal, say
from ybzj_docs.cli.options import encoding_option
from ybzj_docs.cli.output import emit, refuse_overwriting, warn
from ybzj_docs.cli.sound import Sound, sound_documents

if TYPE_CHECKING:
    from ybzj_docs.rendering import PrintingError

_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\x7f]')


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "to", type=click.Choice(["pdf", "docx", "html"]), required=True)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE_OR_DIR",
    help="文件；多份单据时为文件夹 / file, or a folder for many",
)
@click.option("--copies", is_flag=True, help="参保凭证打印三联 / print the three copies of a certificate")
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="自备模板 / own templates",
)
@encoding_option
def render(
    paths: tuple[str, ...],
    to: Literal["pdf", "docx", "html"],
    output: str,
    copies: bool,
    templates: Path | None,
    encoding: str | None,
) -> int:
    """打印参保凭证、信息表 / print certificates and information forms

    一份单据写入文件；多份写入文件夹，以编号命名。未通过结构检查的不打印。
    One document is written to a file, several to a folder, named by number. What fails structure is refused.
    """
    from ybzj_docs.rendering import NoTemplate, PrintingError
    from ybzj_docs.rendering import render as paper

    refuse_overwriting(output, paths)
    found, code = sound_documents(paths, encoding)
    targets = _targets(found, paths, output, to)
    without: Counter[str] = Counter()
    for one, target in zip(found, targets, strict=True):
        if "documentType" not in one.tree:  # a message is no paper
            without[one.document_type] += 1
            continue
        try:
            emit(paper(one.tree, to, copies=copies, templates=templates), target)
        except NoTemplate:
            without[one.document_type] += 1
        except PrintingError as error:
            warn(_why(one, error))
            code = max(code, 1)
    for form, count in without.items():
        title = catalog.form(form).title
        warn(say(f"{title}暂无打印模板，{count} 份未打印", f"{form}: no template yet, {count} not printed"))
    return max(code, 1) if without else code


def _targets(found: list[Sound], paths: tuple[str, ...], output: str, to: str) -> list[str]:
    """A file for each document: the output itself for one, else by number within the output folder."""
    folder = Path(output)
    single = len(paths) == 1 and len(found) <= 1 and not Path(paths[0]).is_dir()
    if single and not folder.is_dir():
        return [output] * len(found)
    if (folder.exists() and not folder.is_dir()) or folder.suffix.lower() == f".{to}":
        raise Refusal(2, f"多份单据须写入文件夹，{output} 不是", f"many documents need a folder, {output} is none")
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    targets = []
    for one in found:
        stem = _stem(one)
        number = 1
        name = stem
        while name in taken:  # another agency's document may bear the same number
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        targets.append(str(folder / f"{name}.{to}"))
    return targets


def _stem(one: Sound) -> str:
    number = one.tree.get("documentNumber") or f"{one.tree.get('archivalCode', '')}-{one.document_type}"
    return _UNSAFE.sub("_", str(number)).lstrip(".") or one.document_type


def _why(one: Sound, error: "PrintingError") -> str:
    from ybzj_docs.rendering import EngineMissing, MissingGlyphs

    where = one.path if one.number is None else f"{one.path}#{one.number}"
    if isinstance(error, MissingGlyphs):
        places = [(char, " › ".join(names(one.document_type, one.tree, at)[0][1:])) for char, at in error.characters]
        told = "、".join(f"U+{ord(char):04X}（{place}）" for char, place in places)
        return say(
            f"{where}：未打印，字体缺少字符 {told}；请核对姓名用字，或运行 ybzj doctor 查看缺少的字体",
            f"{where}: not printed, no font has {told}; check the characters, or see ybzj doctor",
        )
    if isinstance(error, EngineMissing):
        told = "; ".join(f"{say(*problem.what)}: {problem.command}" for problem in error.problems)
        return say(f"{where}：未打印，缺少 {told}", f"{where}: not printed, missing {told}")
    return f"{where}: {error}"
