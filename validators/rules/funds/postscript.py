"""The postscript does not tell whose money it is.

Why: the destination matches money by its postscript; without name and number it lies unmatched for months.
Basis: 人社险中心函〔2010〕58号 art. 4: name and social security number are to be marked; other numbers of the document
    serve as well. Batches and netting go by their list and are exempt.
Bad: postscript "医保个人账户转移"; "张宁" alone.
Good: postscript "张宁 11010519491231002X"; the name and the transfer number.
"""

import re
import unicodedata
from collections.abc import Iterator

from validators import names
from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

_PERSON_NUMBERS = ("idNumber", "socialSecurityNumber", "insuredNumber")
_NUMBERS = ("transferNumber", "traceNumber")
_LISTED = frozenset({"batch", "netting"})
_PASSED_OVER = re.compile(rf"[\s·{re.escape(names.DOTS)}-]+")


@rule(
    "FD-03",
    WARNING,
    title_zh="附言未写明姓名和编号",
    why_zh="依据 58 号第四条：划款须标明姓名和社会保障编号，否则到账后无法匹配。附言应有姓名，以及身份证件号码、社会保障号、"
    "个人编号、转移业务编号之一；批量划转和轧差清算除外。请补正附言，已划款的把编号告知对方。",
    forms=("fundNotice", "fundReceipt"),
    reads=(
        "/postscript",
        "/batchNumber",
        "/settlementMode",
        "/matchMethod",
        "/transferNumber",
        "/person/name",
        "/person/idNumber",
        "/person/socialSecurityNumber",
        "/person/insuredNumber",
        "/allocations/*/name",
        "/allocations/*/transferNumber",
    ),
    risk="资金",
    covers=("58-4",),
    messages={
        "name": (
            "附言中没有参保人姓名；请补正，或把姓名和编号告知对方",
            "the postscript does not bear the person's name; correct it, or tell the other side name and number",
        ),
        "number": (
            "附言中没有身份证件号码、社会保障号、个人编号或转移业务编号；请补正，或把编号告知对方",
            "the postscript bears neither a number of the person nor the transfer number; correct it, or tell the "
            "other side",
        ),
    },
)
def postscript_tells_whose(document: Document, _scene: Scene) -> Iterator[At]:
    """Look for the name, then for one of the numbers that the document gives."""
    postscript = document.get("postscript")
    if postscript is None or _in_batch(document):
        return
    entry: Document = next(iter(document.get("allocations", ())), {})
    person = document.get("person", {})
    name = person.get("name", entry.get("name"))
    given = [person.get(member) for member in _PERSON_NUMBERS]
    given += [holder.get(member) for holder in (document, entry) for member in _NUMBERS]
    numbers = [_folded(number) for number in given if number]
    text = _folded(postscript)
    if name and _folded(name) not in text:
        yield at("/postscript", "name", expected=name, actual=postscript, personal=True)
    elif numbers and not any(number in text for number in numbers):
        yield at("/postscript", "number", actual=postscript, personal=True)


def _in_batch(document: Document) -> bool:
    """Whether the money of several people comes in one sum, by a list."""
    mode = document.get("settlementMode")
    if document.get("matchMethod") == "batch-list" or len(document.get("allocations", ())) > 1:
        return True
    return mode in _LISTED or ("batchNumber" in document and mode is None)


def _folded(text: str) -> str:
    """The text as banks carry it: no width, no case, no blanks, dots or hyphens."""
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text).upper())
