"""WeasyPrint with some of its costs taken away; what it lays out stays the same, which a test shows.

- Its style sheet for all of HTML gives six pseudo-elements to every element, for footnotes and the like. Ours gives
  markers to items of lists alone.
- Its parser of HTML is made for any page of the web. Our pages are read by lxml.
- Its drawing of SVG is made for any picture. The squares of our QR codes are written as they are.
- Plain rows of long tables are set by us (``rows``).
- Fonts are embedded our way (``embedding``), and objects are written once (``writing``).
- Computed styles (``styles``), lengths without percentages (``lengths``) and lines of text (``texts``) are remembered.

WeasyPrint is pinned: what is replaced is not part of its public interface.
"""

import gc
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

import lxml.html
from weasyprint import CSS, HTML, cssselect2

from ybzj_docs.rendering import embedding, lengths, rows, squares, styles, texts, writing

_SVG = "{http://www.w3.org/2000/svg}"
#: Attributes of SVG whose capitals the parser of HTML does not keep.
_CAPITALS = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}


@cache
def _user_agent() -> CSS:
    """WeasyPrint's own style sheet, without what stands for every element."""
    text = files("weasyprint.css").joinpath("html5_ua.css").read_text(encoding="utf-8")
    lines = [f"li{line}" if line.startswith("::marker") else line for line in text.splitlines()]
    return CSS(string="\n".join(line for line in lines if not line.startswith("::")))


class Page(HTML):  # type: ignore[misc]  # WeasyPrint is untyped
    """A page of ours, to be laid out."""

    def __init__(self, page: str, base_url: str, url_fetcher: Any) -> None:
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(_tree(page), content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, _forms: bool = False) -> list[CSS]:
        return [_user_agent()]


def _tree(page: str) -> Element:
    """The page as WeasyPrint takes it: elements of the standard library."""
    builder = TreeBuilder()
    parsed = lxml.html.document_fromstring(page)
    rows.simplify(parsed)
    _build(parsed, builder)
    return builder.close()


def _build(element: Any, builder: TreeBuilder, space: str = "") -> None:
    space = _SVG if element.tag == "svg" else space
    attributes = {_CAPITALS.get(name, name) if space else name: value for name, value in element.attrib.items()}
    builder.start(space + element.tag, attributes)
    if element.text:
        builder.data(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _build(child, builder, space)
        if child.tail:
            builder.data(child.tail)
    builder.end(space + element.tag)


def install() -> None:
    """Put our parts in WeasyPrint's place, in this process."""
    embedding.install()
    styles.install()
    lengths.install()
    texts.install()
    squares.install()
    rows.install()
    writing.install()


@cache
def settle() -> None:
    """After the first paper: what is loaded stays.

    Python's collector of garbage, which the many boxes of a paper call often, need not look at it each time.
    """
    gc.collect()
    gc.freeze()
