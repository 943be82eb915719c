"""Hypothesis strategies over our JSON Schemas: documents that are valid, and documents that broke.

Only the closed subset of JSON Schema is known that our schemas use; anything else raises ``KeyError`` loudly.

    @given(documents("certificate"))   trees that both JSON Schema engines accept
    @given(documents("message"))       messages of every type, with documents that the type may carry
    @given(documents("documents"))     lists of documents of every type
    @given(broken("certificate"))      Mutation(kind, pointer, tree): usually, not always, invalid
"""

import copy
import datetime
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from validators import schema as json_schema
from ybzj_docs import catalog

Tree = Any
Schema = Any
Path = tuple[str | int, ...]
Strategy = st.SearchStrategy[Any]

#: Names and texts that have broken software before: rare characters, other scripts, XML's own characters.
HARD_TEXTS = (
    *("欧阳娜", "\U00020bb7田三郎", "王\U0002b6e2", "㛃", "吾丽亚·买买提", "D'Artagnan Jr.", "José", "Jose\u0301"),
    *("Анна-Мария", "مريم", "ธนกร", " 前后有空 ", "A&B <c> ]]> \"d\" 'e'", "&amp;&#65;", "\u3000", "0", "true"),
    *("1e5", "👩\u200d👧", "\ufffd", "\ufeff甲", "\u2028"),
)
#: Text to put in place of any string; most are no value of most kinds.
BAD_TEXTS = (
    *("", " ", "\t", "a\nb", "\u0085", "\x7f", "TRUE", "1.5", "-1.00", "01.00", "100000000000.00", "9" * 41),
    *("320２00", "2026-02-30", "2026-13", "2026-11-02Z", "2200-01-01", "1949-12", "2026-11-02T24:00:00Z"),
    "永" * 1001,
)
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_LONGEST_LIST = 3


# --- values ---


def _texts(node: Schema) -> Strategy:
    low, high = node["minLength"], node["maxLength"]
    hard = st.sampled_from([text for text in HARD_TEXTS if low <= len(text) <= high])
    longest = st.sampled_from(["永" * high, "\U00020000" * high])
    return st.one_of(hard, st.text(_CHARACTERS, min_size=low, max_size=min(high, 20)), longest)


def _times() -> Strategy:
    first = datetime.datetime(1000, 1, 1, tzinfo=datetime.UTC)
    seconds = st.integers(0, 1999 * 365 * 86400)  # to 2997
    moments = seconds.map(lambda count: (first + datetime.timedelta(seconds=count)).isoformat()[:19])
    fractions = st.sampled_from(["", ".5", ".123456", ".000000"])
    zones = st.sampled_from(["Z", "+08:00", "+14:00", "-14:00", "-00:00", "+05:45"])
    return st.builds("{}{}{}".format, moments, fractions, zones)


def _dates() -> Strategy:
    edges = st.sampled_from(["1900-01-01", "2199-12-31", "2000-02-29"])
    days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
    return edges | days.map(datetime.date.isoformat)


def _months() -> Strategy:
    return st.builds("{:04}-{:02}".format, st.integers(1950, 2099), st.integers(1, 12))


def _money() -> Strategy:
    cents = st.sampled_from([0, 1, 10, 100, 9999999999999]) | st.integers(0, 9999999999999)
    return cents.map(lambda value: f"{value // 100}.{value % 100:02}")


#: Kinds that a pattern alone would draw badly or slowly.
_KINDS: dict[str, Callable[[], Strategy]] = {
    "date": _dates,
    "month": _months,
    "time": _times,
    "money": _money,
}


def _strings(node: Schema) -> Strategy:
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "pattern" not in node:
        return _texts(node)
    high = node.get("maxLength", 10**6)
    drawn = st.from_regex(node["pattern"], fullmatch=True)
    return drawn.filter(lambda text: text.isascii() and len(text) <= high)


def _integers(node: Schema) -> Strategy:
    low, high = node["minimum"], node["maximum"]
    return st.sampled_from([low, low + 1, high]) | st.integers(low, high)


# --- trees ---


@functools.cache
def documents(name: str) -> Strategy:
    """Valid trees of the document type, ``message`` or ``documents``: optional members come and go."""
    whole = catalog.schema(name)
    return _messages(whole) if name == "message" else _values(whole, whole)


def _values(whole: Schema, node: Schema) -> Strategy:
    node = json_schema.resolve(whole, node)
    if node.get("x-kind") in _KINDS:
        return _KINDS[node["x-kind"]]()
    makers: dict[str, Callable[[], Strategy]] = {
        "string": lambda: _strings(node),
        "integer": lambda: _integers(node),
        "boolean": st.booleans,
        "array": lambda: _lists(whole, node),
        "object": lambda: _objects(whole, node),
    }
    return makers[node["type"]]()


