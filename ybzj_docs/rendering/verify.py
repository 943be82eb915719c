"""Whether the text on a paper is that of the data it carries, place by place.

The data attached to a PDF of ours are printed again, and both papers read as a reader's software reads them. The
same bytes are the same paper, and so are pages that draw the same. Where they do not, texts are compared at their
places on the page, by what they read and by the glyphs drawn, and a place that differs is named by the members of the
document that stand there. A page that draws something else without any such place is told as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pikepdf

from ybzj_docs import catalog
from ybzj_docs.rendering import papers, pdftext
from ybzj_docs.rendering.pdf import Place
from ybzj_docs.rendering.pdftext import Piece, Sheet

#: Points by which two places may differ and still be one.
_NEAR = 1.0
_SUFFIXES = (".json", ".xml")

#: How a paper differs: a text is another, is not there, or should not be; something else is drawn, or letters are
#: drawn with another font; pages are too many or too few.
Kind = Literal["changed", "missing", "added", "drawn", "fonts", "pages"]


@dataclass(frozen=True, slots=True)
class Carried:
    """The data of one document in a PDF; None for a notation that is not attached."""

    name: str
    json: bytes | None
    xml: bytes | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where paper and data differ.

    ``document`` counts the documents of the PDF from 0, ``page`` its pages from 1. ``pointers`` name the members that
    stand at the place: none where it is a text of the form. ``expected`` is out of the data, ``actual`` on the paper.
    """

    kind: Kind
    document: int
    page: int
    pointers: tuple[str, ...] = ()
    expected: str | None = None
    actual: str | None = None


def carried(data: bytes) -> list[Carried]:
    """The documents that the PDF ``data`` carries, in their order. Raises pdftext.NotRead.

    A file is carried where /AF names it and the list of attachments that readers show holds the same one.
    """
    pdf = pdftext.opened(data)
    found: dict[str, dict[str, bytes]] = {}
    try:
        listed = _listed(pdf)
        for one in pdf.Root.get("/AF", ()):
            path, content = Path(str(one.UF)), one.EF.F.read_bytes()
            if path.suffix in _SUFFIXES and str(path) in listed:
                parts = found.setdefault(path.stem, {})
                if all(other == content for other in listed[str(path)]):
                    parts[path.suffix] = content
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise pdftext.NotRead(str(error)) from error
    return [Carried(name, parts.get(".json"), parts.get(".xml")) for name, parts in found.items()]


def _listed(pdf: pikepdf.Pdf) -> dict[str, list[bytes]]:
    """The contents of the attachments that readers list, by the names that these show."""
    found: dict[str, list[bytes]] = defaultdict(list)
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    for one in pikepdf.NameTree(tree).values() if tree is not None else ():
        found[str(one.UF)].append(one.EF.F.read_bytes())
    return found


def verify(data: bytes, documents: Sequence[Mapping[str, Any]], *, templates: Path | None = None) -> list[Difference]:
    """Where the PDF ``data`` differs from ``documents``, those that it carries; empty where it is their paper.

    Raises pdftext.NotRead, and what ``papers.render`` raises where a document cannot be printed here.
    """
    actual = pdftext.sheets(pdftext.opened(data))
    found: list[Difference] = []
    start = 0
    for number, document in enumerate(documents):
        left = len(actual) - start if number == len(documents) - 1 else None
        printed, copies = _printed(document, left, templates)
        if printed == data and len(documents) == 1:
            return []
        expected = pdftext.sheets(pdftext.opened(printed))
        sheets = actual[start : start + len(expected)]
        found += _Comparison(number, start, document, copies, templates).differences(expected, sheets)
        start += len(expected)
    if start < len(actual):
        found.append(Difference("pages", len(documents) - 1, start + 1, (), str(start), str(len(actual))))
    return found


def _printed(document: Mapping[str, Any], pages: int | None, templates: Path | None) -> tuple[bytes, bool]:
    """The paper of ``document``, with its copies where only so it has as many pages as are there."""
    plain = papers.pdf(document, templates=templates)
    copies = catalog.form(document["documentType"]).settings.get("copies", ())
    if not copies or "copy" in document or pages in (None, len(pdftext.opened(plain).pages)):
        return plain, False
    every = papers.pdf(document, copies=True, templates=templates)
    return (every, True) if len(pdftext.opened(every).pages) == pages else (plain, False)


