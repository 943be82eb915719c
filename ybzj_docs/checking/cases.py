"""Which documents are one case: those of one folder that are of one person and one transfer."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from validators.case import Case, Paper
from validators.numbers import document_number
from ybzj_docs.checking.checker import Sheet, identity
from ybzj_docs.codec.identify import MESSAGE

#: What a transfer has once; of a certificate each copy, of the two-sided papers each side.
_ONCE = {
    "application": (),
    "contactLetter": (),
    "transferConfirmation": (),
    "informationForm": (),
    "certificate": ("copy",),
    "precheck": ("side",),
    "completionNotice": ("side",),
}
#: Members that name another document, and the type of the one they name; ``replaces`` names one of their own.
_REFERENCES = {
    "inReplyTo": "contactLetter",
    "certificateNumber": "certificate",
    "applicationNumber": "application",
    "matchedTo": "fundNotice",
    "transferNumber": "transfer",
}
#: The members by which documents are put together.
MEMBERS = (
    *("documentType", "documentNumber", "replaces", "revision", "copy", "side", "person", "agency", "concerns"),
    *_REFERENCES,
)


def cases(sheets: Sequence[Sheet], wanted: bool | None) -> list[list[int]]:
    """The cases among ``sheets``, each as positions in order; a document alone, and one of many in a file, is none.

    ``wanted`` True takes all as one case, False none; None finds them folder by folder.
    """
    whole = [index for index, sheet in enumerate(sheets) if usable(sheet)]
    if wanted is False:
        return []
    if wanted:
        groups = [whole]
    else:
        alone = [index for index in whole if sheets[index].record.number is None]
        groups = [case for folder in _by_folder(sheets, alone) for case in _of_folder(sheets, folder)]
    return sorted((group for group in groups if len(group) > 1), key=lambda group: group[0])


def usable(sheet: Sheet) -> bool:
    """Whether a document may be one of a case: it could be read, and is no message."""
    return sheet.tree is not None and sheet.form not in (None, MESSAGE)


def _by_folder(sheets: Sequence[Sheet], indexes: Sequence[int]) -> list[list[int]]:
    folders: dict[str, list[int]] = {}
    for index in indexes:
        if sheets[index].path != "-":
            folders.setdefault(_folder(sheets[index].path), []).append(index)
    return list(folders.values())


def _folder(path: str) -> str:
    """The folder of a file, or within a zip the folder of a member."""
    archive, mark, inner = path.rpartition("!")
    return f"{archive}{mark}{PurePath(inner).parent}"


def _of_folder(sheets: Sequence[Sheet], indexes: Sequence[int]) -> list[list[int]]:
    trees = {index: sheets[index].tree or {} for index in indexes}
    return of_folder(trees, {index: identity(tree) for index, tree in trees.items()})


def of_folder(trees: Mapping[int, dict[str, Any]], digests: Mapping[int, bytes]) -> list[list[int]]:
    """The cases among the documents of one folder, by position: all of them where they are of one person and nothing
    stands twice; else what references join.

    Of the trees the members ``MEMBERS`` are enough; equal ``digests`` mark notations of one document.
    """
    if _twice(trees, digests):
        return _linked(trees)
    return [list(trees)] if _one_person(list(trees.values())) else []


def _twice(trees: Mapping[int, dict[str, Any]], digests: Mapping[int, bytes]) -> bool:
    """Whether a type that a transfer has once stands twice; versions and notations of one document count once."""
    alike: dict[tuple[str, str | None], list[Paper]] = {}
    papers = [Paper(index, tree) for index, tree in trees.items() if once(tree) is not None]
    for paper in papers:
        for name in ("documentNumber", "replaces"):
            if name in paper.tree:
                alike.setdefault((paper.form, paper.tree[name]), []).append(paper)
    seen: dict[Hashable, bytes] = {}
    for paper in papers:
        of_one = dict.fromkeys([paper, *alike.get((paper.form, paper.tree.get("documentNumber")), ())])
        if paper not in Case(of_one).current:
            continue
        if seen.setdefault(once(paper.tree), digests[paper.index]) != digests[paper.index]:
            return True
    return False


def once(tree: Mapping[str, Any]) -> Hashable | None:
    """What of a document a transfer has once, its type with the copy or the side; None where it may have many."""
    form = tree.get("documentType")
    return (form, *(str(tree.get(name)) for name in _ONCE[form])) if form in _ONCE else None


def _one_person(trees: Sequence[dict[str, Any]]) -> bool:
    """Whether all persons that the documents name share a name or an idNumber."""
    people = [person for tree in trees if isinstance(person := tree.get("person"), dict)]
    return any(len({str(person.get(name)).upper() for person in people}) <= 1 for name in ("name", "idNumber"))


def _linked(trees: Mapping[int, dict[str, Any]]) -> list[list[int]]:
    """The documents that references join: two that bear or name the same document or transfer, and so on."""
    groups: dict[int, list[int]] = {}
    group_of: dict[int, int] = {}
    bearer: dict[Hashable, int] = {}
    for index, tree in trees.items():
        groups[index], group_of[index] = [index], index
        for number in document_numbers(tree):
            other = group_of[bearer.setdefault(number, index)]
            if other != group_of[index]:
                small, large = sorted((other, group_of[index]), key=lambda one: len(groups[one]))
                for each in groups[small]:
                    group_of[each] = large
                groups[large] += groups.pop(small)
    return [sorted(group) for group in groups.values()]


def document_numbers(tree: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    """(type, number) of the document itself and of every one that it names."""
    form = tree["documentType"]
    yield from ((form, str(tree[name])) for name in ("documentNumber", "replaces") if name in tree)
    yield from ((kind, str(tree[name])) for name, kind in _REFERENCES.items() if name in tree)
    concerned = tree.get("concerns")
    if isinstance(concerned, str):
        yield document_number.document_type(concerned), concerned
