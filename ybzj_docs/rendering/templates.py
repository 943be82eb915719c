"""Where templates lie, and the one Jinja environment for HTML and DOCX alike: sandboxed, escaping, strict."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from validators import money
from ybzj_docs import resources
from ybzj_docs.rendering import shape
from ybzj_docs.rendering.qrcode import qr
from ybzj_docs.rendering.values import Field

#: The sizes that a value may shrink to, with their line heights, each a class of print.css; the smallest breaks into as
#: many lines as it needs.
_SIZES = ((1.0, 1.35, ""), (0.86, 1.25, "fit-1"), (0.72, 1.2, "fit-2"))
_SMALLEST = "fit-3"
_LINE = 1.35
#: The kind of identity document that the label of its box names.
_CITIZEN_CARD = "01"


def folders(own: Path | None) -> list[Path]:
    """Where templates are looked for: the user's folder first, then ours."""
    ours = resources.path("templates")
    return [ours] if own is None else [own, ours]


def find(relative: str, own: Path | None) -> Path | None:
    """The first file ``relative`` of the template folders."""
    return next((path for folder in folders(own) if (path := folder / relative).is_file()), None)


class Sandbox(SandboxedEnvironment):
    """A sandbox in which no multiplication makes texts or numbers without bound."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of ``left operator right``.

        Raises:
            SecurityError: a power, or an operand that is no number.
        """
        if operator == "**" or not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
            raise SecurityError(f"operator {operator}")
        return super().call_binop(context, operator, left, right)


@cache
def environment(own: Path | None) -> SandboxedEnvironment:
    """The environment of the template folders ``own`` and ours."""
    made = Sandbox(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders(own)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = (fit, grouped, in_words, digits, identity, total, agency_member, qr)
    del made.globals["lipsum"]  # texts of any length
    made.filters.update({one.__name__: one for one in filters})
    return made


def width(text: str) -> float:
    """The width of ``text`` in full-width characters."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.55 for char in text)


def fit(field: str, room: float, lines: float = 1) -> str:
    """The CSS class with which ``field`` fits into a box ``room`` full-width characters wide.

    ``lines`` of full size is the height of the box: where it has more, a value breaks before it shrinks.
    """
    needed = width(field)
    for size, leading, name in _SIZES:
        if needed * size <= room * max(1, int(lines * _LINE / (size * leading) + 1e-9)):
            return name
    return _SMALLEST


def grouped(field: Field, size: int) -> Field:
    """``field`` in groups of ``size`` characters, as verification codes are printed."""
    plain = str(field)
    return field.like(" ".join(plain[start : start + size] for start in range(0, len(plain), size)))


def in_words(field: Field) -> Field:
    """The amount ``field`` in capital numerals, for forms whose data do not hold them; nothing of nothing."""
    return field.like(money.in_words(money.cents(field))) if field else field


def digits(field: Field) -> Field:
    """The date ``field`` in eight digits, as archives write it: ``20261102``."""
    return field.like(str(field.raw).replace("-", "")) if field else field


def identity(person: Any) -> Field:
    """The number of ``person``'s identity document; the kind beside it where it is no citizen's identity card."""
    number: Field = person.idNumber
    kind: Field = person.idType
    if not kind or kind.raw == _CITIZEN_CARD:
        return number
    return Field(f"{number}（{kind}）", number.pointers + kind.pointers, number.raw)


def total(entries: Sequence[Any]) -> Field:
    """The sum of the amounts of ``entries``; nothing where no amount of money is as large."""
    amounts = [entry.amount for entry in entries]
    cents = sum(money.cents(amount) for amount in amounts)
    pointers = tuple(pointer for amount in amounts for pointer in amount.pointers)
    return Field(money.text(cents), pointers) if cents <= money.MAXIMUM else Field("")


def agency_member(field: Field) -> Field:
    """What a change of an agency's record is about: ``/agency/phone`` as 联系电话, other texts as they are."""
    title = _agency_members().get(str(field))
    return field if title is None else field.like(title)


@cache
def _agency_members() -> dict[str, str]:
    return {pointer: leaf.title for pointer, leaf in shape.leaves(shape.of("agencyRecord"))}
