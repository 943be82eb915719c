"""The output folder: whole persons or nothing, and what is needed to resume.

While an import runs, ``.import`` in the folder holds what is not finished: the run's description, the rows on disk,
the person being written. A person's folder, and at the end the report, arrive by rename; as JSON lines all documents
stand in one file, which arrives at the end.
"""

import errno
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from ybzj_docs.codec.system import chinese
from ybzj_docs.codec.write import json_lines, to_json
from ybzj_docs.importing.errors import WrongUse
from ybzj_docs.importing.told import LISTS

REPORT: Final = "import-report.json"
DOCUMENTS: Final = "documents.jsonl"
_WORK: Final = ".import"
_RUN: Final = "run.json"

#: What a run is of, as JSON: options and digests of the inputs; absent options are None.
Run = Mapping[str, Any]


class Output:
    """The output folder of one import."""

    def __init__(self, folder: Path, *, resume: bool, lines: bool = False) -> None:
        """Look at ``folder`` and leave it as it is. ``lines`` writes documents as JSON lines.

        Raises:
            WrongUse: it is no folder, cannot be made, or is not empty where nothing is to be resumed.
        """
        self.folder, self._work, self._lines = folder, folder / _WORK, lines
        self._written: BinaryIO | None = None
        if folder.exists() and not folder.is_dir():
            raise WrongUse("out-not-folder", path=folder)
        self._new = not folder.exists()
        self._used = not self._new and any(folder.iterdir())
        if self._used and not resume:
            raise WrongUse("out-not-empty", path=folder)
        if self._new:
            _try_to_make(folder)

    def begin(self, run: Run) -> None:
        """Make the folder ready for ``run``.

        Raises:
            WrongUse: what the folder holds is of another run, or of none.
        """
        if self._used:
            self._compare(run)
            shutil.rmtree(self._work / "person", ignore_errors=True)
        self._work.mkdir(parents=True, exist_ok=True)
        _write(self._work / _RUN, orjson.dumps(run))
        if self._lines:
            self._written = (self._work / DOCUMENTS).open("wb")

    def abandon(self) -> None:
        """Leave no trace of an import that could not begin to write; what was there before stays."""
        if not self._used:
            shutil.rmtree(self.folder if self._new else self._work)

    def spill(self) -> Path:
        """Where the rows on disk go; nothing is there."""
        path = self._work / "rows.sqlite"
        path.unlink(missing_ok=True)
        return path

    def write_person(self, number: str, documents: Mapping[str, Any]) -> None:
        """Write the documents of one person, unless their folder is there already."""
        if self._written is not None:
            self._written.writelines(json_lines(documents.values()))
            return
        target, new = self.folder / number, self._work / "person"
        if self._used and target.exists():
            return
        new.mkdir()
        for kind, tree in documents.items():
            _write(new / f"{kind}.json", to_json(tree).encode())
        new.rename(target)

    def write_report(self, head: Mapping[str, Any], entries: Callable[[str], Iterator[str]]) -> None:
        """Write the report where ``finish`` finds it; ``entries`` gives its lists, which may exceed memory."""
        with (self._work / REPORT).open("wb") as file:
            file.writelines(_report(head, entries))

    def finish(self) -> Path:
        """Put the report in its place and clear away; returns where it is."""
        if self._written is not None:
            self._written.close()
            (self._work / DOCUMENTS).replace(self.folder / DOCUMENTS)
        path = (self._work / REPORT).replace(self.folder / REPORT)
        shutil.rmtree(self._work)
        return path

    def _compare(self, run: Run) -> None:
        earlier = self._earlier()
        if earlier is not None:
            for key in (*run, "jsonl"):
                if earlier.get(key) != run.get(key):
                    raise WrongUse("resume-differs", what=key)
        elif [path.name for path in self.folder.iterdir()] != [_WORK]:
            raise WrongUse("resume-nothing", path=self.folder)

    def _earlier(self) -> Run | None:
        """The run that the folder is of, from its description or its report."""
        for path in (self._work / _RUN, self.folder / REPORT):
            try:
                earlier = orjson.loads(path.read_bytes())
            except (FileNotFoundError, orjson.JSONDecodeError):
                continue
            if isinstance(earlier, dict):
                return earlier
        return None


def _try_to_make(folder: Path) -> None:
    """See that ``folder`` can be made, and leave nothing of it: its input may yet be refused."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        words, reason = chinese(error.strerror), error.strerror
        raise WrongUse("out-not-made", path=folder, words=words, reason=reason) from None
    finally:
        for one in missing:
            with suppress(OSError):  # not made, or somebody else's by now
                one.rmdir()


def _write(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _report(head: Mapping[str, Any], entries: Callable[[str], Iterator[str]]) -> Iterator[bytes]:
    """The report in pieces, laid out as ``json.dumps`` with an indent of 2 does."""
    yield orjson.dumps(head, option=orjson.OPT_INDENT_2).removesuffix(b"\n}")
    for kind in LISTS:
        yield f',\n  "{kind}": ['.encode()
        between = b""
        for entry in entries(kind):
            lines = orjson.dumps(orjson.loads(entry), option=orjson.OPT_INDENT_2)
            yield between + b"\n    " + lines.replace(b"\n", b"\n    ")
            between = b","
        yield b"\n  ]" if between else b"]"
    yield b"\n}\n"
