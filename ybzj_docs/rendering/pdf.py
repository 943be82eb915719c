"""HTML -> PDF/A-3u by WeasyPrint, with our fonts only, nothing loaded from outside, and no clock in it.

The data of the paper are attached as JSON and as XML (``/AFRelationship /Data``): whoever holds the paper holds them,
and can check one against the other (``verify``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, Attachment
from weasyprint.text.ffi import ffi, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from ybzj_docs.codec.write import to_json, to_xml
from ybzj_docs.rendering import embedding, engine, fonts, templates
from ybzj_docs.rendering import html as pages
from ybzj_docs.rendering.errors import RefusedAddress
from ybzj_docs.rendering.values import MARK

#: Points of a pixel of the layout.
_POINTS = 0.75


class TemplateFiles:
    """WeasyPrint's URL fetcher: opens files inside the template folders, and nothing else, no network at all."""

    _fail_on_errors = True  # WeasyPrint reads it: a refused address stops the printing instead of being skipped

    def __init__(self, own: Path | None) -> None:
        self._folders = [folder.resolve() for folder in templates.folders(own)]

    def __call__(self, url: str) -> URLFetcherResponse:
        """The file behind ``url``; any error stops the printing."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in self._folders):
            raise PermissionError(url)
        kind = guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@cache
def _font_configuration() -> FontConfiguration:
    """WeasyPrint's font configuration over our private font set.

    Its own constructor would load every font of the machine; the attributes are those that it sets.
    """
    engine.install()
    made = FontConfiguration.__new__(FontConfiguration)
    made._config = ffi.cast("FcConfig *", fonts.installed().address)
    made.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
    pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", made.font_map), made._config)
    made.strut_layouts = {}
    made.font_features = {}
    return made


@cache
def _styles(document_type: str, own: Path | None) -> list[CSS]:
    return [
        CSS(filename=str(path), font_config=_font_configuration(), url_fetcher=TemplateFiles(own))
        for path in pages.stylesheets(document_type, own)
    ]


def attachments(document: Mapping[str, Any]) -> dict[str, bytes]:
    """What a paper carries: the document in both notations, by file name."""
    name = document["documentType"]
    return {f"{name}.json": to_json(document).encode(), f"{name}.xml": to_xml(document)}


def write(document: Mapping[str, Any], page: str, own: Path | None) -> bytes:
    """The PDF of ``page``, the unstyled page of ``document``; equal ones give equal bytes. Raises RefusedAddress."""
    document_type = document["documentType"]
    folder = templates.folders(own)[0].resolve()
    source = engine.Page(page, f"{folder.as_uri()}/", TemplateFiles(own))
    issued = datetime.fromisoformat(document["issuedOn"])
    data = attachments(document)
    told = {"created": issued, "modified": issued, "relationship": "Data", "url_fetcher": source.url_fetcher}
    kept = [Attachment(string=content, name=name, description=name, **told) for name, content in data.items()]
    identifier = hashlib.sha256(b"\0".join((page.encode(), *data.values()))).hexdigest()[:32].encode()
    try:
        written: bytes = source.write_pdf(
            stylesheets=_styles(document_type, own),
            font_config=_font_configuration(),
            pdf_variant="pdf/a-3u",
            pdf_identifier=identifier,
            pdf_tags=True,
            attachments=kept,
            finisher=lambda _document, made: embedding.finish(made),
        )
    except FatalURLFetchingError as error:
        raise RefusedAddress(str(error)) from error
    engine.settle()
    return written


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: page from 0, edges in points from the upper left corner, the pointers of what it shows."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    pointers: tuple[str, ...]
    text: str


def places(document_type: str, page: str, own: Path | None) -> list[Place]:
    """The places of all values of ``page``, a page with marked values (``values.marked``). Raises RefusedAddress."""
    folder = templates.folders(own)[0].resolve()
    source = engine.Page(page, f"{folder.as_uri()}/", TemplateFiles(own))
    try:
        laid = source.render(stylesheets=_styles(document_type, own), font_config=_font_configuration())
    except FatalURLFetchingError as error:
        raise RefusedAddress(str(error)) from error
    return [
        _place(number, box)
        for number, sheet in enumerate(laid.pages)
        for box in sheet._page_box.descendants()
        if box.element_tag == MARK and hasattr(box, "children")
    ]


def _place(page: int, box: Any) -> Place:
    left, top = box.position_x * _POINTS, box.position_y * _POINTS
    pointers = tuple(box.element.get("data-pointers").split(" "))
    text = "".join(one.text for one in box.descendants() if hasattr(one, "text"))
    return Place(page, left, top, left + box.width * _POINTS, top + box.height * _POINTS, pointers, text)
