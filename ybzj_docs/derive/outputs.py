"""Every generated file of a checkout, and ``ybzj dev sync``, which writes those that are out of step."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ybzj_docs import catalog
from ybzj_docs.derive import docx_templates
from ybzj_docs.derive.dictionary import dictionary
from ybzj_docs.derive.rulebook import rulebook
from ybzj_docs.derive.xsd import NAMES, xsd

#: Generated pages by their path below the checkout's root.
PAGES: Mapping[str, Callable[[], str]] = {
    "schemas/DICTIONARY.md": dictionary,
    "validators/RULES.md": rulebook,
}


def outputs() -> dict[str, bytes]:
    """The contents of every generated file by its path below the checkout's root.

    Raises:
        subset.UnsupportedSchema: a JSON Schema says what no XSD can be derived from.
    """
    texts = {_xsd_path(name): xsd(name) for name in NAMES} | {path: page() for path, page in PAGES.items()}
    return {path: text.encode() for path, text in texts.items()} | dict(docx_templates.generated())


def sync(root: Path, check: bool, more: Mapping[str, bytes] | None = None) -> list[str]:
    """Paths below the checkout ``root`` that are out of step; unless ``check`` is set they are written, by rename.

    An XSD that nothing generates any more is out of step too, and goes. ``more`` are generated files of floors
    above this one, as :func:`outputs` gives them.
    """
    made = outputs() | dict(more or {})
    stale = {file.relative_to(root).as_posix() for file in (root / "schemas").rglob("*.xsd")} - made.keys()
    drifted = {path for path, contents in made.items() if not _holds(root / path, contents)}
    if not check:
        for path in drifted:
            _write(root / path, made[path])
        for path in stale:
            (root / path).unlink()
    return sorted(drifted | stale)


def _xsd_path(name: str) -> str:
    return f"schemas/{'forms' if name in catalog.DOCUMENT_TYPES else 'exchange'}/{name}/{name}.xsd"


def _holds(file: Path, contents: bytes) -> bool:
    """Whether ``file`` holds ``contents``; of a DOCX the parts count, for zlib packs them otherwise elsewhere."""
    if not file.is_file():
        return False
    found = file.read_bytes()
    if found == contents or file.suffix != ".docx":
        return found == contents
    return zipfile.is_zipfile(file) and _parts(found) == _parts(contents)


def _parts(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _write(file: Path, contents: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.write_bytes(contents)
    unfinished.replace(file)
