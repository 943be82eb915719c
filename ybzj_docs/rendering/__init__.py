"""Documents as papers: one view model, one template for each form, HTML, PDF and DOCX."""

from ybzj_docs.rendering.errors import (
    EngineMissing,
    MissingGlyphs,
    NoTemplate,
    PrintingError,
    Problem,
    RefusedAddress,
    TemplateWrong,
)
from ybzj_docs.rendering.papers import Format, render

__all__ = [
    "EngineMissing",
    "Format",
    "MissingGlyphs",
    "NoTemplate",
    "PrintingError",
    "Problem",
    "RefusedAddress",
    "TemplateWrong",
    "render",
]
