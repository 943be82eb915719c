"""Replace single values in the text of a document, and leave every other character as it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from json import dumps
from json.decoder import JSONDecoder
from xml.sax.saxutils import escape

from ybzj_docs.codec.record import Format

_decode = JSONDecoder().raw_decode
_START_TAG = re.compile(r"<([^\s/>]+)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*?(/?)>")
_INSIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|(</)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """A text value to be replaced: ``line`` and ``column`` (from 1) of its value, in XML of its start tag."""

    line: int
    column: int
    value: str


def edited(text: str, form: Format, edits: Iterable[Edit]) -> str:
    """``text``, a well-formed document or several, with the values at ``edits`` replaced."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    spans = sorted((starts[edit.line - 1] + edit.column - 1, edit.value) for edit in edits)
    replace = _json if form == "json" else _xml
    for offset, value in reversed(spans):
        text = replace(text, offset, value)
    return text


def _json(text: str, offset: int, value: str) -> str:
    return text[:offset] + dumps(value, ensure_ascii=False) + text[_decode(text, offset)[1] :]


def _xml(text: str, offset: int, value: str) -> str:
    tag = _START_TAG.match(text, offset)
    if tag is None:
        raise ValueError(f"no start tag at {offset}")
    if tag[2]:
        return f"{text[:offset]}{tag[0][:-2].rstrip()}>{escape(value)}</{tag[1]}>{text[tag.end() :]}"
    end = next(match.start() for match in _INSIDE.finditer(text, tag.end()) if match[1])
    return text[: tag.end()] + escape(value) + text[end:]
