"""The papers that events make: out of the record, our own agency's entry in the register, and the draft.

What the draft says stands, but for number, day, edition and transferNumber, which are the store's to give. A member that
nothing tells stays absent; where it is required, the check refuses the paper.
"""

from collections.abc import Mapping

from validators.numbers.document_number import LETTERS
from ybzj_docs.transfer import papers_money, papers_relation
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.parts import Maker, Members, Settler, Work, ordered

__all__ = ["Work", "applicants", "make", "renewed", "resupplied"]

_OF_TYPE = {form: letters for letters, form in LETTERS.items()}
_MAKERS: Mapping[str, Maker] = {**papers_relation.MAKERS, **papers_money.MAKERS}
_SETTLED: Mapping[str, Settler] = {**papers_relation.SETTLED, **papers_money.SETTLED}


def _nothing(*_: object) -> Members:
    return {}


def make(form: str, work: Work) -> Document:
    """The paper of a type that the step makes."""
    record, draft = work.record, work.brought.of(form) or {}
    members = {
        **_MAKERS[form](work),
        **draft,
        "documentType": form,
        "edition": record.edition or draft.get("edition"),
        "documentNumber": work.numbers(_OF_TYPE[form]),
        "issuedOn": work.day,
        "transferNumber": record.transfer_number or draft.get("transferNumber"),
    }
    return ordered(form, {**members, **_SETTLED.get(form, _nothing)(work, members)})


def applicants(document: Document, work: Work) -> Document:
    """An applicant's paper as it came, with number and day where it has none."""
    form = document["documentType"]
    given = {**_MAKERS.get(form, _nothing)(work), **document}
    if "documentNumber" not in given:
        given["documentNumber"] = work.numbers(_OF_TYPE[form])
    given.setdefault("issuedOn", work.day)
    if work.record.edition:
        given.setdefault("edition", work.record.edition)
    return ordered(form, given)


def resupplied(document: Document, work: Work) -> Document:
    """The application with what was missing: a revision of the one on file, under its number."""
    before = work.record.newest("application") or {}
    last = before.get("revision", 0)
    given = {**document, "revision": max(document.get("revision", 0), last + 1)}
    given.setdefault("documentNumber", before.get("documentNumber"))
    given.setdefault("edition", work.record.edition)
    if "documentNumber" in before and given["documentNumber"] != before["documentNumber"]:
        given.setdefault("replaces", before["documentNumber"])
    if document.get("issuedOn") in (None, before.get("issuedOn")):
        given["issuedOn"] = work.day  # a later version of a later day
    return ordered("application", given)


def renewed(document: Document, work: Work) -> Document:
    """A new version of a paper on file: its own number, what it replaces, and the letter that asked for it.

    The one on file is the newest version of that which ``replaces`` names, else the last.
    """
    form = document["documentType"]
    letter = work.record.newest("correctionLetter")
    filed = work.record.all(form)
    named = (one for one in filed if one["documentNumber"] == document.get("replaces"))
    before = next(named, filed[-1] if filed else {})
    for one in filed:  # in the order in which they were filed: versions follow each other
        if before and one.get("replaces") == before["documentNumber"]:
            before = one
    made = make(form, work)
    version = {**made, "revision": before.get("revision", 0) + 1}
    if before:
        version["replaces"] = before["documentNumber"]
    if letter and letter.get("concerns") == version.get("replaces"):
        version["correctionNumber"] = letter["documentNumber"]
    return ordered(form, version)
