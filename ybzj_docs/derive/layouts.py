"""The templates that are made of layouts: HTML and DOCX of one form out of one description."""

from collections.abc import Mapping

from ybzj_docs.derive import layout, layout_docx, layout_html


def generated() -> Mapping[str, bytes]:
    """Both templates of every form that has a layout, by path below the data root."""
    made: dict[str, bytes] = {}
    for form in layout.forms():
        read = layout.read(form)
        made[f"templates/{form}/page.html"] = layout_html.page(read).encode()
        made[f"templates/{form}/page.docx"] = layout_docx.build(read)
    return made
