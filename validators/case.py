"""A case: the documents of one transfer, seen together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from validators.schema import value_at

_LEADS = ("application", "contactLetter", "informationForm")


@dataclass(frozen=True, eq=False, slots=True)
class Paper:
    """One document of a case. ``index`` is its position in the case; ``tree`` lacks what failed structure."""

    index: int
    tree: Mapping[str, Any]

    @property
    def form(self) -> str:
        """The document type."""
        return str(self.tree["documentType"])

    def get(self, pointer: str) -> Any:
        """The value at ``pointer``; None where nothing stands there."""
        return value_at(self.tree, pointer)


class Case:
    """The documents of one transfer, in the order given.

    Of a document and its later revision, or the one that replaces it, only the newer is *current*; rules look at
    the current ones unless the history is their matter.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = tuple(papers)

    @cached_property
    def current(self) -> tuple[Paper, ...]:
        """The papers that no other one of the case supersedes."""
        return tuple(paper for paper in self.papers if not any(_supersedes(other, paper) for other in self.papers))

    @cached_property
    def _by_form(self) -> Mapping[str, list[Paper]]:
        found: dict[str, list[Paper]] = {}
        for paper in self.current:
            found.setdefault(paper.form, []).append(paper)
        return found

    def of(self, *forms: str) -> list[Paper]:
        """The current papers of these types, in the order given."""
        if len(forms) == 1:
            return list(self._by_form.get(forms[0], ()))
        return [paper for paper in self.current if paper.form in forms]

    def one(self, form: str, **members: object) -> Paper | None:
        """The first current paper of a type, with these values of its own members (``side="origin"``)."""
        for paper in self.of(form):
            if all(paper.tree.get(name) == value for name, value in members.items()):
                return paper
        return None

    @cached_property
    def lead(self) -> Paper | None:
        """The document that leads the case, and whose profile its rules take.

        The application, else the contact letter, else the information form, else the first; None where there is none.
        """
        for form in _LEADS:
            if paper := self.one(form):
                return paper
        return self.papers[0] if self.papers else None

    @cached_property
    def edition(self) -> str | None:
        """The edition of the document that leads the case."""
        return self.lead.tree.get("edition") if self.lead else None

    @cached_property
    def has_employer(self) -> bool | None:
        """Whether a new employer takes the person in, as the application says; None where none says so."""
        application = self.one("application")
        return application.get("/hasEmployer") if application else None

    @cached_property
    def money_goes(self) -> bool | None:
        """Whether money is transferred, by the form's disposition; None where no form says so."""
        form = self.one("informationForm")
        disposition = form.get("/account/disposition") if form else None
        return None if disposition is None else disposition == "transfer"


def _supersedes(newer: Paper, older: Paper) -> bool:
    """Whether ``newer`` is a later revision of ``older``, or replaces it."""
    if newer is older or newer.form != older.form:
        return False
    number, other = newer.tree.get("documentNumber"), older.tree.get("documentNumber")
    if other is None or not _one_issuer(newer, older):
        return False
    if newer.tree.get("replaces") == other and number != other:
        return True
    return bool(number == other and newer.tree.get("revision", 0) > older.tree.get("revision", 0))


def _one_issuer(one: Paper, other: Paper) -> bool:
    """Whether nothing says that two papers of a type are of different issuers."""
    codes = [paper.get("/agency/agencyCode") for paper in (one, other)]
    return None in codes or codes[0] == codes[1]
