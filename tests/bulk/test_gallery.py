"""The gallery shows every form, is small, and one command makes it."""

import re
import shutil
import struct

import pytest

from ybzj_docs import catalog, resources
from ybzj_docs.bulk import gallery

FOLDER = resources.root() / "docs" / "gallery"
MOST = 5_000_000


def test_every_form_is_shown():
    names = [shown.name for shown in gallery.entries()]
    assert set(catalog.DOCUMENT_TYPES) < set(names)
    assert len(names) == len(set(names))
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in names:
        assert (FOLDER / f"{name}.pdf").read_bytes().startswith(b"%PDF-"), "mend: run `ybzj dev gallery`"
        assert f"({name}.pdf)" in page
    pictures = re.findall(r"\]\(([^)]+\.png)\)", page)
    assert sorted(pictures) == sorted(path.name for path in FOLDER.glob("*.png"))


def test_the_gallery_is_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_front_pages_show_the_two_main_forms(readme):
    text = (resources.root() / readme).read_text(encoding="utf-8")
    shown = re.findall(r"docs/[a-z]+/[A-Za-z0-9-]+\.png", text)
    assert len(shown) >= 2
    assert all((resources.root() / path).is_file() for path in shown)


def test_it_is_made_anew(tmp_path, monkeypatch):
    if shutil.which("pdftoppm") is None:
        pytest.skip("LOUD: no pdftoppm here, so no picture was made; apt-get install poppler-utils")
    some = [shown for shown in gallery.entries() if shown.name in ("certificate-2010", "withdrawal")]
    monkeypatch.setattr(gallery, "entries", lambda: iter(some))
    (tmp_path / "withdrawal-1.png").touch()
    gallery.write(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "README.md",
        "certificate-2010-1.png",
        "certificate-2010-2.png",
        "certificate-2010-3.png",
        "certificate-2010.pdf",
        "withdrawal.pdf",
        "withdrawal.png",
    ]
    picture = (tmp_path / "withdrawal.png").read_bytes()
    width, height, depth = struct.unpack(">IIB", picture[16:25])
    assert (width, height, depth) == (596, 842, 4)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    gallery.write(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_without_the_program_there_are_papers_and_no_pictures(tmp_path, monkeypatch):
    some = [shown for shown in gallery.entries() if shown.name == "withdrawal"]
    monkeypatch.setattr(gallery, "entries", lambda: iter(some))
    monkeypatch.setattr(gallery, "_PICTURES", "no-such-program")
    gallery.write(tmp_path, pictures=False)
    assert [path.name for path in tmp_path.iterdir()] == ["withdrawal.pdf"]
    with pytest.raises(gallery.NoPictures):
        gallery.write(tmp_path)
