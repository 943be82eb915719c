"""Lines that a form composes of several members, written in its ``form.toml``.

``[lines."/periods/*"]`` names the object whose members are meant, ``remarks = ["外地转入{source}", ...]`` the
items of one line. An item stands where all members that it names are given: ``{account.asOf}`` prints a member,
``{?printedNumber}`` only asks for it. Items are joined by ``；``.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ybzj_docs.rendering.values import Field

Composed = Mapping[str, Mapping[str, Sequence[str]]]
SEPARATOR = "；"

_MEMBER = re.compile(r"\{(\??)([A-Za-z.]+)\}")


def place(pointer: str) -> str:
    """The key under which lines of the object at ``pointer`` are written: ``/`` or e.g. ``/periods/*``."""
    return "/" + "/".join("*" if token.isdecimal() else token for token in pointer.split("/")[1:])


def compose(node: object, items: Sequence[str]) -> Field:
    """The line that ``items`` give for the printed members of ``node``."""
    found = [item for item in (_item(node, pattern) for pattern in items) if item]
    pointers = tuple(pointer for item in found for pointer in item.pointers)
    return Field(SEPARATOR.join(found), pointers)


def _item(node: object, pattern: str) -> Field:
    parts, names = _parsed(pattern)
    members = [_member(node, name) for _, name in names]
    if not all(members):
        return Field("")
    shown = [member for (asked, _), member in zip(names, members, strict=True) if not asked]
    words = [parts[0]]
    for (asked, _), member, after in zip(names, members, parts[1:], strict=True):
        words += ["" if asked else member, after]
    return Field("".join(words), tuple(pointer for member in shown for pointer in member.pointers))


def _member(node: object, name: str) -> Field:
    found = node
    for step in name.split("."):
        found = getattr(found, step)
    if not isinstance(found, Field):
        raise TypeError(f"{name} is no single value")
    return found


@cache
def _parsed(pattern: str) -> tuple[list[str], list[tuple[str, str]]]:
    """``pattern`` cut into the texts between its members, and the members: (asked only, name)."""
    pieces = _MEMBER.split(pattern)
    return pieces[0::3], list(zip(pieces[1::3], pieces[2::3], strict=True))
