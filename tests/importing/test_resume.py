"""An interrupted import leaves whole persons only, and ``resume`` finishes it to the same bytes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.importing.exports import AS_OF, ROOT, Result, basic, imported, sample
from ybzj_docs.importing import WrongUse, import_export, output
from ybzj_docs.importing.spill import Spill


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return imported(sample(), tmp_path_factory.mktemp("whole"))


def interrupt(folder: Path, monkeypatch: pytest.MonkeyPatch, files: int) -> Path:
    """Import the samples into ``folder / "out"`` until the disk is full after some files."""
    source = sample().write(folder / "export")
    written = 0
    plain = output._write

    def write(path: Path, content: bytes) -> None:
        nonlocal written
        written += 1
        if written > files:
            raise OSError(28, "No space left on device")
        plain(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(output, "_write", write)
        with pytest.raises(OSError, match="No space"):
            import_export(source, folder / "out", as_of=AS_OF, destination="310000")
    return source


@pytest.mark.parametrize("files", [0, 1, 2, 60, 150])
def test_resume_comes_to_the_same_bytes(
    whole: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    source = interrupt(tmp_path, monkeypatch, files)
    persons = [path for path in (tmp_path / "out").iterdir() if path.name != ".import"]
    assert all(len(list(path.iterdir())) == 3 for path in persons)
    assert not (tmp_path / "out" / "import-report.json").exists()
    assert imported(source, tmp_path, resume=True).files() == whole.files()


def test_an_interrupted_folder_is_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = interrupt(tmp_path, monkeypatch, 60)
    with pytest.raises(WrongUse) as caught:
        imported(source, tmp_path)
    assert caught.value.key == "out-not-empty"


@pytest.mark.parametrize("options", [{"destination": "110105"}, {"first_number": 2}, {"origin": "320200"}])
def test_resume_refuses_other_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object]
) -> None:
    source = interrupt(tmp_path, monkeypatch, 60)
    with pytest.raises(WrongUse) as caught:
        imported(source, tmp_path, resume=True, **options)
    assert caught.value.key == "resume-differs"


def test_resume_refuses_other_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = interrupt(tmp_path, monkeypatch, 60)
    with (source / "psn_acct.csv").open("a", encoding="utf-8") as file:
        file.write("1,2.00,2026-11-02\n")
    with pytest.raises(WrongUse) as caught:
        imported(source, tmp_path, resume=True)
    assert caught.value.data["what"] == "inputs"


def test_resume_of_nothing_and_of_a_finished_import(whole: Result, tmp_path: Path) -> None:
    first = imported(sample(), tmp_path, resume=True)
    assert first.files() == whole.files()
    (first.out / "32020056841038262361" / "certificate.json").stat()
    assert imported(tmp_path / "export-out", tmp_path, resume=True).files() == whole.files()


def test_resume_over_a_damaged_description(tmp_path: Path) -> None:
    source = basic().write(tmp_path / "export")
    work = tmp_path / "out" / ".import"
    (work / "person").mkdir(parents=True)
    (work / "person" / "precheck.part").write_text("{")
    (work / "run.json").write_text("[")
    assert imported(source, tmp_path, resume=True).report.documents == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1", "import-report.json"]


#: Imports, and dies in the middle of a file that it writes.
DIES = """
import os, signal, sys
from datetime import date
from itertools import count
from pathlib import Path
from ybzj_docs.importing import import_export, output

written, plain = count(1), output._write

def write(path, content):
    if next(written) == 100:
        path.with_suffix(".part").write_bytes(content[:99])
        os.kill(os.getpid(), signal.SIGKILL)
    plain(path, content)

output._write = write
import_export(Path(sys.argv[1]), Path(sys.argv[2]), as_of=date(2026, 11, 2), destination="310000")
"""


def test_a_killed_process_leaves_whole_documents(tmp_path: Path) -> None:
    export = basic()
    for number in range(2, 100):
        export.person(str(number)).relation(f"R{number}", str(number))
        export.paid(f"R{number}", str(number), "202001", "202012")
    source, out = export.write(tmp_path / "export"), tmp_path / "out"
    command = [sys.executable, "-c", DIES, str(source), str(out)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(out.glob("[0-9]*"))) > 30
    for path in out.rglob("*.json"):
        json.loads(path.read_bytes())
    assert not (out / "import-report.json").exists()
    resumed = imported(source, tmp_path, resume=True)
    assert resumed.files() == imported(source, tmp_path, "again").files()


def test_rows_given_up_after_the_file_was_closed_say_nothing(tmp_path: Path) -> None:
    """As after Ctrl-C: nothing may come to stderr behind the message that the import was interrupted."""
    spill = Spill(tmp_path / "rows.sqlite")
    spill.store(("1", 1, None, line, None, None, None) for line in range(2))
    rows = spill.by_person()
    assert isinstance(rows, Generator) and next(rows)
    spill.close()
    rows.close()


def test_as_json_lines_the_same_documents_in_one_file(whole: Result, tmp_path: Path) -> None:
    lines = imported(sample(), tmp_path, lines=True)
    names = sorted(path.name for path in lines.out.iterdir())
    assert names == ["documents.jsonl", "import-report.json"]
    found = [json.loads(line) for line in (lines.out / "documents.jsonl").read_bytes().splitlines()]
    each = [
        json.loads((folder / f"{kind}.json").read_bytes())
        for folder in sorted(whole.out.iterdir())
        if folder.is_dir()
        for kind in ("precheck", "certificate", "informationForm")
        if (folder / f"{kind}.json").exists()
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, each))
    assert [one["documentType"] for one in found[:3]] == ["precheck", "certificate", "informationForm"]


def test_as_json_lines_an_import_is_resumed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = sample()
    expected = imported(export, tmp_path / "whole", lines=True).files()
    source = export.write(tmp_path / "export")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(output.Output, "write_report", full)
        with pytest.raises(OSError, match="No space"):
            import_export(source, tmp_path / "out", as_of=AS_OF, destination="310000", lines=True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".import"]
    with pytest.raises(WrongUse) as caught:
        imported(source, tmp_path, resume=True)
    assert (caught.value.key, caught.value.data["what"]) == ("resume-differs", "jsonl")
    assert imported(source, tmp_path, resume=True, lines=True).files() == expected
