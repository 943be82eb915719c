"""Checking of any number of documents, in files and streams of any size: the public twin of ``ybzj check``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from ybzj_docs import checking
from ybzj_docs.bulk.engine import Engine, Progress, Sizes
from ybzj_docs.bulk.hands import ManyHands, OwnHands, Stopped
from ybzj_docs.checking import Options, Outcome
from ybzj_docs.checking.reports.sink import Listing

__all__ = ["How", "Outcome", "Progress", "Sizes", "check_into"]


def _never() -> bool:
    return False


def _untold(_progress: Progress) -> None:
    """Progress is of no interest."""


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done; what is found does not depend on it.

    ``jobs`` processes (1 = this one). ``stop`` is asked again and again whether to leave off. ``progress`` is told
    how far the check has come.
    """

    jobs: int = 1
    stop: Callable[[], bool] = _never
    progress: Callable[[Progress], None] = _untold
    sizes: Sizes = field(default_factory=Sizes)


def check_into(
    listing: Listing, paths: Iterable[str], options: Options, *, stdin: BinaryIO | None = None, how: How | None = None
) -> Outcome:
    """Check every document that ``paths`` name, in their order, into a report that is written meanwhile.

    ``-`` stands for ``stdin``. An input that cannot be read is told in the outcome and the rest goes on. Memory does
    not grow with the input, but for ``options.cases`` True: what is one case is held.

    Raises:
        validators.run.RuleCrashed: a rule failed on bad data: our bug.
        concurrent.futures.process.BrokenProcessPool: one of the processes died.
    """
    how = how or How()
    if options.cases:
        held = stdin.read() if stdin is not None else b""
        return checking.check_into(listing, paths, options, stdin=held)
    with ManyHands(options, how.stop, how.jobs) as many:
        hands = many if how.jobs > 1 else OwnHands(options, how.stop)
        engine = Engine(listing, options, hands, how.sizes, how.progress)
        try:
            engine.check(paths, stdin)
        except Stopped:
            listing.end(engine.cases, interrupted=True)
            return engine.outcome(interrupted=True)
    listing.end(engine.cases)
    return engine.outcome()
