"""Documents out of bytes: a document, several, or a message that carries them; drafts may lack their head."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from validators.finding import ERROR, Finding
from ybzj_docs import catalog
from ybzj_docs.checking.wording import message
from ybzj_docs.codec.read import read
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.examine import told_of
from ybzj_docs.transfer.refusal import by_rules


class Unreadable(Exception):
    """What was given cannot be read; ``zh`` and ``en`` say where and why, ``rule`` is the first code."""

    def __init__(self, rule: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.rule, self.zh, self.en = rule, zh, en


def documents(data: bytes, expected: Sequence[str]) -> tuple[Document, ...]:
    """The documents in ``data``, JSON or XML; a JSON object without type and number is a draft of ``expected[0]``.

    Raises:
        Unreadable: an IO finding.
        ybzj_docs.registers.Refused: structure that no tree can be made of.
    """
    found: list[Document] = []
    for record in read(_typed(data, expected)):
        for finding in record.findings:
            if finding.rule.startswith("IO-"):
                raise _unreadable(finding)
        errors = [told_of(one, record.document_type, record.tree) for one in record.findings if one.severity == ERROR]
        if errors:
            raise by_rules(errors)
        found += _carried(record.tree or {})
    return tuple(found)


def _typed(data: bytes, expected: Sequence[str]) -> bytes:
    """``data`` with the type of the draft that it is, where it is a JSON object that names none."""
    if not expected or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return data
    try:
        tree = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return data
    if not isinstance(tree, dict) or "documentType" in tree or "messageType" in tree:
        return data
    return orjson.dumps({"documentType": expected[0], **tree})


def _carried(tree: dict[str, Any]) -> Iterator[Document]:
    """The document itself, or those in a message."""
    if "documentType" in tree:
        yield tree
        return
    held = tree.get("documents")
    for one in held if isinstance(held, list) else ():
        if isinstance(one, dict) and one.get("documentType") in catalog.DOCUMENT_TYPES:
            yield one


def _unreadable(finding: Finding) -> Unreadable:
    zh, en = (message(finding, finding.expected, finding.actual, lang) for lang in ("zh", "en"))
    return Unreadable(finding.rule, f"{finding.rule} {zh}", f"{finding.rule} {en}")