class _Comparison:
    """Compares the sheets of one document; the places of its members are only laid out where something differs."""

    def __init__(
        self, number: int, start: int, document: Mapping[str, Any], copies: bool, templates: Path | None
    ) -> None:
        self._number, self._start, self._document = number, start, document
        self._copies, self._templates = copies, templates
        self._places: list[Place] | None = None

    def differences(self, expected: Sequence[Sheet], actual: Sequence[Sheet]) -> list[Difference]:
        """Where the sheets differ."""
        found = []
        for page, sheet in enumerate(expected):
            if page >= len(actual):
                found.append(self._told("pages", page, (), str(len(expected)), str(len(actual))))
                break
            found += self._sheet(page, sheet, actual[page])
        return found

    def _sheet(self, page: int, expected: Sheet, actual: Sheet) -> list[Difference]:
        if actual.drawing == expected.drawing:
            return []
        wanted, there, others = _unmatched(expected.pieces, actual.pieces)
        found = self._texts(page, expected, wanted, there)
        for piece in others:
            found.append(self._told("fonts", page, self._pointers(page, piece, expected, ""), piece.text, None))
        for what in sorted(actual.painted | expected.painted):
            if actual.painted[what] != expected.painted[what]:
                counts = (f"{what}: {expected.painted[what]}", f"{what}: {actual.painted[what]}")
                found.append(self._told("drawn", page, (), *counts))
        if not found:  # other texts have other subsets
            found.append(self._told("fonts" if actual.fonts != expected.fonts else "drawn", page, (), None, None))
        return found

    def _texts(self, page: int, expected: Sheet, wanted: Sequence[Piece], there: Sequence[Piece]) -> list[Difference]:
        """The texts ``wanted`` of ``expected`` that are other ones or missing, and those that are ``there`` beside."""
        found = []
        rows = _rows(there)
        for piece in wanted:
            row = next((one for y, one in rows.items() if abs(y - piece.y) <= _NEAR), [])
            near = [one for one in row if self._ends(piece, expected) > one.x >= piece.x - _NEAR]
            text = "".join(one.text for one in near)
            for one in near:
                row.remove(one)
            if text == piece.text:  # the same text, cut otherwise
                continue
            pointers = self._pointers(page, piece, expected, text)
            found.append(self._told("changed" if text else "missing", page, pointers, piece.text, text or None))
        found += [self._told("added", page, (), None, one.text) for row in rows.values() for one in row]
        return found

    def _ends(self, piece: Piece, sheet: Sheet) -> float:
        """Where the next text on the line of ``piece`` begins."""
        after = (one.x for one in sheet.pieces if abs(one.y - piece.y) <= _NEAR and one.x > piece.x + _NEAR)
        return min(after, default=float("inf")) - _NEAR

    def _pointers(self, page: int, piece: Piece, sheet: Sheet, text: str) -> tuple[str, ...]:
        """The members that stand where ``piece`` does: those whose text is no longer there, else all of them."""
        if self._places is None:
            self._places = papers.places(self._document, copies=self._copies, templates=self._templates)
        down = sheet.height - piece.y
        here = [
            place
            for place in self._places
            if place.page == page
            and place.top - _NEAR <= down <= place.bottom + _NEAR
            and piece.x - _NEAR <= place.left < self._ends(piece, sheet)
        ]
        gone = [place for place in here if place.text not in text] or here
        return tuple(dict.fromkeys(pointer for place in gone for pointer in place.pointers))

    def _told(
        self, kind: Kind, page: int, pointers: tuple[str, ...], expected: str | None, actual: str | None
    ) -> Difference:
        return Difference(kind, self._number, self._start + page + 1, pointers, expected, actual)


def _unmatched(expected: Iterable[Piece], actual: Iterable[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The pieces of each that the other does not have at the same place, and those drawn there with other glyphs."""
    there: dict[str, list[Piece]] = defaultdict(list)
    for piece in actual:
        there[piece.text].append(piece)
    missing, others = [], []
    for piece in expected:
        same = next(
            (one for one in there[piece.text] if abs(one.x - piece.x) <= _NEAR and abs(one.y - piece.y) <= _NEAR),
            None,
        )
        if same is None:
            missing.append(piece)
            continue
        there[piece.text].remove(same)
        if same.codes != piece.codes:
            others.append(piece)
    return missing, [piece for pieces in there.values() for piece in pieces], others


def _rows(pieces: Iterable[Piece]) -> dict[float, list[Piece]]:
    """``pieces`` by line, each line from left to right."""
    rows: dict[float, list[Piece]] = {}
    for piece in sorted(pieces, key=lambda one: (-one.y, one.x)):
        line = next((y for y in rows if abs(y - piece.y) <= _NEAR), piece.y)
        rows.setdefault(line, []).append(piece)
    return {y: sorted(row, key=lambda one: one.x) for y, row in rows.items()}
