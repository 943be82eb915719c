"""Which document a tree is: its type, or the IO-06 that says why there is none."""

from difflib import get_close_matches
from typing import Any

from ybzj_docs.catalog import DOCUMENT_TYPES
from ybzj_docs.codec.record import Defect, defect

MESSAGE = "message"
#: The format of exchange messages that we write, and the highest that we read.
FORMAT_VERSION = "1"


def identify(tree: Any) -> tuple[str | None, Defect | None]:
    """The type of the document ``tree`` (``message`` for a message), or None and what is wrong."""
    if not isinstance(tree, dict):
        return None, defect("IO-06", "no-object")
    if "documentType" in tree:
        return _document(tree["documentType"])
    if "messageType" not in tree:
        return None, defect("IO-06", "untyped", expected="documentType")
    return MESSAGE, version_defect(tree)


def _document(name: Any) -> tuple[str | None, Defect | None]:
    if isinstance(name, str) and name in DOCUMENT_TYPES:
        return name, None
    return None, unknown_type(name)


def unknown_type(name: Any) -> Defect:
    """The IO-06 of a documentType that we do not have, with the nearest one that we have."""
    actual = name if isinstance(name, str) else None
    return defect("IO-06", "unknown-type", pointer="/documentType", expected=nearest(actual), actual=actual)


def nearest(name: str | None) -> str | None:
    """The document type most like ``name``, if one is like it."""
    found = get_close_matches(name[:40], DOCUMENT_TYPES, 1) if name else []
    return found[0] if found else None


def version_defect(tree: dict[str, Any]) -> Defect | None:
    """The IO-06 of a message whose format is newer than ours."""
    version = tree.get("formatVersion")
    if not isinstance(version, str) or not version.isascii() or not version.isdecimal():
        return None
    number = version.lstrip("0")
    if (len(number), number) <= (len(FORMAT_VERSION), FORMAT_VERSION):
        return None
    return defect("IO-06", "newer", pointer="/formatVersion", expected=FORMAT_VERSION, actual=version)
