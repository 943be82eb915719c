"""A document as a paper: HTML, PDF or DOCX.

A document that fails structure is not to be printed: that is checked by whoever calls.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ybzj_docs import catalog
from ybzj_docs.rendering import doctor, fonts, own, values, view
from ybzj_docs.rendering import html as _html
from ybzj_docs.rendering.errors import EngineMissing, MissingGlyphs

if TYPE_CHECKING:
    from ybzj_docs.rendering.pdf import Place

Format = Literal["html", "pdf", "docx"]
Document = Mapping[str, Any]


def render(document: Document, to: Format, *, copies: bool = False, templates: Path | None = None) -> bytes:
    """The paper of ``document``; the same document gives the same bytes.

    ``copies`` prints every copy of a form that has copies, where the document is not one copy itself.
    ``templates`` is a folder whose templates go before ours, laid out as ours is.

    Raises:
        NoTemplate: the form has none for this format.
        MissingGlyphs: no installed font has some character of a printed value.
        EngineMissing: this machine lacks the fonts or the libraries.
        TemplateWrong: a template of ``templates`` cannot be filled.
        catalog.UnknownName: no such document type.
    """
    if templates is not None:
        with own.told():
            return _render(document, to, copies=copies, templates=templates)
    return _render(document, to, copies=copies, templates=None)


def _render(document: Document, to: Format, *, copies: bool, templates: Path | None) -> bytes:
    match to:
        case "html":
            return html(document, copies=copies, templates=templates).encode()
        case "pdf":
            return pdf(document, copies=copies, templates=templates)
        case "docx":
            return docx(document, copies=copies, templates=templates)


def html(document: Document, *, copies: bool = False, templates: Path | None = None) -> str:
    """The paper as HTML that stands alone. Raises as ``render`` does."""
    context = _context(document, copies)
    return _html.page(document["documentType"], context, templates, styled=True)


def pdf(document: Document, *, copies: bool = False, templates: Path | None = None) -> bytes:
    """The paper as tagged PDF/A-3u that carries its data as JSON and XML. Raises as ``render`` does."""
    document_type = document["documentType"]
    page = _html.page(document_type, _context(document, copies), templates, styled=False)
    try:
        from ybzj_docs.rendering import pdf as engine
    except OSError as error:  # a library of the layout engine is missing
        raise EngineMissing(doctor.problems()) from error
    return engine.write(document, page, templates)


def places(document: Document, *, copies: bool = False, templates: Path | None = None) -> "list[Place]":
    """Where the values of the PDF stand, and which members each shows. Raises as ``render`` does."""
    from ybzj_docs.rendering import pdf as engine

    document_type = document["documentType"]
    with values.marked():
        page = _html.page(document_type, _context(document, copies), templates, styled=False)
    return engine.places(document_type, page, templates)


def docx(document: Document, *, copies: bool = False, templates: Path | None = None) -> bytes:
    """The paper as a Word document. Raises as ``render`` does."""
    context = _context(document, copies)
    from ybzj_docs.rendering import docx as engine  # a third of a second that other formats need not pay

    return engine.write(document["documentType"], context, templates, issued=document["issuedOn"])


def _context(document: Document, copies: bool) -> dict[str, Any]:
    if lacking := doctor.blocking():
        raise EngineMissing(lacking)
    context = view.build(document, copies=copies)
    unprinted = tuple(catalog.form(document["documentType"]).settings.get("not_printed", ()))
    _refuse_missing(context.values(), unprinted)
    return context


def _refuse_missing(nodes: Iterable[view.Node], unprinted: tuple[str, ...]) -> None:
    """Raises MissingGlyphs for what would be printed as a box; what is not printed does not matter."""
    missing = fonts.installed().missing
    found: dict[tuple[str, str], None] = {}
    for node in nodes:
        for field in view.fields(node):
            chars = missing(field)
            if chars and len(field.pointers) == 1 and not _below(field.pointers[0], unprinted):
                found |= {(char, field.pointers[0]): None for char in chars}
    if found:
        raise MissingGlyphs(list(found))


def _below(pointer: str, places: tuple[str, ...]) -> bool:
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)
