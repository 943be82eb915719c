"""Writes any tree as XML, broken ones too: what the codec refuses to write, an XSD must refuse to accept."""

from typing import Any

from lxml import etree

from validators.schema import member, resolve
from ybzj_docs import catalog

Schema = Any
Tree = Any


class InexpressibleError(ValueError):
    """The tree has no counterpart in XML: null, a document without a name, a character that XML forbids."""


def loose_xml(name: str, tree: Tree) -> etree._Element:
    """The element of ``tree``, a document of type ``name``, members in the schema's order, unknown ones last.

    Raises:
        InexpressibleError: XML has no way to say it.
    """
    whole = catalog.schema(name)
    try:
        return _element(name, whole, resolve(whole, whole), tree)
    except ValueError as error:
        raise InexpressibleError(str(error)) from error


def _element(tag: str, whole: Schema, node: Schema, value: Tree) -> etree._Element:
    made = etree.Element(f"{{{catalog.NAMESPACE}}}{tag}")
    if isinstance(value, dict):
        order = list(node.get("properties", {}))
        for key in sorted(value, key=lambda key: order.index(key) if key in order else len(order)):
            made.append(_element(key, whole, member(whole, node, key) or {}, value[key]))
    elif isinstance(value, list):
        for entry in value:
            made.append(_element(_entry_name(node, entry), whole, member(whole, node, "0", entry) or {}, entry))
    else:
        made.text = _text(value)
    return made


def _entry_name(node: Schema, entry: Tree) -> str:
    name = node.get("x-item", "item")
    if name != "*":
        return str(name)
    if isinstance(entry, dict) and isinstance(entry.get("documentType"), str):
        return str(entry["documentType"])
    raise InexpressibleError("a document without a type")


def _text(value: Tree) -> str:
    if value is None:
        raise InexpressibleError("null")
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
