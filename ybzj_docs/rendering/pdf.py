"""HTML -> PDF by WeasyPrint, with our fonts only, nothing loaded from outside, and no clock in it."""

import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS
from weasyprint.text.ffi import ffi, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from ybzj_docs.rendering import embedding, engine, fonts, templates
from ybzj_docs.rendering import html as pages
from ybzj_docs.rendering.errors import RefusedAddress


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


def write(document_type: str, page: str, own: Path | None) -> bytes:
    """The PDF of ``page``, an unstyled page of the form; equal pages give equal bytes. Raises RefusedAddress."""
    folder = templates.folders(own)[0].resolve()
    source = engine.Page(page, f"{folder.as_uri()}/", TemplateFiles(own))
    try:
        written: bytes = source.write_pdf(
            stylesheets=_styles(document_type, own),
            font_config=_font_configuration(),
            pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
            pdf_tags=True,
            finisher=lambda _document, made: embedding.finish(made),
        )
    except FatalURLFetchingError as error:
        raise RefusedAddress(str(error)) from error
    return written
