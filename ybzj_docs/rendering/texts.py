"""Lines of text that were measured and drawn before, taken from memory.

Labels and notes are the same on every paper, and shaping them is what the layout engine asks Pango for most. A line
is known by its text, its style as far as it bears on text, and its room. What is remembered is what WeasyPrint found:
nothing is worked out here, and a paper is the same whatever was printed before it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from weasyprint import draw
from weasyprint.draw import text as drawing
from weasyprint.layout import inline, preferred
from weasyprint.matrix import Matrix
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_pango_font_key

from ybzj_docs.rendering.embedding import EmbeddedFont

#: Lines that are remembered; then memory begins anew.
_ROOM = 4_000
#: Properties beside those of the font that bear on how a line is cut, measured and drawn.
_PROPERTIES = (
    *(
        "direction",
        "font_size",
        "font_kerning",
        "letter_spacing",
        "overflow_wrap",
        "tab_size",
        "text_decoration_line",
    ),
    *("hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
    *("white_space", "word_break", "word_spacing", "line_height"),
)
strut = line_break.strut
_split = line_break.split_first_line
_font_key = line_break._font_style_cache_key
_draw_text = drawing.draw_text

#: A glyph of a line: the key of its font, its number, the text that it is read as.
_Glyph = tuple[int, int, str]
#: Glyphs in what is shown, and the code of each.
_HEX, _CODE = re.compile("<[0-9a-f]+>"), re.compile("[0-9a-f]{4}")
_measured: dict[Any, Any] = {}
_drawn: dict[Any, "Drawing"] = {}


def font_key(style: Any, include_size: bool = False) -> str:
    """WeasyPrint's key of a style's font, which it makes for every line; kept with the style."""
    known = _known(style)
    if include_size not in known:
        known[include_size] = _font_key(style, include_size)
    return known[include_size]


def style_key(style: Any) -> str:
    """What of a style bears on text; kept with the style."""
    known = _known(style)
    if "all" not in known:
        known["all"] = font_key(style) + str([style[name] for name in _PROPERTIES])
    return known["all"]


def _known(style: Any) -> dict[Any, str]:
    """The keys of a style that were made before; ``styles`` keeps them from paper to paper."""
    known: dict[Any, str] = vars(style).setdefault("texts", {})
    return known


def split_first_line(
    text: str, style: Any, context: Any, max_width: Any, justification_spacing: float, *rest: Any, **named: Any
) -> Any:
    """WeasyPrint's ``split_first_line``, remembered. Its layouts hold no more than texts and numbers afterwards."""
    if justification_spacing or style["text_decoration_line"] != "none":
        return _split(text, style, context, max_width, justification_spacing, *rest, **named)
    key = (text, style_key(style), max_width, rest, tuple(named.items()))
    found = _measured.get(key)
    if found is None:
        if len(_measured) >= _ROOM:
            _measured.clear()
        found = _measured[key] = _split(text, style, context, max_width, justification_spacing, *rest, **named)
    return found


class _Readings(dict[int, str]):
    """What glyphs of a font are read as: WeasyPrint asks for the text of each, not of the first of its kind alone."""

    def __init__(self, key: int, shown: list["_Glyph"]) -> None:
        super().__init__()
        self._key, self._shown = key, shown

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self._shown.append((self._key, glyph, text))
        super().__setitem__(glyph, text)


