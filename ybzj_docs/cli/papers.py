"""What commands with a store do with the documents that they have made: keep them as files, print them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ybzj_docs.cli.frame import Refusal, say
from ybzj_docs.cli.output import warn, write_file
from ybzj_docs.cli.store import tell
from ybzj_docs.codec.system import chinese

papers_option = click.option(
    "--papers",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="打印成 PDF，放入此文件夹 / print as PDFs into this folder",
)
_save_option = click.option(
    "--save",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="所出单据另存为此文件夹中的 documentNumber.json，可交给对方 --document / keep each document made as a file",
)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the documents made go, beside the answer: as PDFs and as files of JSON; None: not at all."""

    papers: Path | None = None
    save: Path | None = None

    def ready(self) -> "Folders":
        """The folders, made where they are not there: before anything is done.

        Raises:
            Refusal: one cannot be made.
        """
        for folder in filter(None, (self.papers, self.save)):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                zh, en = f"不能建立文件夹 {folder}", f"cannot make the folder {folder}"
                raise Refusal(2, f"{zh}：{chinese(error.strerror)}", f"{en}: {error.strerror}") from error
        return self

    def take(self, made: Iterable[Mapping[str, Any]], *, copies: bool = False) -> int | None:
        """Keep and print the documents; what was done stands all the same.

        Returns 1 where one could not be printed, which is told.
        """
        made = list(made)
        for document in made if self.save else ():
            tell(document, f"{self.save}/{_name(document)}.json")
        return _print(self.papers, made, copies) if self.papers else None


def folders_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--papers`` and ``--save``."""
    return papers_option(_save_option(function))


def _print(folder: Path, made: Iterable[Mapping[str, Any]], copies: bool) -> int | None:
    from ybzj_docs.rendering import PrintingError, render

    code = None
    for document in made:
        number = document["documentNumber"]
        try:
            write_file(folder / f"{_name(document)}.pdf", render(document, "pdf", copies=copies))
        except PrintingError as error:
            warn(say(f"已办理，但 {number} 未打印：{error}", f"done, but {number} is not printed: {error}"))
            code = 1
    return code


def _name(document: Mapping[str, Any]) -> str:
    """What the file of a document is called: by its number."""
    from ybzj_docs.bulk.stack import stem

    return stem(document, document["documentType"])
