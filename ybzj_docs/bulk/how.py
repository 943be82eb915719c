"""How a check is done: what is found does not depend on it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from ybzj_docs.bulk.journal import Journal


@dataclass(frozen=True, slots=True)
class Sizes:
    """In bytes: from which size on a file is read part by part, and how large a part is.

    ``flat`` is how many files of one folder are held at once while cases are looked for among them.
    """

    stream: int = 1 << 20
    part: int = 8 << 20
    flat: int = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check has come: documents, bytes read, and of how many, None where that is not known.

    ``before`` of them an earlier check had read.
    """

    documents: int
    read: int
    of: int | None
    before: int = 0


def _never() -> bool:
    return False


def _untold(_progress: Progress) -> None:
    """Progress is of no interest."""


Waits = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done.

    ``jobs`` processes (1 = this one). ``stop`` is asked again and again whether to leave off; ``waits`` is entered
    where a pipe may have nothing to read for long: whoever asks to stop then may raise ``hands.Stopped``.
    ``progress`` is told how far the check has come. With a ``journal`` another check can go on where this one is
    broken off; one that was found is gone on with.
    """

    jobs: int = 1
    stop: Callable[[], bool] = _never
    progress: Callable[[Progress], None] = _untold
    sizes: Sizes = field(default_factory=Sizes)
    journal: Journal | None = None
    waits: Waits = nullcontext
