"""Structure's verdict alone, and quickly: whether there is nothing at all to say of a document.

Of ten thousand documents most have nothing wrong; only of the others must be said what it is (``structure.py``).
"""

from collections.abc import Callable, Mapping
from typing import Any

from validators.schema import Schema, resolve

Look = Callable[[Any], bool]
Lists = Mapping[str, frozenset[str]]
_WHOLE: frozenset[Any] = frozenset({int, type(None)})


class Quick:
    """The quick verdict on documents of one form.

    ``schema`` is a JSON Schema that stands alone, ``lists`` holds the known codes of each open code list.
    """

    def __init__(self, schema: Schema, lists: Lists) -> None:
        import jsonschema_rs

        options = jsonschema_rs.RegexOptions()  # the linear engine: our patterns need no other
        known = _known(schema, lists)
        self._any = jsonschema_rs.Draft202012Validator(known, pattern_options=options).is_valid
        bare = jsonschema_rs.Draft202012Validator(_without_controls(known), pattern_options=options)
        self._without_controls = bare.is_valid
        self._whole = _of_object(schema, resolve(schema, schema))

    def clean(self, tree: object, *, no_controls: bool) -> bool:
        """Whether structure finds nothing in ``tree``, and its counts are ints; of lists of documents it never says so.

        ``no_controls`` promises that no text in it holds U+0000 to U+001F, U+007F to U+009F, U+FFFE or U+FFFF.
        """
        valid = self._without_controls if no_controls else self._any
        return valid(tree) and (self._whole is None or self._whole(tree))


def _known(node: Any, lists: Lists) -> Any:
    """The schema with open code lists closed: of a code that is not known there is something to say."""
    if isinstance(node, Mapping):
        if node.get("x-codelist") in lists:
            return {"enum": sorted(lists[node["x-codelist"]])}
        return {key: _known(value, lists) for key, value in node.items()}
    return [_known(each, lists) for each in node] if isinstance(node, list) else node


def _without_controls(node: Any) -> Any:
    """The schema without its ban of control characters."""
    if isinstance(node, Mapping):
        return {key: _without_controls(value) for key, value in node.items() if not _is_ban(key, value)}
    return [_without_controls(each) for each in node] if isinstance(node, list) else node


def _is_ban(key: str, value: Any) -> bool:
    return key == "not" and isinstance(value, Mapping) and set(value) == {"pattern"}


# --- whether counts are ints: to JSON Schema 1.0 is an integer too ---


def _of_object(whole: Schema, node: Schema) -> Look | None:
    """None where there is nothing to look for."""
    counts, inner = _members(whole, node)

    def clean(tree: Any) -> bool:
        for name in counts:
            if type(tree.get(name)) not in _WHOLE:
                return False
        return all(child(tree[name]) for name, child in inner if name in tree)

    return clean if counts or inner else None


def _of_rows(whole: Schema, node: Schema) -> Look | None:
    """Of a list of objects, told by column; None where there is nothing to look for."""
    counts, inner = _members(whole, node)

    def clean(rows: Any) -> bool:
        for name in counts:
            if not _WHOLE.issuperset([type(row.get(name)) for row in rows]):
                return False
        return all(child(row[name]) for name, child in inner for row in rows if name in row)

    return clean if counts or inner else None


def _members(whole: Schema, node: Schema) -> tuple[list[str], list[tuple[str, Look]]]:
    """The members of an object: those that are counts, and those that hold some."""
    said = {name: resolve(whole, child) for name, child in node["properties"].items()}
    looks = [(name, _of_member(whole, child)) for name, child in said.items()]
    counts = [name for name, child in said.items() if child["type"] == "integer"]
    return counts, [(name, look) for name, look in looks if look is not None]


def _of_member(whole: Schema, said: Schema) -> Look | None:
    if said["type"] == "object":
        return _of_object(whole, said)
    if said["type"] != "array":
        return None
    if said["x-item"] == "*":
        return lambda _documents: False
    entries = resolve(whole, said["items"])
    return _of_rows(whole, entries) if entries["type"] == "object" else None
