"""Generated files: written where they differ, by rename, and committed as they are generated."""

import zipfile
from pathlib import Path

import pytest

from ybzj_docs.derive import outputs
from ybzj_docs.derive.outputs import sync

ROOT = Path(__file__).parents[2]
MADE = outputs.outputs()


@pytest.fixture(autouse=True)
def made_once(monkeypatch):
    monkeypatch.setattr(outputs, "outputs", lambda: MADE)


def test_generated_files_are_in_step():
    drifted = sync(ROOT, check=True)
    assert not drifted, f"mend: run `ybzj dev sync` and commit {drifted}"


def test_what_differs_is_written_and_only_that(tmp_path):
    every = sorted(MADE)
    assert sync(tmp_path, check=True) == every
    assert not list(tmp_path.iterdir())
    assert sync(tmp_path, check=False) == every
    assert sync(tmp_path, check=False) == []
    page = tmp_path / "schemas/DICTIONARY.md"
    page.write_text("altered", encoding="utf-8")
    (tmp_path / "schemas/forms/certificate/former.xsd").write_text("<old/>", encoding="utf-8")
    altered = ["schemas/DICTIONARY.md", "schemas/forms/certificate/former.xsd"]
    assert sync(tmp_path, check=True) == altered
    assert page.read_text(encoding="utf-8") == "altered"
    assert sync(tmp_path, check=False) == altered
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")) == every


def test_files_of_floors_above_are_written_too(tmp_path):
    assert "README.md" in sync(tmp_path, check=False, more={"README.md": b"words\n"})
    assert (tmp_path / "README.md").read_bytes() == b"words\n"
    assert sync(tmp_path, check=True, more={"README.md": b"words\n"}) == []


def test_a_docx_that_is_only_packed_otherwise_is_in_step(tmp_path):
    sync(tmp_path, check=False)
    file = tmp_path / "templates/certificate/page.docx"
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as new:
        for name, contents in parts.items():
            new.writestr(name, contents)
    assert sync(tmp_path, check=True) == []
    file.write_bytes(b"no zip")
    assert sync(tmp_path, check=True) == ["templates/certificate/page.docx"]
