"""Which documents are one case: those of one folder that are of one person and one transfer."""

from collections import Counter
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


def cases(sheets: Sequence[Sheet], wanted: bool | None) -> list[list[int]]:
    """The cases among ``sheets``, each as positions in order; a document alone, and one of many in a file, is none.

    ``wanted`` True takes all as one case, False none; None finds them folder by folder.
    """
    usable = [index for index, sheet in enumerate(sheets) if _usable(sheet)]
    if wanted is False:
        return []
    if wanted:
        groups = [usable]
    else:
        alone = [index for index in usable if sheets[index].record.number is None]
        groups = [case for folder in _by_folder(sheets, alone) for case in _of_folder(sheets, folder)]
    return sorted((group for group in groups if len(group) > 1), key=lambda group: group[0])


def _usable(sheet: Sheet) -> bool:
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
    """The whole folder where it is of one person and nothing stands twice; else what references join."""
    trees = {index: sheets[index].tree or {} for index in indexes}
    if _twice(trees):
        return _linked(trees)
    return [list(indexes)] if _one_person(list(trees.values())) else []


def _twice(trees: dict[int, dict[str, Any]]) -> bool:
    """Whether a type that a transfer has once stands twice; versions and notations of one document count once."""
    current = [paper.tree for paper in Case([Paper(index, tree) for index, tree in trees.items()]).current]
    documents = {(kind, identity(tree)) for tree in current if (kind := _once(tree)) is not None}
    return any(count > 1 for count in Counter(kind for kind, _ in documents).values())


def _once(tree: Mapping[str, Any]) -> Hashable | None:
    form = tree.get("documentType")
    return (form, *(str(tree.get(name)) for name in _ONCE[form])) if form in _ONCE else None


def _one_person(trees: Sequence[dict[str, Any]]) -> bool:
    """Whether all persons that the documents name share a name or an idNumber."""
    people = [person for tree in trees if isinstance(person := tree.get("person"), dict)]
    return any(len({str(person.get(name)).upper() for person in people}) <= 1 for name in ("name", "idNumber"))


def _linked(trees: dict[int, dict[str, Any]]) -> list[list[int]]:
    """The documents that references join: two that bear or name the same document or transfer, and so on."""
    groups: list[tuple[set[int], set[Hashable]]] = []
    for index, tree in trees.items():
        members, numbers = {index}, set(_numbers(tree))
        apart = []
        for group in groups:
            if numbers & group[1]:
                members |= group[0]
                numbers |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (members, numbers)]
    return [sorted(members) for members, _ in groups]


def _numbers(tree: Mapping[str, Any]) -> Iterator[Hashable]:
    """(type, number) of the document itself and of every one that it names."""
    form = tree["documentType"]
    yield from ((form, tree[name]) for name in ("documentNumber", "replaces") if name in tree)
    yield from ((kind, tree[name]) for name, kind in _REFERENCES.items() if name in tree)
    concerned = tree.get("concerns")
    if isinstance(concerned, str):
        yield document_number.document_type(concerned), concerned
