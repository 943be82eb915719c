"""Markdown as the generated pages need it: tables, anchors, and text that stays text."""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|]")


def text(words: str) -> str:
    """``words`` so that Markdown shows them as they are, also within a table."""
    return _SPECIAL.sub(r"\\\g<0>", words)


def code(words: str) -> str:
    """``words`` as code; they hold no backtick."""
    return f"`{words}`" if words else ""


def link(words: str, anchor: str) -> str:
    """A link to the heading that bears ``anchor``."""
    return f"[{words}](#{anchor})"


def heading(level: int, words: str, anchor: str) -> str:
    """A heading that can be linked to whatever its words."""
    return f'<a id="{anchor}"></a>\n\n{"#" * level} {words}\n'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
