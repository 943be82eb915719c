"""View model -> DOCX: docxtpl behind one wrapper, sandboxed, escaping, strict, the same bytes every time."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ybzj_docs.rendering import templates
from ybzj_docs.rendering.errors import NoTemplate

#: The earliest time that a zip can hold: entries bear no clock.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(document_type: str, context: dict[str, Any], own: Path | None, *, issued: str) -> bytes:
    """The DOCX of a form. ``issued`` (``YYYY-MM-DD``) is its date of creation. Raises NoTemplate."""
    path = templates.find(f"{document_type}/page.docx", own)
    if path is None:
        raise NoTemplate(document_type, "docx")
    template = DocxTemplate(str(path))
    template.render(context, _environment(own), autoescape=True)
    made = datetime.fromisoformat(issued).replace(tzinfo=UTC)
    properties = template.docx.core_properties
    properties.created = properties.modified = made
    written = io.BytesIO()
    template.save(written)
    return repacked(written.getvalue())


def repacked(archive: bytes) -> bytes:
    """The same zip with its entries in fixed order and without times; the list of contents stays first."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def _environment(own: Path | None) -> SandboxedEnvironment:
    """Our environment; braces of values are written as references, since docxtpl reads braces twice."""
    return templates.environment(own).overlay(finalize=_finalize)


def _finalize(value: object) -> Markup:
    return Markup(escape(value).replace("{", "&#123;").replace("}", "&#125;"))
