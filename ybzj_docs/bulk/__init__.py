"""Checking of any number of documents, in files and streams of any size: the one engine of ``ybzj check``."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from ybzj_docs.bulk.engine import Engine, Progress, Sizes
from ybzj_docs.bulk.hands import ManyHands, OwnHands, Stopped
from ybzj_docs.bulk.journal import Differs, Journal, begun
from ybzj_docs.bulk.resuming import inputs_of
from ybzj_docs.checking import Options, Outcome, Report, report_of
from ybzj_docs.checking.reports.sink import Collected, Listing

__all__ = [
    "Differs",
    "How",
    "Journal",
    "Outcome",
    "Progress",
    "Sizes",
    "begun",
    "check",
    "check_into",
    "inputs_of",
]


def _never() -> bool:
    return False


def _untold(_progress: Progress) -> None:
    """Progress is of no interest."""


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done; what is found does not depend on it.

    ``jobs`` processes (1 = this one). ``stop`` is asked again and again whether to leave off. ``progress`` is told
    how far the check has come. With a ``journal`` another check can go on where this one is broken off; one that was
    found is gone on with.
    """

    jobs: int = 1
    stop: Callable[[], bool] = _never
    progress: Callable[[Progress], None] = _untold
    sizes: Sizes = field(default_factory=Sizes)
    journal: Journal | None = None


def check(
    paths: Iterable[str],
    options: Options,
    *,
    stdin: bytes = b"",
    list_all: bool = False,
    max_findings: int | None = None,
    max_per_rule: int | None = None,
    jobs: int = 1,
) -> Report:
    """Check every document that ``paths`` name and report them in the order given, as :func:`check_into` does.

    ``max_findings`` caps what is listed in all, ``max_per_rule`` of one rule; the summary counts everything.
    """
    kept = Collected()
    listing = Listing(kept, list_all, max_findings, max_per_rule)
    return report_of(kept, options, check_into(listing, paths, options, stdin=io.BytesIO(stdin), how=How(jobs)))


def check_into(
    listing: Listing, paths: Iterable[str], options: Options, *, stdin: BinaryIO | None = None, how: How | None = None
) -> Outcome:
    """Check every document that ``paths`` name, in their order, into a report that is written meanwhile.

    ``-`` stands for ``stdin``. An input that cannot be read is told in the outcome and the rest goes on. Memory does
    not grow with the input, but for ``options.cases`` True: what is one case is held.

    Raises:
        validators.run.RuleCrashed: a rule failed on bad data: our bug.
        concurrent.futures.process.BrokenProcessPool: one of the processes died.
        Differs: what the check to go on with has passed is no longer what it was.
    """
    how = how or How()
    with ManyHands(options, how.stop, how.jobs) as many:
        hands = many if how.jobs > 1 else OwnHands(options, how.stop)
        engine = Engine(listing, options, hands, how.sizes, how.progress, how.journal)
        try:
            engine.check(paths, stdin)
        except Stopped:
            listing.end(interrupted=True)
            return engine.outcome(interrupted=True)
    listing.end()
    return engine.outcome()
