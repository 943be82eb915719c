"""The check of papers that come in and go out: every layer, register included, over the file with the event applied."""

from collections.abc import Iterable, Iterator, Sequence

from validators.case import Case
from validators.finding import ERROR, Finding
from validators.profile import apply
from validators.run import broken_places, check, check_case
from validators.run import paper as paper_of
from ybzj_docs import catalog
from ybzj_docs.checking.options import Context
from ybzj_docs.checking.structures import structure
from ybzj_docs.checking.wording import box, message, names
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import Told, by_rules


def examined(record: Record, context: Context) -> list[Told]:
    """What is found in the papers that the last event brought into ``record``, among all that are on file.

    Findings of the case that stand at an older paper are not told again: they were told when that one came.
    """
    filed = [one.tree for one in record.papers]
    new = {at: _structure_of(filed[at]) for at, one in enumerate(record.papers) if one.version == record.version}
    broken = {at: broken_places(findings) for at, findings in new.items()}
    papers = [paper_of(at, tree, broken.get(at, frozenset())) for at, tree in enumerate(filed)]
    case = Case(papers) if len(papers) > 1 else None
    told: list[Told] = []
    for at, findings in new.items():
        told += _told(filed[at], [*findings, *check(filed[at], context, broken[at], case)], context)
    for at, finding in check_case(case, context) if new and case and case.lead else ():
        if at in new:
            told += _told(filed[at], [finding], context)
    return told


def refuse_unsound(documents: Iterable[Document], *, drafts: bool = False) -> None:
    """Refuse documents that fail structure, before anything is made of them; in drafts members may be missing.

    Raises:
        ybzj_docs.registers.Refused: one fails.
    """
    errors = [
        told_of(finding, tree["documentType"], tree)
        for tree in documents
        for finding in _structure_of(tree)
        if finding.severity == ERROR and not (drafts and finding.rule == "ST-01")
    ]
    if errors:
        raise by_rules(errors)


def _told(tree: Document, findings: Sequence[Finding], context: Context) -> Iterator[Told]:
    kept, _ = apply(findings, context.profile, context.as_of)
    for finding in kept:
        yield told_of(finding, tree["documentType"], tree)


def told_of(finding: Finding, form: str | None, tree: object) -> Told:
    """A finding in words; of a missing member its name is told, for the words alone do not say which."""
    zh, en = (message(finding, finding.expected, finding.actual, lang) for lang in ("zh", "en"))
    title = catalog.form(form).title if form else ""
    if finding.rule == "ST-01" and finding.expected:
        label = names(form, tree, f"{finding.pointer}/{finding.expected}")[0][-1]
        zh, en = f"{zh}（{label} {finding.expected}）", f"{en} ({finding.expected})"
    return Told(finding.rule, finding.severity, title, finding.pointer, box(form, tree, finding.pointer), zh, en)


def _structure_of(tree: Document) -> list[Finding]:
    return list(structure(tree["documentType"], "rs").findings(dict(tree)))
