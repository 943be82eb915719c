"""The ``@rule`` decorator and its registry: one module a rule, found by walking ``validators/rules``."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal, Required, TypedDict, Unpack

from validators.case import Paper
from validators.finding import INFO, Messages, Patch, Severity
from validators.scene import CaseScene, Scene, Stage

Document = Mapping[str, Any]
Risk = Literal["冒名", "重复享受", "资金", "伪造", "时限", "信息"]

_CODE = re.compile(r"(?:ID|EL|CF|PD|FD|TM|AG|DC|AR|XD)-[0-9]{2}")
_DOCSTRING_PARTS = ("Why:", "Basis:", "Bad:", "Good:")


@dataclass(frozen=True, slots=True)
class At:
    """What a rule yields: a place, and what to say of it. ``severity`` overrides the rule's own.

    ``fix`` is an RFC 6902 patch of the document that mends the finding mechanically. In a case ``paper`` is the
    document to be mended and ``related`` are the other places that belong to the finding.
    """

    pointer: str
    key: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    personal: bool = False
    fix: Patch = ()
    paper: Paper | None = None
    related: tuple[tuple[Paper, str], ...] = ()


def at(
    pointer: str,
    key: str = "",
    *,
    expected: str | None = None,
    actual: str | None = None,
    severity: Severity | None = None,
    personal: bool = False,
    fix: Patch = (),
    **data: object,
) -> At:
    """A finding of the rule at ``pointer``; ``key`` picks one of the rule's messages, ``data`` fills it."""
    return At(pointer, key, data, expected, actual, severity, personal, fix)


def on(paper: Paper, found: At, *related: tuple[Paper, str]) -> At:
    """``found`` in the document ``paper`` of a case, with the other places (document, pointer) it is about."""
    return replace(found, paper=paper, related=related)


Check = Callable[[Document, Scene], Iterator[At]]
#: Looks at a whole case. What failed structure is cut out of its documents: any member may be absent.
CaseCheck = Callable[[CaseScene], Iterator[At]]
#: What a rule reads: pointers with ``*`` for list positions; a tuple of them is a part that is judged by itself.
Reads = tuple[str | tuple[str, ...], ...]


class Facts(TypedDict, total=False):
    """What a rule says of itself, beside its code, severity and reads.

    ``forms`` names document types, empty = every form that has what the rule reads. ``also`` are severities that
    single findings may have beside the rule's own. ``title_zh`` and ``why_zh`` (why, on what basis, what to do) are
    Chinese. A rule with a ``stage`` runs only where that stage or a later one is asked for, one that is
    ``registered`` only where there is a register. ``covers`` names the clauses (``schemas/common/clauses.toml``)
    that the rule enforces.
    """

    title_zh: Required[str]
    why_zh: Required[str]
    risk: Required[Risk]
    messages: Required[Messages]
    forms: tuple[str, ...]
    also: tuple[Severity, ...]
    stage: Stage
    registered: bool
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One registered audit rule; what :class:`Facts` says, and:

    ``check`` looks at one document, ``case_check`` at a whole case; a rule has one of them or both. One that ``skips`` a
    layer has neither: it finds nothing wrong, and its severity means nothing. ``reads`` is every
    pointer that it reads, ``parts`` those of them that are judged by themselves, in groups. ``title`` and ``doc``
    are English.
    """

    code: str
    severity: Severity
    title: str
    title_zh: str
    why_zh: str
    doc: str
    risk: Risk
    messages: Messages
    reads: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    forms: tuple[str, ...] = ()
    also: tuple[Severity, ...] = ()
    stage: Stage | None = None
    registered: bool = False
    covers: tuple[str, ...] = ()
    check: Check | None = None
    case_check: CaseCheck | None = None
    skips: str = ""


_registry: dict[str, Rule] = {}


def rule(code: str, severity: Severity, *, reads: Reads, **facts: Unpack[Facts]) -> Callable[[Check], Check]:
    """Register the decorated function as rule ``code``, looking at one document.

    ``reads`` are pointers with ``*`` for list positions; the rule runs on a document only where none of them, nor
    a place above or below one, has a structure error. Pointers in a tuple are a part that the rule judges by
    itself: where one of them has an error the rule still runs, and that part is absent for it. The module's
    docstring is the rule's page: first line = title, then parts ``Why:``, ``Basis:`` (document, article), ``Bad:``
    and ``Good:``.

    Raises:
        ValueError: ill-formed or doubled code, or a docstring part is missing (at import).
    """
    parts = tuple(part for part in reads if isinstance(part, tuple))
    flat = tuple(pointer for part in reads for pointer in ((part,) if isinstance(part, str) else part))

    def register(check: Check) -> Check:
        title, doc = _page(code, check.__module__)
        _registry[code] = Rule(
            code=code, severity=severity, title=title, doc=doc, reads=flat, parts=parts, check=check, **facts
        )
        return check

    return register


def case_rule(
    code: str, severity: Severity, *, reads: tuple[str, ...] = (), **facts: Unpack[Facts]
) -> Callable[[CaseCheck], CaseCheck]:
    """Register the decorated function as rule ``code``, looking at a whole case; its ``forms`` are those it compares.

    ``reads`` is for the rule book alone: what failed structure is cut out of the documents of a case.

    Raises:
        ValueError: as :func:`rule`.
    """

    def register(check: CaseCheck) -> CaseCheck:
        title, doc = _page(code, check.__module__)
        _registry[code] = Rule(
            code=code, severity=severity, title=title, doc=doc, reads=reads, case_check=check, **facts
        )
        return check

    return register


def layer_rule(code: str, module: str, *, skips: str, **facts: Unpack[Facts]) -> None:
    """Register rule ``code`` of ``module``, which finds nothing wrong but says why the layer ``skips`` is skipped.

    Raises:
        ValueError: as :func:`rule`.
    """
    title, doc = _page(code, module)
    _registry[code] = Rule(code=code, severity=INFO, title=title, doc=doc, reads=(), skips=skips, **facts)


def in_case(code: str) -> Callable[[CaseCheck], CaseCheck]:
    """Give the rule ``code``, registered in the same module, a second look: at a whole case."""

    def register(check: CaseCheck) -> CaseCheck:
        _registry[code] = replace(_registry[code], case_check=check)
        return check

    return register


def _page(code: str, module: str) -> tuple[str, str]:
    """Title and whole page of the rule ``code``: its module's docstring."""
    doc = (importlib.import_module(module).__doc__ or "").strip()
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code}: not a rule code")
    if code in _registry:
        raise ValueError(f"{code}: registered twice")
    missing = [part for part in _DOCSTRING_PARTS if part not in doc]
    if missing:
        raise ValueError(f"{code}: {module} lacks {missing} in its docstring")
    return doc.splitlines()[0], doc


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of codes; walks and imports ``validators.rules`` once."""
    package = importlib.import_module("validators.rules")
    for info in sorted(pkgutil.walk_packages(package.__path__, "validators.rules."), key=lambda i: i.name):
        importlib.import_module(info.name)
    return dict(sorted(_registry.items()))
