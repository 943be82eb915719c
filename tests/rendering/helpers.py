"""Examples of the forms that are printed, and changed copies of them."""

import copy
import json
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from ybzj_docs import catalog
from ybzj_docs.rendering import templates

FORMS = tuple(form for form in catalog.DOCUMENT_TYPES if templates.find(f"{form}/page.html", None))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def example(form: str, name: str) -> dict[str, Any]:
    path = catalog.form(form).folder / "examples" / "valid" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def every_example() -> list[tuple[str, str]]:
    return [
        (form, path.stem)
        for form in FORMS
        for path in sorted((catalog.form(form).folder / "examples" / "valid").glob("*.json"))
    ]


def changed(document: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """A copy of ``document`` with ``value`` at ``pointer``; groups on the way are made."""
    made = copy.deepcopy(document)
    *groups, name = pointer.split("/")[1:]
    place = made
    for group in groups:
        place = place.setdefault(group, {})
    place[name] = value
    return made


def rows(document: dict[str, Any], count: int) -> dict[str, Any]:
    """A copy of an information form with ``count`` periods of one month each."""
    first = document["periods"][0]
    months = [f"{1960 + index // 12}-{index % 12 + 1:02d}" for index in range(count)]
    periods = [{**first, "from": month, "to": month, "months": 1} for month in months]
    return {**document, "periods": periods, "totalMonths": count}


def docx_text(paper: bytes) -> str:
    """The text of a DOCX, a line for each paragraph, body before footers."""
    lines = []
    with zipfile.ZipFile(BytesIO(paper)) as packed:
        parts = sorted(name for name in packed.namelist() if name.startswith(("word/document", "word/footer")))
        for part in parts:
            for paragraph in etree.fromstring(packed.read(part)).iter(f"{WORD}p"):
                pieces = [node.text or "" for node in paragraph.iter(f"{WORD}t", f"{WORD}instrText")]
                lines.append("".join(pieces))
    return "\n".join(line for line in lines if line) + "\n"
