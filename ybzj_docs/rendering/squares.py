"""QR codes on a page: the runs of squares of their SVG path, written into the PDF as rectangles."""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint import html

#: The class of an SVG element that is a QR code of ours (``qrcode``).
CLASS = "qr"
_TAG = "{http://www.w3.org/2000/svg}svg"
_STEP = re.compile(r"([Mmh])(-?[0-9.]+)(?: (-?[0-9.]+))?")
_as_any_picture = html.HTML_HANDLERS[_TAG]


def runs(path: str) -> Iterator[tuple[float, float, float]]:
    """The runs of dark squares that ``path`` strokes with lines as wide as a square: left, top, length."""
    x = y = 0.0
    for what, first, second in _STEP.findall(path):
        if what == "h":
            yield x, y - 0.5, float(first)
            x += float(first)
        elif what == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)


class Squares:
    """A QR code as the layout engine takes a picture."""

    def __init__(self, element: Any) -> None:
        self._size = float(element.get("viewBox").split()[2])
        self._path = next(one.get("d") for one in element.iter() if one.get("d"))

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        return self._size, self._size, 1.0

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Write the squares into the page."""
        stream.transform(a=width / self._size, d=height / self._size)
        stream.set_color_rgb(0, 0, 0)
        stream.stream += [f"{left:g} {top:g} {length:g} 1 re" for left, top, length in runs(self._path)]
        stream.fill()


def _handled(element: Any, box: Any, get_image_from_uri: Any, base_url: str) -> list[Any]:
    if element.get("class") == CLASS:
        return [html.make_replaced_box(element, box, Squares(element))]
    made: list[Any] = _as_any_picture(element, box, get_image_from_uri, base_url)
    return made


def install() -> None:
    """Let WeasyPrint draw our QR codes so, in this process."""
    html.HTML_HANDLERS[_TAG] = _handled
