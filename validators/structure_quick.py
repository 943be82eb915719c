"""Structure's verdict alone, and quickly: whether there is nothing at all to say of a document. Told by column.

Of ten thousand documents most have nothing wrong; only of the others must be said what it is (``structure.py``).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from validators.schema import Schema, resolve

Look = Callable[[Any], bool]
Lists = Mapping[str, frozenset[str]]
_NONE: frozenset[Any] = frozenset({None})
_WHOLE: frozenset[Any] = frozenset({int, type(None)})


class Quick:
    """The quick verdict on documents of one form.

    ``schema`` is a JSON Schema that stands alone, ``lists`` holds the known codes of each open code list.
    """

    def __init__(self, schema: Schema, lists: Lists) -> None:
        import jsonschema_rs

        options = jsonschema_rs.RegexOptions()  # the linear engine: our patterns need no other
        self._any = jsonschema_rs.Draft202012Validator(dict(schema), pattern_options=options).is_valid
        bare = jsonschema_rs.Draft202012Validator(_without_controls(schema), pattern_options=options)
        self._without_controls = bare.is_valid
        self._look = _of_object(schema, resolve(schema, schema), lists)

    def clean(self, tree: object, *, no_controls: bool) -> bool:
        """Whether structure finds nothing in ``tree``, and its counts are ints; of lists of documents it never says so.

        ``no_controls`` promises that no text in it holds U+0000 to U+001F, U+007F to U+009F, U+FFFE or U+FFFF.
        """
        valid = self._without_controls if no_controls else self._any
        return valid(tree) and self._look(tree)


def _without_controls(node: Any) -> Any:
    """The schema without its ban of control characters."""
    if isinstance(node, Mapping):
        return {key: _without_controls(value) for key, value in node.items() if not _is_ban(key, value)}
    return [_without_controls(each) for each in node] if isinstance(node, list) else node


def _is_ban(key: str, value: Any) -> bool:
    return key == "not" and isinstance(value, Mapping) and set(value) == {"pattern"}


def _of_object(whole: Schema, node: Schema, lists: Lists) -> Look:
    codes, counts, inner = _members(whole, node, lists)

    def clean(tree: Any) -> bool:
        get = tree.get
        for name, known in codes:
            if get(name) not in known:
                return False
        for name in counts:
            if type(get(name)) not in _WHOLE:
                return False
        return all(child(tree[name]) for name, child in inner if name in tree)

    return clean


def _of_rows(whole: Schema, node: Schema, lists: Lists) -> Look:
    codes, counts, inner = _members(whole, node, lists)

    def clean(rows: Any) -> bool:
        for name, known in codes:
            if not known.issuperset(_column(name, rows)):
                return False
        for name in counts:
            if not _WHOLE.issuperset(map(type, _column(name, rows))):
                return False
        return all(child(row[name]) for name, child in inner for row in rows if name in row)

    return clean


def _column(name: str, rows: Iterable[Any]) -> list[Any]:
    """The values of a member, None where a row does not have it."""
    return [row.get(name) for row in rows]


def _members(
    whole: Schema, node: Schema, lists: Lists
) -> tuple[list[tuple[str, frozenset[Any]]], list[str], list[tuple[str, Look]]]:
    """The members of an object: those with codes of open lists, those that are counts, those that hold others."""
    codes: list[tuple[str, frozenset[Any]]] = []
    counts: list[str] = []
    inner: list[tuple[str, Look]] = []
    for name, child in node["properties"].items():
        said = resolve(whole, child)
        if said.get("x-codelist") in lists:
            codes.append((name, lists[said["x-codelist"]] | _NONE))
        elif said["type"] == "integer":
            counts.append(name)
        elif said["type"] == "object":
            inner.append((name, _of_object(whole, said, lists)))
        elif said["type"] == "array":
            inner.append((name, _of_list(whole, said, lists)))
    return codes, counts, inner


def _of_list(whole: Schema, node: Schema, lists: Lists) -> Look:
    if node["x-item"] == "*":
        return lambda _documents: False
    entries = resolve(whole, node["items"])
    if entries["type"] == "object":
        return _of_rows(whole, entries, lists)
    known = lists.get(entries.get("x-codelist", ""))
    return (lambda _entries: True) if known is None else known.issuperset
