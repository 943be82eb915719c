"""Checking files and folders: the public twin of ``ybzj check``."""

import dataclasses
from collections.abc import Iterable

from validators.profile import unused
from ybzj_docs import __version__
from ybzj_docs.checking.cases import cases
from ybzj_docs.checking.checker import Checker, Sheet
from ybzj_docs.checking.inputs import inputs
from ybzj_docs.checking.options import Options
from ybzj_docs.checking.result import CaseResult, DocumentResult, Report, Summary, Told, Verdict
from ybzj_docs.checking.ruleshash import rules_hash

__all__ = ["Checker", "DocumentResult", "Options", "Report", "Summary", "Told", "Verdict", "check"]

#: Up to so many documents a report lists every one, beyond them only those of which there is something to say.
LIST_ALL_UP_TO = 1000


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
    checker, summary = Checker(options), Summary()
    listed: list[DocumentResult] = []
    unread: list[tuple[str, str]] = []
    sheets: list[Sheet] = []
    for one in inputs(paths, stdin, options.limits):
        if one.error is not None:
            unread.append((one.name, one.error.strerror or str(one.error)))
        else:
            sheets += checker.sheets(one)
    results, told = _results(checker, sheets, options.cases)
    for result in results:
        summary.add(result)
        listed.append(result)
    if summary.documents > LIST_ALL_UP_TO and not list_all:
        listed = [result for result in listed if result.findings or result.skipped]
    if max_findings is not None:
        listed = _capped(listed, max_findings, summary)
    profile = options.profile
    idle = unused(profile, checker.overrides) if profile else []
    asked = profile.id if profile else None
    return Report(
        __version__,
        asked,
        options.as_of,
        rules_hash(),
        tuple(listed),
        summary,
        tuple(told),
        tuple(unread),
        tuple(idle),
    )


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


def _capped(results: list[DocumentResult], room: int, summary: Summary) -> list[DocumentResult]:
    """``results`` with at most ``room`` findings in all; the verdicts stay as they are."""
    kept = []
    for result in results:
        shown = result.findings[:room]
        room -= len(shown)
        summary.truncated |= len(shown) < len(result.findings)
        kept.append(dataclasses.replace(result, findings=shown))
    return kept
