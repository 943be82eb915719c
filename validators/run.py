"""Run the audit rules over one document."""

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any

from validators.case import Case, Paper
from validators.context import Context
from validators.finding import ERROR, Finding, short, tokens
from validators.rule import At, Check, Document, Rule, rules
from validators.scene import CaseScene, Scene, Stage, reaches

Path = tuple[str, ...]


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
    for rule, judge in _rules_of(document["documentType"], scene.stage, scene.registers is not None):
        whole, seen = document, scene
        if places:
            cuts = _cuts(rule, places)
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
def _rules_of(document_type: str, stage: Stage | None, registers: bool) -> tuple[tuple[Rule, Check], ...]:
    """The rules that look at a document of this type, where ``stage`` is asked for, with or without registers."""
    return tuple(
        (rule, rule.check)
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


# --- what has failed structure ---


def _cuts(rule: Rule, places: Iterable[Path]) -> set[Path] | None:
    """What is to be cut out of the document before ``rule`` runs; None where it must not run."""
    needed, parts = _paths(rule.reads, rule.parts)
    cuts: set[Path] = set()
    for place in places:
        if not place or any(_touches(path, place) for path in needed):
            return None
        for part in parts:
            if any(_touches(path, place) for path in part):
                cuts.add(place)
                cuts.update(_at(path, place) for path in part)
    return cuts


@cache
def _paths(reads: tuple[str, ...], parts: tuple[tuple[str, ...], ...]) -> tuple[list[Path], list[list[Path]]]:
    """What a rule cannot do without, and its parts, as paths."""
    inside = {pointer for part in parts for pointer in part}
    needed = [tuple(tokens(pointer)) for pointer in reads if pointer not in inside]
    return needed, [[tuple(tokens(pointer)) for pointer in part] for part in parts]


def _touches(path: Path, place: Path) -> bool:
    """Whether one is the other, or lies above or below it; ``*`` stands for a list position."""
    return all(own == token or (own == "*" and token.isdigit()) for own, token in zip(path, place, strict=False))


def _at(path: Path, place: Path) -> Path:
    """``path`` with the list positions of ``place``, cut short at the first that it does not tell."""
    told = place + ("*",) * len(path)
    whole = tuple(token if own == "*" else own for own, token in zip(path, told, strict=False))
    return whole[: whole.index("*")] if "*" in whole else whole


def without(document: Document, cuts: Iterable[Path]) -> dict[str, Any]:
    """A copy of the document that lacks the paths ``cuts``; an entry of a list becomes empty, so that positions stay."""
    copy = deepcopy(dict(document))
    for path in sorted(cuts, key=len):
        _cut(copy, path)
    return copy


def _cut(node: Any, path: Path) -> None:
    for token in path[:-1]:
        node = node[int(token)] if isinstance(node, list) else node.get(token, {})
    if isinstance(node, list):
        node[int(path[-1])] = {}
    else:
        node.pop(path[-1], None)
