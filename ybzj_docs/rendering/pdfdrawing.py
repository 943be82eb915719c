"""Digests of what a page of a PDF draws: its instructions, and all of the fonts, forms and states that they use.

Two pages with one digest look the same, whatever their text is taken for: text that is not painted, is clipped away or
is drawn with glyphs that read as others has another digest.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import pikepdf

#: What an instruction uses by name -> where resources hold it.
_USED = {
    "Do": "/XObject",
    "gs": "/ExtGState",
    "Tf": "/Font",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
}
_USED |= {"scn": "/Pattern", "SCN": "/Pattern", "BDC": "/Properties", "DP": "/Properties"}
#: Colour spaces that change what others show, without any instruction.
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
#: How a page is shown; a page has them from the nodes above it too.
_SHOWN = ("/MediaBox", "/CropBox", "/Rotate")
#: What tells of a stream how it is stored, not what it holds.
_STORED = ("/Length", "/Filter", "/DecodeParms")
#: What leads from an annotation back to pages.
_LEADING = ("/P", "/Parent", "/Popup", "/Dest", "/A", "/StructParent")
_DEEPEST = 60


class Digests:
    """The digests of the things of one PDF; each thing that is shared is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], str] = {}

    def page(self, page: Any) -> str:
        """What the page ``page`` draws and how it is shown.

        Raises:
            pikepdf.PdfError, TypeError, ValueError, KeyError: it is damaged.
        """
        shown = [_inherited(page, name) for name in _SHOWN]
        told = [self.of(one) for one in (*shown, page.get("/UserUnit"), page.get("/Group"))]
        told += [self._annotation(one) for one in page.get("/Annots", ())]
        return _joined((*told, *self._contents(page, _inherited(page, "/Resources"))))

    def of(self, thing: Any, depth: int = 0) -> str:
        """The digest of an object with all that it holds."""
        if depth > _DEEPEST:
            raise ValueError("too deep")
        place = getattr(thing, "objgen", (0, 0)) if getattr(thing, "is_indirect", False) else (0, 0)
        if place == (0, 0):
            return self._of(thing, depth)
        if place not in self._known:
            self._known[place] = "again"  # what holds itself
            self._known[place] = self._of(thing, depth)
        return self._known[place]

    def _of(self, thing: Any, depth: int) -> str:
        if isinstance(thing, pikepdf.Array):
            return _joined(("[", *(self.of(one, depth + 1) for one in thing)))
        if isinstance(thing, pikepdf.Stream):
            names = sorted(set(thing.keys()).difference(_STORED))
            return _joined((_held(thing), *self._members(thing, names, depth)))
        if isinstance(thing, pikepdf.Dictionary):
            return _joined(("<", *self._members(thing, sorted(set(thing.keys())), depth)))
        if isinstance(thing, pikepdf.String):
            return _joined(("(", bytes(thing).hex()))
        return _joined((type(thing).__name__, str(thing)))

    def _members(self, thing: Any, names: Iterable[str], depth: int) -> Iterable[str]:
        for name in names:
            if name != "/Parent":
                yield name
                yield self.of(thing[name], depth + 1)

    def _annotation(self, one: Any) -> str:
        return _joined(self._members(one, sorted(set(one.keys()).difference(_LEADING)), 0))

    def _contents(self, page: Any, resources: Any) -> Iterable[str]:
        instructions = pikepdf.parse_content_stream(page)
        yield hashlib.sha256(pikepdf.unparse_content_stream(instructions)).hexdigest()
        for kind, name in sorted(_names(instructions)):
            yield f"{kind}{name}"
            held = resources.get(kind) if resources is not None else None
            yield self.of(held.get(name) if held is not None else None)


def _names(instructions: Iterable[Any]) -> set[tuple[str, str]]:
    found = {("/ColorSpace", name) for name in _DEFAULTS}
    for instruction in instructions:
        kind = _USED.get(str(instruction.operator))
        if kind is not None:
            found |= {(kind, str(one)) for one in instruction.operands if isinstance(one, pikepdf.Name)}
    return found


def _held(stream: Any) -> str:
    try:
        return hashlib.sha256(stream.read_bytes()).hexdigest()
    except pikepdf.PdfError:  # a picture in a notation of its own
        return f"{stream.get('/Filter')}{hashlib.sha256(stream.read_raw_bytes()).hexdigest()}"


def _inherited(page: Any, name: str) -> Any:
    for _ in range(_DEEPEST):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            break
        page = page.Parent
    return None


def _joined(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()
