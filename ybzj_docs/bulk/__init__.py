"""Checking of any number of documents, in files and streams of any size: the one engine of ``ybzj check``."""

import io
from collections.abc import Iterable
from typing import BinaryIO

from ybzj_docs.bulk.engine import Engine
from ybzj_docs.bulk.hands import ManyHands, OwnHands, Stopped
from ybzj_docs.bulk.how import How, Progress, Sizes
from ybzj_docs.bulk.journal import Differs, Journal, begun
from ybzj_docs.bulk.resuming import inputs_of
from ybzj_docs.bulk.unreported import Unreported
from ybzj_docs.checking import Options, Outcome, Report, report_of
from ybzj_docs.checking.reports.sink import Collected, Listing

__all__ = [
    "Differs",
    "How",
    "Journal",
    "Outcome",
    "Progress",
    "Sizes",
    "Stopped",
    "begun",
    "check",
    "check_into",
    "inputs_of",
]


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
        OSError: the report, or the journal, cannot be written.
        Differs: what the check to go on with has passed is no longer what it was.
    """
    try:
        return _checked(listing, paths, options, stdin, how or How())
    except Unreported as failed:
        raise failed.error from None


def _checked(listing: Listing, paths: Iterable[str], options: Options, stdin: BinaryIO | None, how: How) -> Outcome:
    with ManyHands(options, how.stop, how.jobs) as many:
        hands = many if how.jobs > 1 else OwnHands(options, how.stop)
        engine = Engine(listing, options, hands, how)
        try:
            engine.check(paths, stdin)
        except Stopped:
            listing.end(interrupted=True)
            return engine.outcome(interrupted=True)
    listing.end()
    return engine.outcome()
