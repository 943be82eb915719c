"""Words for findings: the message of a rule in Chinese or English, and the Chinese names of fields."""

from typing import Literal

from validators import structure
from validators.finding import Finding, Messages, tokens
from validators.rule import rules
from validators.schema import Schema, member, resolve, step
from ybzj_docs import catalog
from ybzj_docs.codec.messages import MESSAGES as READING

Lang = Literal["zh", "en"]


def layer_messages(code: str) -> Messages:
    """The messages of a code of reading or structure by key; none for an audit rule."""
    return {**structure.MESSAGES.get(code, {}), **READING.get(code, {})}


def _messages(code: str) -> Messages:
    return layer_messages(code) or rules()[code].messages


def message(finding: Finding, expected: str | None, actual: str | None, lang: Lang) -> str:
    """What ``finding`` says in ``lang``; ``expected`` and ``actual`` are already masked where they must be."""
    zh, en = _messages(finding.rule)[finding.key]
    template = en if lang == "en" else zh
    return template.format(**{**finding.data, "expected": expected, "actual": actual})


def names(document_type: str | None, tree: object, pointer: str) -> tuple[tuple[str, ...], Schema | None]:
    """The Chinese names from the document down to ``pointer``, and the schema of that place where there is one.

    Entries of lists are numbered from 1, as a person counts rows; a member that no schema knows keeps its name.
    """
    if document_type is None:
        return (("单据", "单据类型"), {"type": "string"}) if pointer == "/documentType" else (("单据",), None)
    whole = catalog.schema(document_type)
    node: Schema | None = resolve(whole, whole)
    crumbs = [catalog.form(document_type).title]
    for token in tokens(pointer):
        tree = step(tree, token)
        inner = None if node is None else member(whole, node, token, tree)
        if node is not None and "items" in node and token.isdecimal():
            crumbs[-1] = f"{crumbs[-1]}第{int(token) + 1}条"
        else:
            crumbs.append(_title(token) if inner is None else str(inner.get("title", token)))
        node = inner
    return tuple(crumbs), node


def box(document_type: str | None, tree: object, pointer: str) -> str:
    """The names down to ``pointer``, as a clerk looks for the box, and the pointer; of a whole document its name."""
    named = " › ".join(names(document_type, tree, pointer)[0])
    return f"{named}（{pointer}）" if pointer else named


def _title(name: str) -> str:
    """The title of a document that is missing, else the member's own name."""
    return catalog.form(name).title if name in catalog.DOCUMENT_TYPES else name
