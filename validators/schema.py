"""Walking a JSON Schema that stands alone: from a pointer in a document to what the schema says of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from validators.finding import tokens

Schema = Mapping[str, Any]


def resolve(whole: Schema, node: Schema) -> Schema:
    """``node`` of ``whole`` with its reference followed; its own words (title) win over the target's.

    The innermost definition's name stands in ``x-kind``: ``date``, ``text100``, ``person``, ``code-sex`` ...
    """
    reference = node.get("$ref")
    if reference is None:
        return node
    target: Any = whole
    for token in tokens(reference[1:]):
        target = target[token]
    merged = {"x-kind": reference.rsplit("/", 1)[1], **resolve(whole, target)}
    merged.update({key: value for key, value in node.items() if key != "$ref"})
    return merged


def member(whole: Schema, node: Schema, token: str, value: object = None) -> Schema | None:
    """The resolved schema of the member or list entry ``token`` of the resolved ``node``; None where unknown.

    ``value`` is what stands there: of a list of documents it tells which form's schema applies.
    """
    if "items" not in node:
        child = node.get("properties", {}).get(token)
        return None if child is None else resolve(whole, child)
    if not (token.isdecimal() or token == "*"):
        return None
    if node.get("x-item") == "*":
        form = value.get("documentType") if isinstance(value, Mapping) else None
        if isinstance(form, str) and form in whole["$defs"]:
            return resolve(whole, {"$ref": f"#/$defs/{form}"})
    return resolve(whole, node["items"])


def value_at(tree: object, pointer: str) -> object:
    """The value at ``pointer`` in ``tree``; None where nothing stands there."""
    for token in tokens(pointer):
        tree = step(tree, token)
    return tree


def schema_at(whole: Schema, tree: object, pointer: str) -> Schema | None:
    """The resolved schema of the place ``pointer`` in the document ``tree``; None where the schema has none."""
    node: Schema | None = resolve(whole, whole)
    for token in tokens(pointer):
        if node is None:
            return None
        tree = step(tree, token)
        node = member(whole, node, token, tree)
    return node


def step(tree: object, token: str) -> object:
    """The member or entry ``token`` of ``tree``; None where there is none."""
    if isinstance(tree, Mapping):
        return tree.get(token)
    if isinstance(tree, Sequence) and not isinstance(tree, str) and token.isdecimal() and int(token) < len(tree):
        return tree[int(token)]
    return None
