"""The PDFs of documents that a command with a store has made."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from ybzj_docs.cli.frame import say
from ybzj_docs.cli.output import warn, write_file

papers_option = click.option(
    "--papers",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="打印成 PDF，放入此文件夹 / print as PDFs into this folder",
)


def print_papers(folder: Path | None, made: Iterable[Mapping[str, Any]], *, copies: bool = False) -> int | None:
    """Print documents into a folder (None: not at all), named by their numbers; what was done stands all the same.

    Returns 1 where one could not be printed, which is told.
    """
    if folder is None:
        return None
    from ybzj_docs.rendering import PrintingError, render

    folder.mkdir(parents=True, exist_ok=True)
    code = None
    for document in made:
        number = document["documentNumber"]
        try:
            write_file(folder / f"{number}.pdf", render(document, "pdf", copies=copies))
        except PrintingError as error:
            warn(say(f"已办理，但 {number} 未打印：{error}", f"done, but {number} is not printed: {error}"))
            code = 1
    return code
