"""Every member of a document, in the order of its schema, with its place and its kind of value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from validators.schema import resolve
from ybzj_docs import catalog

Schema = Mapping[str, Any]
_TEXT = re.compile(r"text[0-9]+")


@dataclass(frozen=True, slots=True)
class Member:
    """One member: ``pointer`` has ``*`` for list positions, ``schema`` is resolved, ``kind`` as :func:`kind`."""

    pointer: str
    schema: Schema
    kind: str
    required: bool


def members(name: str) -> list[tuple[str, str, str, str]]:
    """Pointer, Chinese title, kind, and ``✓`` where required, of every member of ``name``, groups unfolded.

    Raises:
        catalog.UnknownName: no such form.
    """
    whole = catalog.schema(name)
    found = walk(whole, resolve(whole, whole), unfold=True)
    return [(each.pointer, each.schema.get("title", ""), _told(each), "✓" * each.required) for each in found]


def _told(member: Member) -> str:
    return " ".join(filter(None, (member.kind, member.schema.get("x-codelist"))))


def walk(whole: Schema, node: Schema, pointer: str = "", *, unfold: bool) -> Iterator[Member]:
    """The members below the resolved ``node``; those of groups that have a name only where ``unfold`` is set."""
    if node.get("x-item") == "*":
        yield Member(f"{pointer}/*", node["items"], "document", True)
    elif "items" in node:
        entry = resolve(whole, node["items"])
        if unfold or "x-kind" not in entry:
            yield from walk(whole, entry, f"{pointer}/*", unfold=unfold)
    for key, child in node.get("properties", {}).items():
        schema = resolve(whole, child)
        place = f"{pointer}/{key}"
        yield Member(place, schema, kind(whole, schema), key in node.get("required", ()))
        if unfold or "x-kind" not in schema:
            yield from walk(whole, schema, place, unfold=unfold)


def kind(whole: Schema, schema: Schema) -> str:
    """The kind of value of the resolved ``schema``: ``date``, ``text(100)``, ``code``, ``person``, ``[period]`` ...

    ``[...]`` is a list, ``{}`` an object without a name, ``[*]`` a list of documents, quoted what is constant.
    """
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "items" in schema:
        return f"[{'*' if schema.get('x-item') == '*' else kind(whole, resolve(whole, schema['items']))}]"
    name = str(schema.get("x-kind", ""))
    if name.startswith("code"):
        return "code"
    if _TEXT.fullmatch(name):
        return f"text({schema['maxLength']})"
    if not name and "properties" in schema:
        return "{}"
    types = schema.get("type", "")
    return name or (types if isinstance(types, str) else "|".join(types))
