"""The gallery: every form filled, as PDF and as pictures, with a page that shows them."""

import json
import re
import struct
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ybzj_docs import catalog
from ybzj_docs.rendering import render

#: Dots an inch of the pictures: enough to see whether boxes line up; more for the two that the front page shows.
_DOTS, _SHARP = 72, 96
_MAIN = ("certificate", "informationForm")
_PICTURES = "pdftoppm"
_PGM = re.compile(rb"P5\s+([0-9]+)\s+([0-9]+)\s+255\s")


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry: its files' stem, what it shows in Chinese and English, the document, whether in all copies."""

    name: str
    zh: str
    en: str
    document: dict[str, Any]
    copies: bool = False


class NoPictures(Exception):
    """This machine lacks ``pdftoppm`` (poppler-utils), which makes pictures of PDF pages."""


def entries() -> Iterator[Shown]:
    """What the gallery shows: each form filled, the old certificate in its copies, a long information form."""
    for form in catalog.DOCUMENT_TYPES:
        settings = catalog.form(form).settings
        yield Shown(form, settings["title"], settings["title_en"], _example(form))
    old = _example("certificate") | {"edition": "2010"}
    old.pop("copy", None)
    yield Shown(
        "certificate-2010", "参保凭证（58号，三联）", "Certificate of 2010, its three copies", old, copies=True
    )
    yield Shown("informationForm-60", "信息表（60 行）", "Information form of 60 rows", long_form(60))


def long_form(count: int) -> dict[str, Any]:
    """An information form with ``count`` periods of one month each, the first in January 2006."""
    full = _example("informationForm")
    kept = ("insuranceType", "regionCode", "insuredNumber", "contributionType", "agencyName")
    plain = {name: full["periods"][-1][name] for name in kept}
    months = [f"{2006 + index // 12}-{index % 12 + 1:02d}" for index in range(count)]
    periods = [{**plain, "from": month, "to": month, "months": 1} for month in months]
    summed = ("totals", "naturalMonths", "overlapMonths", "gapMonths", "crossSchemeOverlapMonths", "supplementary")
    return {name: held for name, held in full.items() if name not in summed} | {
        "periods": periods,
        "totalMonths": count,
    }


def write(folder: Path, *, pictures: bool = True) -> list[Path]:
    """Write the gallery into ``folder``: what it held of an earlier one is replaced. Returns the PDFs.

    Raises:
        NoPictures: pictures are wanted, and the program that makes them is missing.
        rendering.PrintingError: a paper cannot be printed here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    papers, lines = [], [_HEAD]
    for shown in entries():
        paper = folder / f"{shown.name}.pdf"
        paper.write_bytes(render(shown.document, "pdf", copies=shown.copies))
        papers.append(paper)
        found = _pictures(paper) if pictures else []
        lines.append(f"## {shown.zh} · {shown.en}\n\n[PDF]({paper.name})\n")
        lines += [f"![{shown.zh}]({picture.name})\n" for picture in found]
    if pictures:
        (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")
    return papers


_HEAD = """\
# 样张 · Gallery

本页和各文件由 `ybzj dev gallery` 生成：每种单据用其示例填写，人物均为虚构。
Made by `ybzj dev gallery`: each form filled with its example; the people are invented.
"""


def _example(form: str, name: str = "full") -> dict[str, Any]:
    file = catalog.form(form).folder / "examples" / "valid" / f"{name}.json"
    tree: dict[str, Any] = json.loads(file.read_bytes())
    return tree


def _pictures(paper: Path) -> list[Path]:
    """A picture of each page: ``name.png``, of several ``name-1.png``, ``name-2.png``."""
    for stale in (paper.with_suffix(".png"), *paper.parent.glob(f"{paper.stem}-[0-9].png")):
        stale.unlink(missing_ok=True)
    dots = _SHARP if paper.stem in _MAIN else _DOTS
    command = [_PICTURES, "-r", str(dots), "-gray", str(paper)]
    try:
        pages = list(_grey(subprocess.run(command, check=True, capture_output=True).stdout))
    except FileNotFoundError:
        raise NoPictures from None
    names = [""] if len(pages) == 1 else [f"-{number}" for number in range(1, len(pages) + 1)]
    made = [paper.with_name(f"{paper.stem}{name}.png") for name in names]
    for picture, page in zip(made, pages, strict=True):
        picture.write_bytes(_png(*page))
    return made


def _grey(pages: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and grey values of each page, out of PGM images one behind the other."""
    while found := _PGM.match(pages):
        width, height = int(found[1]), int(found[2])
        end = found.end() + width * height
        yield width, height, pages[found.end() : end]
        pages = pages[end:]


def _png(width: int, height: int, grey: bytes) -> bytes:
    """A PNG of sixteen greys, a third of the size of one of 256."""
    rows = []
    for start in range(0, width * height, width):
        row = [value >> 4 for value in grey[start : start + width]] + [15] * (width % 2)
        rows.append(b"\0" + bytes(left << 4 | right for left, right in zip(row[::2], row[1::2], strict=True)))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
