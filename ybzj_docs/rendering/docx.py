"""View model -> DOCX: docxtpl behind one wrapper, sandboxed, escaping, strict, the same bytes every time."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ybzj_docs import stable_zip
from ybzj_docs.rendering import templates
from ybzj_docs.rendering.errors import NoTemplate


def write(document_type: str, context: dict[str, Any], own: Path | None, *, issued: str) -> bytes:
    """The DOCX of a form. ``issued`` (``YYYY-MM-DD``) is its date of creation. Raises NoTemplate."""
    path = templates.find(f"{document_type}/page.docx", own)
    if path is None:
        raise NoTemplate(document_type, "docx")
    template = DocxTemplate(str(path))
    template.render(context, _environment(own), autoescape=True)
    properties = template.docx.core_properties
    properties.created = properties.modified = datetime.fromisoformat(issued).replace(tzinfo=UTC)
    written = io.BytesIO()
    template.save(written)
    return stable_zip.repacked(written.getvalue())


def _environment(own: Path | None) -> SandboxedEnvironment:
    """Our environment; braces of values are written as references, since docxtpl reads braces twice."""
    return templates.environment(own).overlay(finalize=_finalize)


def _finalize(value: object) -> Markup:
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))
