"""``ybzj render``: documents as papers."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ybzj_docs import catalog
from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.options import encoding_option, today
from ybzj_docs.cli.output import emit, refuse_overwriting, warn
from ybzj_docs.codec.system import chinese

if TYPE_CHECKING:
    from ybzj_docs.bulk.printed import Entry, Summary
    from ybzj_docs.bulk.printing import Wanted
    from ybzj_docs.bulk.reading import Met
    from ybzj_docs.bulk.stack import Stack
    from ybzj_docs.bulk.tasks import Sound

#: From so many papers on a terminal is told how far the printing has come.
_OFTEN = 50
_SUFFIXES = (".pdf", ".docx", ".html")


@click.command(cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "to", type=click.Choice(["pdf", "docx", "html"]))
@click.option(
    "-o",
    "--output",
    metavar="FILE_OR_DIR",
    help="带后缀为文件，否则为文件夹 / a file where it has the suffix, else a folder",
)
@click.option("--copies", is_flag=True, help="参保凭证打印三联 / print the three copies of a certificate")
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="自备模板 / own templates",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="进程数，默认用全部处理器 / processes, all cores by default",
)
@click.option(
    "--merge", is_flag=True, help="合并为一个 PDF，每 1000 份一个文件 / one PDF, a file for each 1000 papers"
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="打印情况的格式 / form of the report",
)
@click.option(
    "--verify",
    is_flag=True,
    help="核对 PDF 的文字与所附数据 / compare the text of PDFs with the data that they carry",
)
@encoding_option
def render(
    paths: tuple[str, ...],
    to: Literal["pdf", "docx", "html"] | None,
    output: str | None,
    copies: bool,
    templates: Path | None,
    jobs: int | None,
    merge: bool,
    kind: str,
    verify: bool,
    encoding: str | None,
) -> int:
    """打印单据：PDF、DOCX、HTML / print documents as PDF, DOCX, HTML

    -o 带 .pdf 等后缀是文件，只写一份单据；否则是文件夹，每份以编号命名；--merge 合并为一个文件。
    未通过结构检查的不打印，不妨碍其余。
    With -o a name with the suffix (.pdf) is a file for one document, any other a folder with a file named by number
    for each; --merge puts all into one. What fails structure is refused, and the rest goes on.
    """
    if verify:
        from ybzj_docs.cli.verifying import verify_papers

        refuse_overwriting(output, paths)
        return verify_papers(paths, templates, kind, output)
    if to is None or output is None:
        raise Refusal(2, "缺少 --to 或 -o", "missing --to or -o")
    from ybzj_docs.bulk.printing import Wanted

    refuse_overwriting(output, paths)
    _refuse_mixtures(to, output, merge, kind)
    if templates is not None:
        _own_templates(templates)
    several = not merge and (len(paths) > 1 or Path(paths[0]).is_dir() or not _names_file(output, to))
    if several:
        _folder(output, to)
    met = _documents(paths, encoding)
    if not several and not merge:
        met, several = _looked(met)
        if several:
            _folder(output, to)
    stack = _stack(output, to, merge, several)
    return _print(stack, met, Wanted(to, copies, templates), jobs or _processors(), (kind, output))


def _refuse_mixtures(to: str, output: str, merge: bool, kind: str) -> None:
    if merge and to != "pdf":
        raise Refusal(2, "--merge 只用于 PDF", "--merge is for PDF alone")
    suffix = Path(output).suffix.lower()
    if suffix in _SUFFIXES and suffix != f".{to}" and not Path(output).is_dir():
        raise Refusal(2, f"{output} 的后缀与 --to {to} 不符", f"the suffix of {output} is not that of --to {to}")
    if merge and (output == "-" or _slashed(output) or Path(output).is_dir()):
        raise Refusal(2, f"--merge 写入一个 PDF 文件，{output} 不是", f"--merge writes a PDF file, {output} is none")
    if kind == "json" and output == "-":
        raise Refusal(2, "单据与打印情况不能都写到标准输出", "paper and report cannot both go to stdout")


def _slashed(output: str) -> bool:
    return output.endswith(("/", os.sep))


def _names_file(output: str, to: str) -> bool:
    """Whether ``output`` names a file: stdout, a device, or a name with the suffix of ``to``; else it is a folder."""
    path = Path(output)
    if _slashed(output) or path.is_dir():
        return False
    return output == "-" or path.suffix.lower() == f".{to}" or (path.exists() and not path.is_file())


def _own_templates(folder: Path) -> None:
    """Refuse templates that are wrong, and say what they do not print.

    Raises:
        Refusal: a template is wrong.
    """
    from ybzj_docs.rendering.own import check

    found = check(folder)
    for one in found.forgotten:
        warn(
            say(
                f"{one.file}：没有印出 {one.title}（{one.pointer}）",
                f"{one.file}: does not print {one.title} ({one.pointer})",
            )
        )
    if found.faults:
        zh, en = ("\n".join(fault.text(lang) for fault in found.faults) for lang in ("zh", "en"))
        raise Refusal(2, f"模板有误\n{zh}", f"the templates are wrong\n{en}")


def _documents(paths: tuple[str, ...], encoding: str | None) -> "Iterator[Met]":
    import secrets

    from ybzj_docs.bulk.reading import documents
    from ybzj_docs.checking import Options

    options = Options(today(), None, secrets.token_bytes(32), settings().lang, encoding, audit=False)
    return documents(paths, options, sys.stdin.buffer if "-" in paths else None)


def _looked(met: "Iterator[Met]") -> "tuple[Iterator[Met], bool]":
    """The same documents, and whether more than one of them can be printed."""
    from ybzj_docs.bulk.tasks import Sound

    seen: list[Met] = []
    count = 0
    for one in met:
        seen.append(one)
        count += isinstance(one, Sound)
        if count > 1:
            break
    return chain(seen, met), count > 1


def _folder(output: str, to: str) -> None:
    """Make the folder ``output``, and see that it can be written.

    Raises:
        Refusal: it cannot be, or is none.
    """
    folder = Path(output)
    if _names_file(output, to):
        raise Refusal(2, f"多份单据须写入文件夹，{output} 不是", f"many documents need a folder, {output} is none")
    if folder.exists() and not folder.is_dir():
        zh, en = f"{output} 是文件，不是文件夹", f"{output} is a file and no folder"
        raise Refusal(2, f"{zh}；写入文件请用后缀 .{to}", f"{en}: a file to write ends in .{to}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        code = 2 if isinstance(error, (FileNotFoundError, NotADirectoryError, FileExistsError)) else 4
        raise Refusal(
            code, f"不能写入文件夹 {output}：{chinese(error.strerror)}", f"cannot write to {output}: {error.strerror}"
        ) from None


def _stack(output: str, to: str, merge: bool, several: bool) -> "Stack":
    from ybzj_docs.bulk.stack import Files, Merged

    if merge:
        parent = Path(output).parent
        if not parent.is_dir():
            raise Refusal(2, f"没有文件夹 {parent}", f"there is no folder {parent}")
        return Merged(Path(output))
    return Files(Path(output), to) if several else _Single(output)


class _Single:
    """A paper alone, in the file that was named, or on stdout."""

    def __init__(self, output: str) -> None:
        self._output = output

    def put(self, _one: "Sound", paper: bytes) -> str:
        """As the protocol of stacks says."""
        emit(paper, self._output)
        return self._output

    def close(self) -> None:
        """As the protocol of stacks says."""

    def abandon(self) -> None:
        """As the protocol of stacks says."""


def _print(stack: "Stack", met: "Iterator[Met]", wanted: "Wanted", jobs: int, told: tuple[str, str]) -> int:
    """Print, tell on stderr what is not printed, and report on stdout; the exit code."""
    from ybzj_docs.bulk.printed import JsonReport, Summary, print_into

    kind, output = told
    report = JsonReport(sys.stdout.buffer, wanted.to, settings().lang) if kind == "json" else None
    summary, without = Summary(), Counter[str]()
    for entry in print_into(stack, met, wanted, jobs):
        summary.add(entry)
        _tell(entry, without)
        _progress(summary.documents)
        if report is not None:
            report.add(entry)
    if summary.documents >= _OFTEN and _on_terminal():
        click.echo("\r" + " " * 40 + "\r", err=True, nl=False)
    for form, count in without.items():
        title = catalog.form(form).title
        warn(say(f"{title}暂无打印模板，{count} 份未打印", f"{form}: no template yet, {count} not printed"))
    if report is not None:
        report.end(summary)
    elif not isinstance(stack, _Single):
        emit(_counts(summary, output))
    if not summary.documents:
        warn(say("没有找到单据", "no document was found"))
        return 3
    return summary.code


def _tell(entry: "Entry", without: Counter[str]) -> None:
    why = entry.why
    if why is None:
        return
    if why.kind == "no-template":
        without[str(entry.document_type)] += 1
    elif why.kind in ("structure", "unread"):  # these say where
        warn(say(why.zh, why.en))
    else:
        where = entry.path if entry.record is None else f"{entry.path}#{entry.record}"
        warn(say(f"{where}：{why.zh}", f"{where}: {why.en}"))


def _counts(summary: "Summary", output: str) -> str:
    """What was printed, by form, for people."""
    lines = [
        say(f"{catalog.form(form).title} {count} 份", f"{form}: {count}") for form, count in summary.printed.items()
    ]
    refused = summary.refused.total()
    total = say(
        f"打印 {summary.printed.total()} 份，未打印 {refused} 份：{output}",
        f"{summary.printed.total()} printed, {refused} not: {output}",
    )
    return "\n".join([*lines, total]) + "\n"


def _progress(count: int) -> None:
    """Tell on a terminal how far it is."""
    if count % _OFTEN == 0 and _on_terminal():
        click.echo("\r" + say(f"已打印 {count} 份", f"{count} documents"), err=True, nl=False)


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _processors() -> int:
    affinity: Any = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