def _lists(whole: Schema, node: Schema) -> Strategy:
    low = node["minItems"]
    high = max(low, min(_LONGEST_LIST, node.get("maxItems", _LONGEST_LIST)))
    return st.lists(_values(whole, node["items"]), min_size=low, max_size=high)


def _objects(whole: Schema, node: Schema) -> Strategy:
    if "allOf" in node:  # an entry of many documents: one of the document types
        return st.one_of([_values(whole, branch["then"]) for branch in node["allOf"]])
    members = {key: _values(whole, child) for key, child in node["properties"].items()}
    needed = node.get("required", [])
    drawn = st.fixed_dictionaries(
        {key: members[key] for key in needed},
        optional={key: value for key, value in members.items() if key not in needed},
    )
    return drawn.filter(bool) if node.get("minProperties") else drawn


def _messages(whole: Schema) -> Strategy:
    return st.one_of([_message(whole, branch["if"], branch["then"]) for branch in whole["allOf"]])


def _message(whole: Schema, condition: Schema, then: Schema) -> Strategy:
    """Messages of one type: the head, and the one body that the type carries."""
    (body,) = then["required"]
    said = then["properties"][body]
    head = {key: child for key, child in whole["properties"].items() if key not in then["properties"]}
    node = {key: value for key, value in whole.items() if key != "allOf"} | {"properties": head}
    kind = st.just(condition["properties"]["messageType"]["const"])
    carried = _carried(whole, said) if body == "documents" else _values(whole, said)
    own = st.fixed_dictionaries({"messageType": kind, body: carried})
    return st.builds(lambda first, second: {**first, **second}, _values(whole, node), own)


def _carried(whole: Schema, said: Schema) -> Strategy:
    """The documents of a message: each allowed type at most once, and those that must be there."""
    allowed = said["items"]["properties"]["documentType"]["enum"]
    needed = {
        rule["contains"]["properties"]["documentType"]["const"]
        for rule in said.get("allOf", [])
        if rule["minContains"]
    }
    kinds = st.lists(st.sampled_from(allowed), min_size=1, max_size=said["maxItems"], unique=True)
    return kinds.filter(needed.issubset).flatmap(lambda names: _one_of_each(whole, names))


def _one_of_each(whole: Schema, names: list[str]) -> Strategy:
    return st.tuples(*[_values(whole, whole["$defs"][name]) for name in names]).map(list)


# --- broken trees ---


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change to a valid tree: what was done, at which JSON Pointer, and the tree that came of it."""

    kind: str
    pointer: str
    tree: Tree


def broken(name: str) -> Strategy:
    """Mutations of valid trees of ``name``."""
    return documents(name).flatmap(mutations)


def mutations(tree: Tree) -> Strategy:
    """One random :class:`Mutation` of ``tree``, which is left as it is."""
    return st.sampled_from(list(_places(tree))).flatmap(lambda path: _changes(tree, path))


def _places(tree: Tree, path: Path = ()) -> Iterator[Path]:
    """The path of every member and entry below ``tree``."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in entries:
        yield (*path, key)
        yield from _places(child, (*path, key))


def _value(tree: Tree, path: Path) -> Tree:
    return functools.reduce(lambda node, key: node[key], path, tree)


def _changes(tree: Tree, path: Path) -> Strategy:
    value = _value(tree, path)
    found: list[tuple[str, Tree]] = [("drop", None), ("rename", "x"), ("text", "")]
    if isinstance(value, str):
        texts = (*BAD_TEXTS, f"{value}\u0001", f"{value}\n", f"{value}x")
        found += [("text", text) for text in texts if text != value]
        found += [("type", other) for other in (7, True, None, ["a"], {"a": "b"})]
    elif isinstance(value, int):
        found += [("number", other) for other in (-1, 1000000, 2**70, 1.5, "1", None)]
    elif isinstance(value, list):
        found += [("empty", []), ("repeat", value * 11)]
    else:
        found += [("empty", {})]
    return st.sampled_from(found).map(lambda change: _apply(tree, path, *change))


def _apply(tree: Tree, path: Path, kind: str, value: Tree) -> Mutation:
    new = copy.deepcopy(tree)
    parent, last = _value(new, path[:-1]), path[-1]
    if kind == "drop":
        del parent[last]
    elif kind == "rename" and isinstance(parent, dict):
        parent[f"{last}{value}"] = parent.pop(last)
    else:
        parent[last] = value
    return Mutation(kind, "".join(f"/{key}" for key in path), new)
