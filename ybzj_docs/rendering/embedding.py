"""How fonts get into a PDF: our CFF subsets in place of WeasyPrint's, the same drawings in a tenth of the time.

WeasyPrint copies the whole font file (25 MB) and lets HarfBuzz walk 65,535 glyphs twice for each paper. Its class
for a font is replaced by one that reads the font where it lies in memory; fonts that are not CFF (those for rare
characters) still go WeasyPrint's way.
"""

from copy import copy
from hashlib import md5
from typing import Any

from weasyprint.pdf import fonts, pydyf, stream
from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import get_pango_font_hb_face

from ybzj_docs.rendering import cff, writing

_SYMBOLIC, _SERIF = 1 << 2, 1 << 1
_OPEN_TYPE, _BARE = "/OpenType", "/CIDFontType0C"
#: The highest code of a glyph.
_LAST = 65534
#: The CFF table of each face that was used, by the address of the face; None where it has none, or an odd one.
_faces: dict[int, cff.Face | None] = {}
_kept: list[Any] = []


class EmbeddedFont(fonts.Font):  # type: ignore[misc]  # WeasyPrint is untyped
    """A font of one paper, with the attributes that WeasyPrint asks its own class for."""

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        self.font_size = font_size
        self.hb_face = get_pango_font_hb_face(pango_font)
        self.index = harfbuzz.hb_face_get_index(self.hb_face)
        self.family = ffi.string(pango.pango_font_description_get_family(description)).decode()
        self.style = pango.pango_font_description_get_style(description)
        self.weight = pango.pango_font_description_get_weight(description)
        self._name(ffi.string(pango.pango_font_description_to_string(description)))
        self._measure(pango_font)
        self.upem = harfbuzz.hb_face_get_upem(self.hb_face)
        self.glyph_count = harfbuzz.hb_face_get_glyph_count(self.hb_face)
        self.flags = _SYMBOLIC + (_SERIF if "Serif" in self.family.split() else 0)
        self.variations: dict[str, float] = {}
        self.tables: tuple[str, ...] = ()
        self.bitmap = self.png = self.svg = self.colr = self.used_in_forms = False
        self.italic_angle = 0
        self.stemv = self.stemh = 80
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}
        self.missing: dict[int, int] = {}
        self.twins: dict[int, int] = {}
        self.file_content: bytes = b""
        self.bare = False

    def _name(self, described: bytes) -> None:
        """The tag and the name of the subset, made of the description: the same for the same font everywhere."""
        digest = md5(described, usedforsecurity=False).digest()
        self.hash = "".join(chr(65 + letter % 26) for letter in digest[:6])
        plain = described.split(b" @")[0].split(b" #")[0].replace(b" ", b"-")
        self.name = b"/" + self.hash.encode() + b"+" + plain

    def unused(self) -> "EmbeddedFont":
        """The same font for another paper, no glyph of it used yet."""
        font = copy(self)
        font.widths, font.to_unicode, font.missing, font.twins = {}, {}, {}, {}
        return font

    def code(self, glyph: int, text: str) -> int:
        """The code with which ``glyph`` is written where it is read as ``text``.

        Its number, unless that is read as another character on this paper already: 人 and the radical ⼈ share a
        drawing. Then a code that no glyph of the paper has becomes its twin.
        """
        known = self.to_unicode.setdefault(glyph, text)
        if (
            (known == text and glyph not in self.twins)
            or not (len(known) == len(text) == 1)
            or not _face(self.hb_face)
        ):
            return glyph
        for code in range(_LAST, 0, -1):
            if self.twins.get(code) == glyph and self.to_unicode[code] == text:
                return code
            if code not in self.to_unicode:
                self.twins[code], self.to_unicode[code] = glyph, text
                return code
        raise ValueError("more glyphs than a font has")

    def _measure(self, pango_font: Any) -> None:
        metrics = pango.pango_font_get_metrics(pango_font, ffi.NULL)
        unit = FROM_UNITS / self.font_size * 1000
        self.ascent = round(pango.pango_font_metrics_get_ascent(metrics) * unit)
        self.descent = -round(pango.pango_font_metrics_get_descent(metrics) * unit)
        pango.pango_font_metrics_unref(metrics)

    @property
    def type(self) -> str:
        """The format, in WeasyPrint's words."""
        return "otf" if self.bare or self.file_content[:4] == b"OTTO" else "ttf"

    def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """Make the subset that is embedded."""
        face = _face(self.hb_face)
        if face is not None and not self.missing:
            try:
                self.file_content = face.subset(self.name[1:].decode("ascii"), to_unicode, self.twins)
                self.bare = True
                return
            except cff.UnknownFont:
                if self.twins:
                    raise
                _faces[int(ffi.cast("uintptr_t", self.hb_face))] = None
        self.subset(to_unicode, hinting)


def _face(face: Any) -> cff.Face | None:
    address = int(ffi.cast("uintptr_t", face))
    if address not in _faces:
        _faces[address] = _opened(face)
    return _faces[address]


def _opened(face: Any) -> cff.Face | None:
    """The CFF table of ``face``, read where it lies in memory: our fonts stay as long as the process."""
    blob = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"CFF ", 4))
    _kept.append(blob)
    with ffi.new("unsigned int *") as length:
        data = harfbuzz.hb_blob_get_data(blob, length)
        size = int(length[0])
    if not size:
        return None
    try:
        return cff.Face(memoryview(ffi.buffer(data, size)).cast("B"))
    except cff.UnknownFont:
        return None


def finish(written: pydyf.PDF) -> None:
    """Set right what WeasyPrint says of our subsets (bare CFF, no map of glyphs) and of attachments (each once)."""
    if "AF" in written.catalog:
        written.catalog["AF"][:] = dict.fromkeys(written.catalog["AF"])
    for one in written.objects:
        if isinstance(one, pydyf.Stream) and one.extra.get("Subtype") == _OPEN_TYPE and one.stream[0][:4] != b"OTTO":
            one.extra["Subtype"] = _BARE
        elif isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/CIDFontType0":
            one.pop("CIDToGIDMap", None)
    written.objects[:] = [writing.Written(one) if one.free == "n" else one for one in written.objects]


def install() -> None:
    """Let WeasyPrint embed fonts our way, in this process."""
    stream.Font = EmbeddedFont
