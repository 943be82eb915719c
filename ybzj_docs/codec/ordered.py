"""Documents with their members in the order of the forms, as people read them; the order carries no meaning."""

from collections.abc import Mapping
from typing import Any

from ybzj_docs.catalog import DOCUMENT_TYPES
from ybzj_docs.codec.shape import Entries, Members, Node, shape


def ordered(value: Any) -> Any:
    """``value`` with every document in it, at any depth, in the order of its form; what a form does not know comes last."""
    if isinstance(value, Mapping):
        if value.get("documentType") in DOCUMENT_TYPES:
            return _in_order(value, shape(value["documentType"]))
        return {name: ordered(inner) for name, inner in value.items()}
    return [ordered(inner) for inner in value] if isinstance(value, list | tuple) else value


def _in_order(value: Any, node: Node | None) -> Any:
    if isinstance(node, Entries) and isinstance(value, list | tuple):
        return [_in_order(inner, node.entry) for inner in value]
    if not isinstance(node, Members) or not isinstance(value, Mapping):
        return value
    known = {name: _in_order(value[name], field.node) for name, field in node.fields.items() if name in value}
    return {**known, **{name: inner for name, inner in value.items() if name not in known}}
