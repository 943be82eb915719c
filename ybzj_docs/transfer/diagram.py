"""The table as a picture: SVG with a track above the other, and the same as text; both of the table alone."""

from collections.abc import Iterator
from html import escape

from ybzj_docs.catalog import codelist
from ybzj_docs.transfer import states
from ybzj_docs.transfer.states import Track
from ybzj_docs.transfer.words import verb_words

#: Where a status stands: column and row of its track's part of the picture.
_PLACES: dict[Track, dict[str, tuple[float, float]]] = {
    "relationship": {
        **{
            name: (column, 1)
            for column, name in enumerate(("applied", "accepted", "requested", "issued", "continued"))
        },
        "completed": (5, 1),
        "supplementing": (0.5, 0),
        "deferred": (2, 0),
        "refused": (1, 2.2),
        "withdrawn": (2.2, 2.2),
        "discontinued": (4.4, 2.2),
    },
    "funds": {
        **{name: (column, 1) for column, name in enumerate(("pending", "notified", "paid", "received", "matched"))},
        "credited": (5, 1),
        "none": (0, 0),
        "suspended": (3.5, 0),
        "paid-out": (0, 2),
        "returned": (2, 2),
    },
}
_TITLES: dict[Track, tuple[str, str]] = {"relationship": ("关系", "relationship"), "funds": ("资金", "funds")}
_LISTS: dict[Track, str] = {"relationship": "relationshipStatus", "funds": "fundStatus"}
_WIDE, _HIGH, _COLUMN, _ROW, _MARGIN = 104, 44, 172, 120, 70


def edges(track: Track) -> dict[tuple[str, str], list[str]]:
    """Which statuses follow on which, and by which verbs; a verb that changes nothing is no edge."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in states.STEPS:
        if step.track != track:
            continue
        for source, target in _ends(step):
            if source != target and step.verb not in found.setdefault((source, target), []):
                found[source, target].append(step.verb)
    return {pair: verbs for pair, verbs in found.items() if verbs}


def _ends(step: states.Step) -> Iterator[tuple[str, str]]:
    early = frozenset[str]().union(*step.early.values())
    for source in sorted(step.sources | early):
        for target in sorted({step.to, *step.outcomes.values()} - {""}):
            yield from ((source, one) for one in (_before(step) if target == "<" else (target,)))


def _before(step: states.Step) -> list[str]:
    """The statuses to which a step leads back."""
    return sorted({source for verb in step.undoes for row in states.rows(verb) for source in row.sources})


def text() -> str:
    """Every status of both tracks with what follows on it, in Chinese and the names of the contract."""
    lines: list[str] = []
    for track, (zh, en) in _TITLES.items():
        lines += [f"{zh} {en}"]
        titles = codelist(_LISTS[track]).titles
        following: dict[str, list[str]] = {name: [] for name in _PLACES[track]}
        for (source, target), verbs in edges(track).items():
            following[source].append(f"    --{'|'.join(verbs)}--> {target} {titles[target]}")
        for name, told in following.items():
            lines += [f"  {name} {titles[name]}" + ("" if told else "  ■"), *told]
        lines.append("")
    return "\n".join(lines)


def svg() -> str:
    """Both tracks as one SVG that needs nothing from outside."""
    parts: list[str] = []
    top = 0.0
    for track, places in _PLACES.items():
        rows = max(row for _, row in places.values())
        parts += _part(track, top)
        top += rows * _ROW + 2 * _MARGIN
    width = 5 * _COLUMN + _WIDE + 2 * _MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {top:g}" font-family="sans-serif" '
        'font-size="13" role="img" aria-label="转移接续状态图">'
    )
    arrow = (
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#456"/></marker></defs>'
    )
    return "\n".join([head, arrow, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def _part(track: Track, top: float) -> Iterator[str]:
    titles, ended = codelist(_LISTS[track]).titles, states.ENDED | states.SETTLED
    zh, en = _TITLES[track]
    yield f'<text x="{_MARGIN}" y="{top + 26:g}" font-size="17" font-weight="bold">{zh} {en}</text>'
    wide = _wide(track)
    for (source, target), verbs in edges(track).items():
        if drawn := [verb for verb in verbs if verb not in wide]:
            yield _edge(_middle(track, source, top), _middle(track, target, top), drawn)
    for verb, (sources, target) in wide.items():
        x, y = _middle(track, target, top)
        told = f"{verb_words(verb)[0]} ← {'、'.join(titles[name] for name in _PLACES[track] if name in sources)}"
        yield f'<text x="{x:g}" y="{y + _HIGH:g}" text-anchor="middle" font-size="10.5" fill="#234">{escape(told)}</text>'
    for name in _PLACES[track]:
        x, y = _middle(track, name, top)
        fill = "#e6efe6" if name in ended else "#eef3fa"
        yield (
            f'<rect x="{x - _WIDE / 2:g}" y="{y - _HIGH / 2:g}" width="{_WIDE}" height="{_HIGH}" rx="7" '
            f'fill="{fill}" stroke="#456"/>'
        )
        yield f'<text x="{x:g}" y="{y - 3:g}" text-anchor="middle">{escape(titles[name])}</text>'
        yield f'<text x="{x:g}" y="{y + 14:g}" text-anchor="middle" font-size="11" fill="#567">{name}</text>'


def _wide(track: Track) -> dict[str, tuple[frozenset[str], str]]:
    """Verbs that go to one status from many: they are told in words, their lines would hide the others."""
    return {
        step.verb: (step.sources, step.to)
        for step in states.STEPS
        if step.track == track and step.to in _PLACES[track] and len(step.sources) > 4
    }


def _middle(track: Track, name: str, top: float) -> tuple[float, float]:
    column, row = _PLACES[track][name]
    return _MARGIN + _WIDE / 2 + column * _COLUMN, top + _MARGIN + row * _ROW


def _edge(start: tuple[float, float], end: tuple[float, float], verbs: list[str]) -> str:
    """A bent line from border to border, bent to its left, so that there and back stand apart."""
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    bend = 16 + length * 0.09
    mx, my = (x1 + x2) / 2 + (y2 - y1) / length * bend, (y1 + y2) / 2 - (x2 - x1) / length * bend
    (sx, sy), (tx, ty) = _border(start, (mx, my)), _border(end, (mx, my))
    words = "、".join(verb_words(verb)[0].partition("（")[0] for verb in verbs)
    lx, ly = (sx + 2 * mx + tx) / 4, (sy + 2 * my + ty) / 4
    said = f'x="{lx:.0f}" y="{ly:.0f}" text-anchor="middle" font-size="10.5"'
    return (
        f'<path d="M{sx:.0f} {sy:.0f}Q{mx:.0f} {my:.0f} {tx:.0f} {ty:.0f}" fill="none" stroke="#456" '
        f'marker-end="url(#a)"/><text {said} stroke="#fff" stroke-width="3">{escape(words)}</text>'
        f'<text {said} fill="#234">{escape(words)}</text>'
    )


def _border(middle: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line from the middle of a box leaves it."""
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    scale = min(_WIDE / 2 / abs(dx) if dx else 9e9, _HIGH / 2 / abs(dy) if dy else 9e9)
    return middle[0] + dx * scale, middle[1] + dy * scale
