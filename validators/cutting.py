"""What a rule may still look at where a part of a document failed structure: what it reads, and the rest cut out."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from validators.finding import tokens
from validators.rule import Document, Rule

Path = tuple[str, ...]


class Reading:
    """What a rule reads, as paths: what it cannot do without, and its parts."""

    def __init__(self, rule: Rule) -> None:
        inside = {pointer for part in rule.parts for pointer in part}
        self._needed = [tuple(tokens(pointer)) for pointer in rule.reads if pointer not in inside]
        self._parts = [[tuple(tokens(pointer)) for pointer in part] for part in rule.parts]
        self._members = {path[0] for path in (*self._needed, *chain.from_iterable(self._parts))}

    def cuts(self, places: Iterable[Path]) -> set[Path] | None:
        """What is to be cut out of the document before the rule runs; None where it must not run."""
        cuts: set[Path] = set()
        for place in places:
            if not place:
                return None
            if place[0] not in self._members:
                continue
            if any(_touches(path, place) for path in self._needed):
                return None
            for part in self._parts:
                if any(_touches(path, place) for path in part):
                    cuts.add(place)
                    cuts.update(_at(path, place) for path in part)
        return cuts


def _touches(path: Path, place: Path) -> bool:
    """Whether one is the other, or lies above or below it; ``*`` stands for a list position."""
    return all(own == token or (own == "*" and token.isdigit()) for own, token in zip(path, place, strict=False))


def _at(path: Path, place: Path) -> Path:
    """``path`` with the list positions of ``place``, cut short at the first that it does not tell."""
    told = place + ("*",) * len(path)
    whole = tuple(token if own == "*" else own for own, token in zip(path, told, strict=False))
    return whole[: whole.index("*")] if "*" in whole else whole


def without(document: Document, cuts: Iterable[Path]) -> Document:
    """The document without the paths ``cuts``; an entry of a list becomes empty, so that positions stay.

    What the paths do not lead through is not copied.
    """
    for path in sorted(cuts, key=len):
        document = _cut(document, path)
    return document


def _cut(node: Any, path: Path) -> Any:
    token, rest = path[0], path[1:]
    if isinstance(node, list):
        entries = list(node)
        entries[int(token)] = _cut(entries[int(token)], rest) if rest else {}
        return entries
    kept = {name: value for name, value in node.items() if rest or name != token}
    if rest and token in kept:
        kept[token] = _cut(kept[token], rest)
    return kept
