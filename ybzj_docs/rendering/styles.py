"""Computed styles taken from memory: what the same rules give below the same parent is worked out once a process.

Every paper of a form is styled by the same style sheets, and most of its elements by the same rules. A style of
WeasyPrint works out each property when it is first asked for; ours begins with what was worked out for such styles
before, and remembers what it adds. It is still an object of its own in each paper: what the layout changes in it is
not remembered.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from weasyprint import css

#: Kinds of styles that are remembered; then memory begins anew.
_ROOM = 2_000


@dataclass(eq=False, slots=True)
class Memory:
    """What was worked out for styles of one kind.

    ``cascaded`` keeps the values that the kind is known by; ``texts`` are keys of the module of that name.
    """

    cascaded: Any
    values: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)
    texts: dict[Any, str] = field(default_factory=dict)
    anonymous: dict[str, Any] = field(default_factory=dict)
    anonymous_texts: dict[Any, str] = field(default_factory=dict)


_memories: dict[Any, Memory] = {}


class _PageSizes(dict[str, Any]):
    """The size of the first page, which lengths in ``vw`` and the like ask for: with them nothing is the same."""

    asked = False

    def __getitem__(self, name: str) -> Any:
        _PageSizes.asked = True
        _memories.clear()
        return super().__getitem__(name)


class Style(css.ComputedStyle):  # type: ignore[misc]  # WeasyPrint is untyped
    """The computed style of an element, of a pseudo-element or of a page."""

    def __init__(self, memory: Memory, *others: Any) -> None:
        super().__init__(*others)
        self.memory, self.texts = memory, memory.texts
        self.update(memory.values)
        self.specified.update(memory.specified)

    def __missing__(self, key: str) -> Any:
        value = super().__missing__(key)
        if not _PageSizes.asked:
            self.memory.values[key] = value
            if key in self.specified:
                self.memory.specified[key] = self.specified[key]
        return value

    @cached_property
    def anonymous_style(self) -> Any:
        """The style of boxes that no element asked for."""
        return css.AnonymousStyle(self) if self.pseudo_type else Anonymous(self)


class Anonymous(css.AnonymousStyle):  # type: ignore[misc]
    """The style of an anonymous box in one with a style of ours."""

    def __init__(self, parent: Style) -> None:
        super().__init__(parent)
        self.known, self.texts = parent.memory.anonymous, parent.memory.anonymous_texts
        self.update(self.known)

    def __missing__(self, key: str) -> Any:
        value = super().__missing__(key)
        if not _PageSizes.asked:
            self.known[key] = value
        return value


def set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **others: Any
) -> None:
    """WeasyPrint's ``StyleFor.set_computed_styles``, with styles of ours."""
    if not isinstance(self.initial_page_sizes, _PageSizes):
        self.initial_page_sizes = _PageSizes(self.initial_page_sizes)
    styles, first = self.get_computed_styles(), element == root and pseudo_type is None
    above: Style | None = None if first else styles[parent, None]
    root_style = css.InitialStyle(self.font_config) if first else styles[root, None]
    cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
    base_url, collector = others.get("base_url"), others.get("target_collector")
    rules = tuple(
        (name, value if name == "lang" else id(value), *rank, *places)  # the language is read anew for each page
        for name, (value, (*rank, places)) in cascaded.items()
    )
    memory = _memory((None if above is None else above.memory, pseudo_type, base_url, rules), cascaded)
    made = Style(
        memory, above, cascaded, pseudo_type, root_style, base_url, self.font_config, self.initial_page_sizes
    )
    styles[element, pseudo_type] = made
    if collector and made["anchor"]:
        collector.collect_anchor(made["anchor"])


def _memory(kind: Any, cascaded: Any) -> Memory:
    """What is known of the styles of a kind: the parent's memory, pseudo-element, base address, rules."""
    found = _memories.get(kind)
    if found is None:
        if len(_memories) >= _ROOM:
            _memories.clear()
        found = _memories[kind] = Memory(cascaded)
    return found


def install() -> None:
    """Let WeasyPrint style elements so, in this process."""
    css.StyleFor.set_computed_styles = set_computed_styles
