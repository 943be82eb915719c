"""Where data go: stdout, or a file that appears whole or not at all."""

import os
import sys
import unicodedata
from pathlib import Path

import click

from ybzj_docs.cli.frame import Refusal


def emit(data: str | bytes, output: str | None = None) -> None:
    """Write ``data`` to stdout, or to the file ``output`` by rename.

    Raises:
        Refusal: the folder of ``output`` is not there.
    """
    raw = data.encode() if isinstance(data, str) else data
    if output is None or output == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.flush()
    else:
        write_file(Path(output), raw)


def write_file(target: Path, data: bytes) -> None:
    """Write ``target`` so that it is there whole or not at all.

    Raises:
        Refusal: its folder is not there, or it is a folder itself.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise Refusal(2, f"不能写入 {target}：目录不存在或同名目录已存在", f"cannot write {target}: no such folder")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


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
