"""XML text before and beside the parser: DOCTYPE in the prolog, the root's name, offsets of start tags, depth."""

import re

from ybzj_docs.codec.record import Defect, defect

#: Blanks, comments and processing instructions (the XML declaration is read as one).
_PROLOG = re.compile(r"(?:[ \t\r\n]+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[^\s:<>/]+:)?([^\s:<>/]+)")
_START = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|(<)[^/!?]", re.DOTALL)
_TAG = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|(</)|(<)[^/!?<>\"'](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>", re.DOTALL
)


def declaration(text: str) -> Defect | None:
    """The IO-03 of a document type or entity declaration in the prolog; looked for before anything is parsed."""
    prolog = _PROLOG.match(text)
    offset = prolog.end() if prolog else 0
    return defect("IO-03", "doctype", offset) if _DECLARATION.match(text, offset) else None


def root_name(text: str) -> str:
    """The local name of the root element, empty where none is to be seen."""
    root = _ROOT.match(text, root_start(text))
    return root[1] if root else ""


def root_start(text: str) -> int:
    """Where the root element begins, if one does: the offset behind the prolog."""
    prolog = _PROLOG.match(text)
    return prolog.end() if prolog else 0


def start_tags(text: str) -> list[int]:
    """The offset of the ``<`` of every start tag of well-formed ``text``, in order."""
    return [match.start() for match in _START.finditer(text) if match[1]]


def beyond_depth(text: str, depth: int) -> int | None:
    """The offset of the first start tag at a level beyond ``depth``, also in text that is not well-formed."""
    level = 0
    for match in _TAG.finditer(text):
        if match[1]:
            level -= 1
        elif match[2]:
            level += 1
            if level > depth:
                return match.start()
            level -= match[0].endswith("/>")
    return None


def offset_of(text: str, line: int, column: int) -> int:
    """The offset of a line and column, both from 1; what lies beyond the text is its end."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return min(start + max(column, 1) - 1, len(text))


_TAG_BYTES = re.compile(_TAG.pattern.encode(), re.DOTALL)


def element_end(data: bytes, start: int) -> int:
    """The offset behind the element that begins at ``start`` of well-formed UTF-8; 0 where it does not end there."""
    level = 0
    for match in _TAG_BYTES.finditer(data, start):
        if match[1]:
            level -= 1
            if level == 0:
                return data.find(b">", match.end()) + 1
        elif match[2]:
            level += not match[0].endswith(b"/>")
            if level == 0:
                return match.end()
    return 0
