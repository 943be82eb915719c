"""The columns that a form may have as a spreadsheet, and which of them a head names.

A column is a leaf that does not stand in a list. It is named by its title in the schema, with the title of its group
before it where that is needed (``办理机构·联系电话``), by its pointer, by the national platform's name (``psn_name``), or
by what the printed form calls it, as ``form.toml`` says under ``[sheet]``: ``columns`` are those of the template sheet,
``heads`` are other names of columns, ``implied`` what a head says besides.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from validators.schema import Schema, resolve
from ybzj_docs import catalog
from ybzj_docs.importing.errors import WrongUse

#: Members that the import writes itself.
_OWN = "/documentType"
#: What every document may carry and no clerk fills in.
_LOCAL = "/extensions"
_ASIDE = re.compile(r"\([^()]*\)")
_SEPARATORS = re.compile(r"[\s*·•›>/\\|:.。、,，_\-—–]+")
_NUMBER = re.compile(
    r"(number|code|phone|mobile|postcode|fax|replaces|inReplyTo|concerns|matchedTo|bankReference)\Z", re.I
)
_NUMBER_KINDS = ("number", "accountNumber", "region", "hex", "sha256", "uuid")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One leaf: ``head`` names it and nothing else, ``groups`` are the titles above ``title``.

    ``required`` says that no document goes without it, ``printed`` that it stands on the paper.
    """

    pointer: str
    head: str
    title: str
    groups: tuple[str, ...]
    kind: str
    codelist: str | None
    required: bool
    printed: bool
    schema: Schema

    @property
    def holds_number(self) -> bool:
        """Whether it holds a number that is written, not reckoned with: of a document, a phone, a place."""
        return self.kind in _NUMBER_KINDS or _NUMBER.search(self.pointer.rsplit("/", 1)[1]) is not None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A head that names no column, or several: ``near`` are the heads that may be meant."""

    near: tuple[str, ...]


@cache
def columns(form: str) -> tuple[Column, ...]:
    """Every column of ``form``, in the order of its schema.

    Raises:
        WrongUse: the form is no document, or has a list that must be filled, which no row holds.
        catalog.UnknownName: no such form.
    """
    if form not in catalog.DOCUMENT_TYPES:
        raise WrongUse("sheet-form", form=catalog.form(form).title)
    whole = catalog.schema(form)
    for name in whole.get("required", ()):
        if "items" in resolve(whole, whole["properties"][name]):
            raise WrongUse("sheet-list", form=catalog.form(form).title)
    unprinted = tuple(catalog.form(form).settings.get("not_printed", ()))
    found = [leaf for leaf in _leaves(whole, whole, "", (), True) if not _below(leaf[0], (_OWN, _LOCAL))]
    made = [_column(leaf, found, unprinted) for leaf in found]
    return tuple(made)


def template_columns(form: str, *, every: bool = False) -> tuple[Column, ...]:
    """The columns of the template sheet: those that ``form.toml`` names, else what the form prints or requires."""
    wanted = catalog.form(form).settings.get("sheet", {}).get("columns")
    found = columns(form)
    if every:
        return found
    if wanted is None:
        return tuple(column for column in found if column.printed or column.required)
    by_pointer = {column.pointer: column for column in found}
    return tuple(by_pointer[pointer] for pointer in wanted)


def named(form: str, head: str, above: str = "") -> Column | Unnamed:
    """The column that ``head`` names; ``above`` is what stands over it, in a head of two rows."""
    index = _index(form)
    for written in (head, _ASIDE.sub("", unicodedata.normalize("NFKC", head))):
        for key in (_key(above + written), _key(written)):
            found = _best(index.get(key, ())) if key else None
            if found is not None:
                return found
    known = {column.head for column in columns(form)}
    meant = [column.head for column in index.get(_key(head), ())]
    return Unnamed(tuple(meant or get_close_matches(head, known, n=2, cutoff=0.6)))


def implied(form: str, head: str) -> Mapping[str, Any]:
    """Members by pointer that ``head`` fills besides its own: 公民身份号码 says the kind of the document."""
    said: Mapping[str, Mapping[str, Any]] = catalog.form(form).settings.get("sheet", {}).get("implied", {})
    return next((more for name, more in said.items() if _key(name) == _key(head)), {})


_Leaf = tuple[str, tuple[str, ...], Schema, bool]


def _leaves(whole: Schema, node: Schema, pointer: str, groups: tuple[str, ...], required: bool) -> Iterator[_Leaf]:
    for name, child in node.get("properties", {}).items():
        schema, place = resolve(whole, child), f"{pointer}/{name}"
        needed = required and name in node.get("required", ())
        if "properties" in schema:
            yield from _leaves(whole, schema, place, (*groups, str(schema.get("title", name))), needed)
        elif "items" not in schema:
            yield place, groups, schema, needed


def _column(leaf: _Leaf, others: Sequence[_Leaf], unprinted: tuple[str, ...]) -> Column:
    pointer, groups, schema, required = leaf
    title = str(schema["title"])
    alone = sum(str(other[2]["title"]) == title for other in others) == 1
    head = title if alone or not groups else f"{groups[-1]}·{title}"
    printed = not _below(pointer, unprinted)
    kind = str(schema.get("x-kind", ""))
    return Column(pointer, head, title, groups, kind, schema.get("x-codelist"), required, printed, schema)


@cache
def _index(form: str) -> dict[str, tuple[Column, ...]]:
    """Columns by everything that may name them."""
    found: dict[str, tuple[Column, ...]] = {}
    every = columns(form)
    by_pointer = {column.pointer: column for column in every}
    for column in every:
        names = {column.title, column.pointer, *("".join((*column.groups[-up:], column.title)) for up in (1, 2))}
        names |= {str(column.schema["x-nhsa"])} if "x-nhsa" in column.schema else set()
        names |= {column.groups[-1]} if column.groups and column.pointer.endswith("/name") else set()
        for key in {_key(name) for name in names}:
            found[key] = (*found.get(key, ()), column)
    for name, pointer in catalog.form(form).settings.get("sheet", {}).get("heads", {}).items():
        found[_key(name)] = (by_pointer[pointer],)
    return found


def _best(candidates: Sequence[Column]) -> Column | None:
    """The only candidate, else the only one that is required, else the only one that is printed."""
    for chosen in (
        candidates,
        [column for column in candidates if column.required],
        [column for column in candidates if column.printed],
    ):
        if len(chosen) == 1:
            return chosen[0]
    return None


@cache
def _key(head: str) -> str:
    """``head`` without blanks, marks and separators, in the usual width."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", head)).casefold()


def _below(pointer: str, places: tuple[str, ...]) -> bool:
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)
