"""What is wrong with documents: the layers of a check, one document or one case at a time, and its reports."""

from dataclasses import dataclass

from validators.profile import Override
from ybzj_docs.checking.checker import Checker
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.reports.sink import Collected, Head
from ybzj_docs.checking.result import DocumentResult, Report, Summary, Told, Verdict
from ybzj_docs.checking.ruleshash import rules_hash
from ybzj_docs.version import __version__

__all__ = [
    "Checker",
    "DocumentResult",
    "Options",
    "Outcome",
    "Report",
    "Summary",
    "Told",
    "Verdict",
    "head_of",
    "report_of",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check leaves beside its report: inputs that could not be read, and why; overrides that met nothing.

    ``interrupted`` says that there was more to check.
    """

    summary: Summary
    unread: tuple[tuple[str, str], ...]
    unused: tuple[Override, ...]
    interrupted: bool = False


def head_of(options: Options, *, list_all: bool = False) -> Head:
    """What a report says before its first document."""
    asked = options.profile.id if options.profile else None
    return Head(__version__, asked, options.as_of, rules_hash(), options.lang, list_all)


def report_of(kept: Collected, options: Options, done: Outcome) -> Report:
    """The report of a check under ``options`` that went into ``kept``."""
    head = head_of(options)
    return Report(
        head.version,
        head.profile,
        head.as_of,
        head.rules_hash,
        tuple(kept.documents),
        done.summary,
        tuple(kept.cases),
        done.unread,
        done.unused,
    )
