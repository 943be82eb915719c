"""Where data go: stdout, or a file that appears whole or not at all."""

import io
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import BinaryIO

import click

from ybzj_docs.cli.frame import Refusal
from ybzj_docs.codec.system import chinese


def emit(data: str | bytes, output: str | None = None) -> None:
    """Write ``data`` to stdout (also for ``-``), or to the file ``output`` by rename.

    Raises:
        Refusal: ``output`` cannot be written.
    """
    raw = data.encode() if isinstance(data, str) else data
    if output is not None and output != "-":
        write_file(Path(output), raw)
    elif sys.stdout is not None:  # a caller may have closed it
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()


def write_file(target: Path, data: bytes) -> None:
    """Write ``target`` so that it is there whole or not at all; a device or a pipe is written as it is.

    A link leads to its file; a file that was there keeps its permissions.

    Raises:
        Refusal: it cannot be written.
    """
    with opened(str(target)) as out:
        out.write(data)


@contextmanager
def opened(output: str | None) -> Iterator[BinaryIO]:
    """What to write a report to: stdout (also for ``-``), or a file that is there whole or not at all.

    Raises:
        Refusal: ``output`` cannot be written.
    """
    if output is None or output == "-":
        if sys.stdout is None:  # a caller may have closed it
            yield io.BytesIO()
            return
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    target = Path(output)
    direct = target.exists() and not target.is_file()
    target = target if direct else Path(os.path.realpath(target))
    part = target if direct else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        out = part.open("wb")
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        with out:
            yield out
        if not direct:
            if target.exists():  # whoever may not read it now may not read it then
                shutil.copymode(target, part)
            part.replace(target)
    finally:
        if not direct:
            part.unlink(missing_ok=True)


def clear_away(output: str | None) -> None:
    """Remove what processes that were killed have left of the file ``output``."""
    if output is None or output == "-" or os.name != "posix":
        return
    target = Path(os.path.realpath(output))
    for part in target.parent.glob(f".{escape(target.name)}.*.part"):
        process = part.name.removeprefix(f".{target.name}.").removesuffix(".part")
        if process.isascii() and process.isdecimal() and not _runs(int(process)):
            part.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _unwritable(target: Path, error: OSError) -> Refusal:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        zh, en = f"不能写入 {target}：没有文件夹 {target.parent}", f"cannot write {target}: no folder {target.parent}"
        return Refusal(2, f"{zh}；请先建立，或换一个文件夹", f"{en}: make it first, or choose another")
    code = 2 if isinstance(error, IsADirectoryError) else 4
    return Refusal(code, f"不能写入 {target}：{chinese(error.strerror)}", f"cannot write {target}: {error.strerror}")


def refuse_overwriting(output: str | None, inputs: Iterable[str]) -> None:
    """Refuse an output that is one of the inputs.

    Raises:
        Refusal: it is.
    """
    for path in inputs if output not in (None, "-") else ():
        if path != "-" and Path(path).exists() and Path(str(output)).exists() and Path(path).samefile(str(output)):
            raise Refusal(2, f"输出 {output} 就是输入文件", f"the output {output} is an input")


def table(rows: list[tuple[str, ...]]) -> str:
    """``rows`` as aligned columns; Han characters count as two."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def warn(text: str) -> None:
    """A message to stderr."""
    click.echo(text, err=True)
