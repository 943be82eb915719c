"""The little language of layouts, turned into Jinja: words with the members of a document between them.

``{person.name}`` prints a member, ``{?agent}`` only asks whether it is given, ``{!reason}`` whether it is absent,
``{?side=origin}`` and ``{!side=origin}`` whether it has that value (its code, or as printed). ``{amount|in_words}``
writes it through a filter, ``{#}`` is the number of a row, ``{this}`` the entry of a list of texts, and
``{paper.basis}`` what the edition says. An item stands only where all that it prints is given and all that it asks
holds: the same as in the lines of ``form.toml``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_MEMBER = re.compile(r"\{([?!]?)(#|[a-z][A-Za-z.]*)(?:=([^{}|]+))?((?:\|[a-z_]+)*)\}")
#: What does not belong to the document.
_CONTEXT = ("paper",)
_NUMBER = "loop.index"


class BadPattern(ValueError):
    """A layout says what this language has no words for."""


@dataclass(frozen=True, slots=True)
class Jinja:
    """Jinja source: ``text``, and the ``condition`` under which there is anything to write (empty: always)."""

    text: str
    condition: str = ""

    @property
    def guarded(self) -> str:
        """The text that asks its condition itself."""
        return f"{{% if {self.condition} %}}{self.text}{{% endif %}}" if self.condition else self.text


def member(name: str, root: str) -> str:
    """The Jinja expression of the member ``name`` of ``root``."""
    if name == "#":
        return _NUMBER
    if name == "this":
        return root
    steps = name.split(".")
    start = steps.pop(0) if steps[0] in _CONTEXT else root
    return start + "".join('["from"]' if step == "from" else f".{step}" for step in steps)


def single(pattern: str, root: str) -> str | None:
    """The expression of ``pattern`` where it is one member and nothing else."""
    found = _MEMBER.fullmatch(pattern)
    return None if found is None or found[1] or found[2] == "#" else _expression(found, root)


def compiled(items: Sequence[str], root: str, escape: Callable[[str], str] = str) -> Jinja:
    """``items`` one after the other, each where it stands. Raises BadPattern for braces that are no member."""
    if len(items) == 1:
        return _item(items[0], root, escape)
    parts = [_item(item, root, escape) for item in items]
    conditions = [part.condition for part in parts]
    return Jinja("".join(part.guarded for part in parts), "" if "" in conditions else anyof(conditions))


def written(items: Sequence[str], root: str, escape: Callable[[str], str] = str) -> str:
    """``items`` as they are written where nothing else asks whether they stand."""
    made = compiled(items, root, escape)
    return made.text if len(items) > 1 or single(items[0], root) else made.guarded


def anyof(conditions: Sequence[str]) -> str:
    """The condition that holds where one of ``conditions`` does; empty where there is none."""
    each = list(dict.fromkeys(one for one in conditions if one))
    return each[0] if len(each) == 1 else " or ".join(f"({one})" if " " in one else one for one in each)


def _item(item: str, root: str, escape: Callable[[str], str]) -> Jinja:
    words, conditions, last = [], [], 0
    for found in _MEMBER.finditer(item):
        words.append(_literal(item[last : found.start()], escape))
        last = found.end()
        if not found[1]:
            words.append(f"{{{{ {_expression(found, root)} }}}}")
        if found[1] or _may_lack(found[2]):
            conditions.append(_condition(found, root))
    words.append(_literal(item[last:], escape))
    return Jinja("".join(words), " and ".join(dict.fromkeys(conditions)))


def _may_lack(name: str) -> bool:
    return name != "#" and name.split(".", maxsplit=1)[0] not in _CONTEXT


def _literal(words: str, escape: Callable[[str], str]) -> str:
    if "{" in words or "}" in words:
        raise BadPattern(words)
    return escape(words)


def _expression(found: re.Match[str], root: str) -> str:
    return member(found[2], root) + found[4]


def _condition(found: re.Match[str], root: str) -> str:
    name = member(found[2], root)
    if found[3] is None:
        return f"not {name}" if found[1] == "!" else name
    return f'"{found[3]}" {"not in" if found[1] == "!" else "in"} [{name}, {name}.raw]'
