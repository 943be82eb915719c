"""Run the audit rules over one document."""

from collections.abc import Iterable
from functools import cache

from validators.case import Case, Paper
from validators.context import Context
from validators.cutting import Reading, without
from validators.finding import ERROR, Finding, short, tokens
from validators.rule import At, Check, Document, Rule, rules
from validators.scene import CaseScene, Scene, Stage, reaches


class RuleCrashed(Exception):
    """A rule raised on a document: our failure, never the document's. ``code`` is the rule's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"rule {self.code} crashed"


def broken_places(findings: Iterable[Finding]) -> frozenset[str]:
    """The pointers that have an error among structure findings; of a missing member, where it would stand."""
    return frozenset(found.place for found in findings if found.severity == ERROR)


def check(
    document: Document, context: Context, broken: frozenset[str] = frozenset(), case: Case | None = None
) -> list[Finding]:
    """The findings of every rule that looks at one document, by code, within a rule in the document's order.

    ``broken`` are pointers that failed structure (:func:`broken_places`). A rule whose reads touch one of them is
    not run; where only parts are touched that it judges by themselves, it runs without those parts. Nothing is said
    of a document whose type itself failed. ``case`` is the case to which the document belongs.

    Raises:
        RuleCrashed: a rule raised; the cause is chained.
    """
    if not isinstance(document.get("documentType"), str) or "/documentType" in broken:
        return []
    places = [tuple(tokens(pointer)) for pointer in sorted(broken)]
    scene = Scene(document, context, complete=not places, case=case)
    findings: list[Finding] = []
    for rule, judge, reading in _rules_of(document["documentType"], scene.stage, scene.registers is not None):
        whole, seen = document, scene
        if places:
            cuts = reading.cuts(places)
            if cuts is None:
                continue
            if cuts:
                whole = without(document, cuts)
                seen = Scene(whole, context, complete=False, case=case)
        try:
            for found in judge(whole, seen):
                findings.append(_finding(rule, found, scene))
        except Exception as error:
            raise RuleCrashed(rule.code) from error
    return findings


def check_case(case: Case, context: Context) -> list[tuple[int, Finding]]:
    """The findings of every rule that looks at a whole case, each with the position of its document.

    Raises:
        RuleCrashed: a rule raised; the cause is chained.
    """
    scene = CaseScene(case, context)
    findings: list[tuple[int, Finding]] = []
    for rule in rules().values():
        if rule.case_check is None or not _asked_for(rule, scene.stage, scene.registers is not None):
            continue
        try:
            for found in rule.case_check(scene):
                findings.append((found.paper.index if found.paper else 0, _finding(rule, found, scene)))
        except Exception as error:
            raise RuleCrashed(rule.code) from error
    return findings


def paper(index: int, document: Document, broken: frozenset[str]) -> Paper:
    """``document`` as a paper of a case: without what failed structure."""
    places = [tuple(tokens(pointer)) for pointer in sorted(broken)]
    return Paper(index, without(document, [place for place in places if place]) if places else document)


def _asked_for(rule: Rule, stage: Stage | None, registers: bool) -> bool:
    return reaches(stage, rule.stage) and (registers or not rule.registered)


@cache
def _rules_of(document_type: str, stage: Stage | None, registers: bool) -> tuple[tuple[Rule, Check, Reading], ...]:
    """The rules that look at a document of this type, where ``stage`` is asked for, with or without registers."""
    return tuple(
        (rule, rule.check, Reading(rule))
        for rule in rules().values()
        if rule.check and (not rule.forms or document_type in rule.forms) and _asked_for(rule, stage, registers)
    )


def _finding(rule: Rule, found: At, scene: Scene | CaseScene) -> Finding:
    """What a rule yielded as a finding: its own severity, else the profile's, else the rule's."""
    return Finding(
        rule=rule.code,
        severity=found.severity or scene.profile.severity_of(rule.code, rule.severity),
        pointer=found.pointer,
        key=found.key,
        data=found.data,
        expected=short(found.expected),
        actual=short(found.actual),
        personal=found.personal,
        fix=found.fix,
        related=tuple((other.index, pointer) for other, pointer in found.related),
    )
