"""What is checked at once, by this process or another one: files of folders, or a part of one long text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from validators.profile import Override
from ybzj_docs.checking.result import CaseResult, DocumentResult
from ybzj_docs.codec.cut import Position
from ybzj_docs.codec.record import Defect

Kind = Literal["lines", "array", "xml"]


@dataclass(frozen=True, slots=True)
class Loose:
    """One file: by its name, or with its bytes, or with the defect for which they could not be come by.

    ``given`` says that it was named itself: then it is read whatever it is. ``decoded`` is as in ``Input``.
    """

    name: str
    data: bytes | None = None
    defect: Defect | None = None
    given: bool = False
    decoded: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one folder. ``cases`` True takes them as one case, False as none; None looks for cases among them.

    ``linked`` asks what tells to which case each belongs.
    """

    files: tuple[Loose, ...]
    cases: bool | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups. With ``light`` clean documents are only counted."""

    groups: tuple[Group, ...]
    light: bool


@dataclass(frozen=True, slots=True)
class Part:
    """From ``start`` to ``end`` of a text: a piece of it (``codec.cut``).

    ``data`` None = of the file ``name``, in which the text begins at the offset ``base``.
    """

    name: str
    kind: Kind
    start: int
    end: int
    first: bool
    last: bool
    light: bool
    base: int = 0
    data: bytes | None = None
    behind: bool = False
    defect: Defect | None = None
    opening: bytes = b""


Task = Batch | Part


@dataclass(frozen=True, slots=True)
class Link:
    """What tells to which case a document may belong, as JSON: members of the tree; ``digest`` of all of it."""

    members: bytes
    digest: bytes


@dataclass(slots=True)
class Slot:
    """What there is to say of one file: results, how many clean documents, or why it could not be read."""

    results: list[DocumentResult] = field(default_factory=list)
    clean: int = 0
    unread: tuple[str, str] | None = None
    link: Link | None = None


@dataclass(slots=True)
class Folded:
    """What there is to say of a group: of each file, and of its cases, numbered within it."""

    slots: list[Slot]
    cases: Sequence[CaseResult] = ()


@dataclass(slots=True)
class Done:
    """What there is to say of a task, and which overrides of the profile met something.

    Of a part: ``clean`` documents only counted, ``records``, and ``position`` where the next record begins, counted
    from where the part did; ``ended``, ``closed`` and ``mixed`` as a cutter tells them.
    """

    groups: list[Folded] = field(default_factory=list)
    results: list[DocumentResult] = field(default_factory=list)
    clean: int = 0
    records: int = 0
    position: Position = field(default_factory=Position)
    ended: bool = False
    closed: bool = False
    mixed: bool = False
    unread: tuple[str, str] | None = None
    overrides: frozenset[Override] = frozenset()


@dataclass(frozen=True, slots=True)
class Sound:
    """One document that has passed structure; ``number`` counts from 1 where its file holds several."""

    path: str
    number: int | None
    document_type: str
    tree: dict[str, Any]


@dataclass(slots=True)
class Kept(Done):
    """A part of which the documents themselves are kept; ``results`` are of those that did not pass."""

    sound: list[Sound] = field(default_factory=list)
