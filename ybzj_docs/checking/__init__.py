"""Checking files and folders: the public twin of ``ybzj check``."""

from collections.abc import Iterable
from dataclasses import dataclass

from validators.profile import Override, unused
from ybzj_docs.checking.cases import cases
from ybzj_docs.checking.checker import Checker, Sheet
from ybzj_docs.checking.inputs import inputs
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.reports.sink import Collected, Head, Listing
from ybzj_docs.checking.result import CaseResult, DocumentResult, Report, Summary, Told, Verdict
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
    "check",
    "check_into",
    "head_of",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check leaves beside its report: inputs that could not be read, and why; overrides that met nothing.

    ``interrupted`` says that there was more to check.
    """

    summary: Summary
    cases: tuple[CaseResult, ...]
    unread: tuple[tuple[str, str], ...]
    unused: tuple[Override, ...]
    interrupted: bool = False


def head_of(options: Options, *, list_all: bool = False) -> Head:
    """What a report says before its first document."""
    asked = options.profile.id if options.profile else None
    return Head(__version__, asked, options.as_of, rules_hash(), options.lang, list_all)


def check(
    paths: Iterable[str],
    options: Options,
    *,
    stdin: bytes = b"",
    list_all: bool = False,
    max_findings: int | None = None,
) -> Report:
    """Check every document that ``paths`` name and report them in the order given.

    ``-`` stands for ``stdin``. An input that cannot be read is told in ``Report.unread`` and the rest goes on.
    ``max_findings`` caps what is listed; the summary counts everything.

    Raises:
        validators.run.RuleCrashed: a rule failed on bad data: our bug.
    """
    kept = Collected()
    return report_of(kept, options, check_into(Listing(kept, list_all, max_findings), paths, options, stdin=stdin))


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
        done.cases,
        done.unread,
        done.unused,
    )


def check_into(listing: Listing, paths: Iterable[str], options: Options, *, stdin: bytes = b"") -> Outcome:
    """As :func:`check`, into a report that is written while the check runs."""
    checker = Checker(options)
    unread: list[tuple[str, str]] = []
    sheets: list[Sheet] = []
    for one in inputs(paths, stdin, options.limits):
        if one.error is not None:
            unread.append((one.name, one.error.strerror or str(one.error)))
        else:
            sheets += checker.sheets(one)
    results, told = _results(checker, sheets, options.cases)
    for result in results:
        listing.add(result)
    listing.end(told)
    idle = unused(options.profile, checker.overrides) if options.profile else []
    return Outcome(listing.summary, tuple(told), tuple(unread), tuple(idle))


def _results(
    checker: Checker, sheets: list[Sheet], wanted: bool | None
) -> tuple[list[DocumentResult], list[CaseResult]]:
    """The result of every document, those of a case together, in the order of the input; and of every case."""
    results: dict[int, DocumentResult] = {}
    told: list[CaseResult] = []
    for number, group in enumerate(cases(sheets, wanted), 1):
        found, case = checker.results([sheets[index] for index in group], number)
        results.update(zip(group, found, strict=True))
        told += [case] if case else []
    for index, sheet in enumerate(sheets):
        if index not in results:
            results[index] = checker.result(sheet)
    return [results[index] for index in range(len(sheets))], told
