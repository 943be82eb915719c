"""View model -> HTML that stands alone: its styles inside, no script, nothing loaded from anywhere."""

from pathlib import Path
from typing import Any

from markupsafe import Markup

from ybzj_docs import catalog
from ybzj_docs.rendering import templates
from ybzj_docs.rendering.errors import NoTemplate


def stylesheets(document_type: str, own: Path | None) -> list[Path]:
    """The style sheets of a form: the common one, those that its ``form.toml`` shares with others, its own."""
    shared = catalog.form(document_type).settings.get("styles", ())
    names = ("_base/print.css", *shared, f"{document_type}/style.css")
    return [path for name in names if (path := templates.find(name, own))]


def page(document_type: str, context: dict[str, Any], own: Path | None, *, styled: bool) -> str:
    """The page of a form; with ``styled`` its style sheets stand in it. Raises NoTemplate."""
    name = f"{document_type}/page.html"
    if templates.find(name, own) is None:
        raise NoTemplate(document_type, "html")
    sheets = stylesheets(document_type, own) if styled else []
    css = "\n".join(sheet.read_text(encoding="utf-8").strip() for sheet in sheets)
    return templates.environment(own).get_template(name).render(context, css=Markup(css))
