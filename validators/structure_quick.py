"""Structure's verdict alone, and quickly: whether there is nothing at all to say of a document.

Of ten thousand documents most have nothing wrong; only of the others must be said what it is (``structure.py``).
"""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

from validators.schema import Schema

Lists = Mapping[str, frozenset[str]]
#: What Draft 4 calls an integer is written as one: to the later drafts 1.0 is one too.
_WHOLE = "urn:ybzj:whole"
_DRAFT_4 = {"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"}
#: Months that are looked up in a list, which is quicker than their patterns; of others one must look closer.
_MONTHS = [f"{year}-{month:02d}" for year, month in product(range(1900, 2200), range(1, 13))]


class Quick:
    """The quick verdict on documents of one form.

    ``schema`` is a JSON Schema that stands alone, ``lists`` holds the known codes of each open code list.
    """

    def __init__(self, schema: Schema, lists: Lists) -> None:
        import jsonschema_rs

        options = jsonschema_rs.RegexOptions()  # the linear engine: our patterns need no other
        registry = jsonschema_rs.Registry([(_WHOLE, _DRAFT_4)])
        narrowed = _narrowed(schema, lists)
        self._any, self._without_controls = (
            jsonschema_rs.Draft202012Validator(each, pattern_options=options, registry=registry).is_valid
            for each in (narrowed, _without_controls(narrowed))
        )

    def clean(self, tree: object, *, no_controls: bool) -> bool:
        """Whether structure finds nothing in ``tree``, and its counts are ints.

        ``no_controls`` promises that no text in it holds U+0000 to U+001F, U+007F to U+009F, U+FFFE or U+FFFF.
        """
        return bool((self._without_controls if no_controls else self._any)(tree))


def _narrowed(node: Any, lists: Lists) -> Any:
    """The schema with open code lists closed and counts whole; of unknown codes there is something to say."""
    if isinstance(node, list):
        return [_narrowed(each, lists) for each in node]
    if not isinstance(node, Mapping):
        return node
    if node.get("x-codelist") in lists:
        return {"enum": sorted(lists[node["x-codelist"]])}
    narrowed = {key: _narrowed(value, lists) for key, value in node.items()}
    if "month" in node.get("$defs", ()):
        narrowed["$defs"]["month"] = {"enum": _months(node["$defs"]["month"])}
    if narrowed.get("type") == "integer":
        del narrowed["type"]
        narrowed["$ref"] = _WHOLE
    return narrowed


def _months(node: Schema) -> list[str]:
    """The months that the patterns of ``node`` let through."""
    patterns = [re.compile(each["pattern"]) for each in (node, *node.get("allOf", ()))]
    return [month for month in _MONTHS if all(pattern.search(month) for pattern in patterns)]


def _without_controls(node: Any) -> Any:
    """The schema without its ban of control characters."""
    if isinstance(node, Mapping):
        return {key: _without_controls(value) for key, value in node.items() if not _is_ban(key, value)}
    return [_without_controls(each) for each in node] if isinstance(node, list) else node


def _is_ban(key: str, value: Any) -> bool:
    return key == "not" and isinstance(value, Mapping) and set(value) == {"pattern"}