@dataclass(slots=True)
class Drawing:
    """A line of text as it is drawn, kept without its place: it stands in for a stream, and is copied to streams."""

    fonts: dict[int, EmbeddedFont] = field(default_factory=dict)
    steps: list[tuple[str, Any]] = field(default_factory=list)
    shown: list[_Glyph] = field(default_factory=list)
    ink_rect: Any = field(default_factory=lambda: ffi.new("PangoRectangle *"))
    logical_rect: Any = field(default_factory=lambda: ffi.new("PangoRectangle *"))

    def add_font(self, pango_font: Any) -> tuple[EmbeddedFont, float]:
        """The font that the text goes on in."""
        key, description, size = get_pango_font_key(pango_font)
        if key not in self.fonts:
            self.fonts[key] = EmbeddedFont(pango_font, description, size)
            self.fonts[key].to_unicode = _Readings(key, self.shown)
        return self.fonts[key], size

    def set_text_matrix(self, *_values: float) -> None:
        """Where a line stands is no part of it."""

    def set_font_size(self, *font: Any) -> None:
        """The text goes on in another font: its name and size."""
        self.steps.append(("set_font_size", font))

    def show_text(self, text: str) -> None:
        """Glyphs and distances."""
        self.steps.append(("show_text", (text,)))

    def set_text_rise(self, rise: float) -> None:
        """The text goes on higher or lower."""
        self.steps.append(("set_text_rise", (rise,)))

    def copy_to(self, stream: Any, matrix: Matrix) -> None:
        """Draw the line at its place, and tell the paper's fonts of its glyphs."""
        codes = {}
        for one in dict.fromkeys(self.shown):
            key, glyph, text = one
            own = stream._fonts.get(key)
            if own is None:
                own = stream._fonts[key] = self.fonts[key].unused()
            code = own.code(glyph, text)
            own.widths.setdefault(code, self.fonts[key].widths[glyph])
            if code != glyph:
                codes[one] = code
        stream.set_text_matrix(*matrix.values)
        for step, values in self._recoded(codes) if codes else self.steps:
            getattr(stream, step)(*values)

    def _recoded(self, codes: Mapping[_Glyph, int]) -> Iterator[tuple[str, Any]]:
        """The steps, with other codes for some glyphs."""
        shown = (f"{codes.get(one, one[1]):04x}" for one in self.shown)
        for step, values in self.steps:
            if step == "show_text":
                (text,) = values
                yield step, (_HEX.sub(lambda run: _CODE.sub(lambda _code: next(shown), run[0]), text),)
            else:
                yield step, values


def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str = "none") -> None:
    """WeasyPrint's ``draw_text``, remembered; what is underlined or cut short goes its own way."""
    style = textbox.style
    plain = style["text_decoration_line"] == "none" and text_overflow == "clip" and block_ellipsis == "none"
    if not plain or style["visibility"] != "visible" or not textbox.text.strip():
        _draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    stream.begin_text()
    drawing_of(textbox).copy_to(stream, Matrix(d=-1, e=textbox.position_x, f=textbox.position_y + textbox.baseline))
    stream.end_text()


def drawing_of(textbox: Any) -> Drawing:
    """The line of a text box, as it was drawn before or as WeasyPrint draws it now; justified ones are always new."""
    style, layout = textbox.style, textbox.pango_layout
    if layout.justification_spacing:
        return _drawn_now(textbox)
    key = (layout.text, style_key(style))
    found = _drawn.get(key)
    if found is None:
        if len(_drawn) >= _ROOM:
            _drawn.clear()
        found = _drawn[key] = _drawn_now(textbox)
    return found


def _drawn_now(textbox: Any) -> Drawing:
    made = Drawing()
    textbox.pango_layout.reactivate(textbox.style)
    drawing.draw_first_line(made, textbox, "clip", "none", Matrix())
    textbox.pango_layout.deactivate()
    return made


def lines(text: str, style: Any, room: float) -> Iterator[tuple[Any, float, float, float]]:
    """``text`` cut into lines as the engine cuts the only text of a block: layout, width, height, baseline of each."""
    rest = text
    while rest := rest.lstrip(" "):
        layout, _, after, width, height, baseline = split_first_line(rest, style, None, room * (1 + 1e-9), 0)
        yield layout, width, height, baseline
        rest = "" if after is None else rest.encode()[after:].decode()


def line_drawn(layout: Any, style: Any) -> Drawing:
    """The drawing of a line that was cut."""
    return drawing_of(_Line(layout.text, style, layout))


@dataclass(slots=True)
class _Line:
    """What drawing a line asks a text box for."""

    text: str
    style: Any
    pango_layout: Any


def install() -> None:
    """Let WeasyPrint remember lines, in this process."""
    line_break._font_style_cache_key = font_key
    inline.split_first_line = preferred.split_first_line = split_first_line
    draw.draw_text = draw_text
