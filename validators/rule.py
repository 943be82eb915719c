"""The ``@rule`` decorator and its registry: one module a rule, found by walking ``validators/rules``."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from validators.finding import Messages, Severity
from validators.scene import Scene

Document = Mapping[str, Any]
Risk = Literal["冒名", "重复享受", "资金", "伪造", "时限", "信息"]

_CODE = re.compile(r"(?:ID|EL|CF|PD|FD|TM|AG|DC|AR|XD)-[0-9]{2}")
_DOCSTRING_PARTS = ("Why:", "Basis:", "Bad:", "Good:")


@dataclass(frozen=True, slots=True)
class At:
    """What a rule yields: a place, and what to say of it. ``severity`` overrides the rule's own."""

    pointer: str
    key: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    expected: str | None = None
    actual: str | None = None
    severity: Severity | None = None
    personal: bool = False


def at(
    pointer: str,
    key: str = "",
    *,
    expected: str | None = None,
    actual: str | None = None,
    severity: Severity | None = None,
    personal: bool = False,
    **data: object,
) -> At:
    """A finding of the rule at ``pointer``; ``key`` picks one of the rule's messages, ``data`` fills it."""
    return At(pointer, key, data, expected, actual, severity, personal)


Check = Callable[[Document, Scene], Iterator[At]]
#: What a rule reads: pointers with ``*`` for list positions; a tuple of them is a part that is judged by itself.
Reads = tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One registered audit rule. ``forms`` names document types, empty = every form that has what it reads.

    ``also`` are severities that single findings may have beside ``severity``.
    ``reads`` is every pointer that it reads, ``parts`` those of them that are judged by themselves, in groups.
    ``title`` and ``doc`` are English, ``title_zh`` and ``why_zh`` (why, on what basis, what to do) Chinese.
    """

    code: str
    severity: Severity
    also: tuple[Severity, ...]
    reads: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]
    risk: Risk
    messages: Messages
    check: Check
    title: str
    title_zh: str
    why_zh: str
    doc: str


_registry: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    *,
    title_zh: str,
    why_zh: str,
    reads: Reads,
    risk: Risk,
    messages: Messages,
    forms: tuple[str, ...] = (),
    also: tuple[Severity, ...] = (),
) -> Callable[[Check], Check]:
    """Register the decorated function as rule ``code``.

    ``reads`` are pointers with ``*`` for list positions; the rule runs on a document only where none of them, nor
    a place above or below one, has a structure error. Pointers in a tuple are a part that the rule judges by
    itself: where one of them has an error the rule still runs, and that part is absent for it. The module's
    docstring is the rule's page: first line = title, then parts ``Why:``, ``Basis:`` (document, article), ``Bad:``
    and ``Good:``.

    Raises:
        ValueError: ill-formed or doubled code, or a docstring part is missing (at import).
    """

    def register(check: Check) -> Check:
        doc = (importlib.import_module(check.__module__).__doc__ or "").strip()
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code}: not a rule code")
        if code in _registry:
            raise ValueError(f"{code}: registered twice")
        missing = [part for part in _DOCSTRING_PARTS if part not in doc]
        if missing:
            raise ValueError(f"{code}: {check.__module__} lacks {missing} in its docstring")
        parts = tuple(part for part in reads if isinstance(part, tuple))
        flat = tuple(pointer for part in reads for pointer in ((part,) if isinstance(part, str) else part))
        title = doc.splitlines()[0]
        _registry[code] = Rule(
            code, severity, also, flat, parts, forms, risk, messages, check, title, title_zh, why_zh, doc
        )
        return check

    return register


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order of codes; walks and imports ``validators.rules`` once."""
    package = importlib.import_module("validators.rules")
    for info in sorted(pkgutil.walk_packages(package.__path__, "validators.rules."), key=lambda i: i.name):
        importlib.import_module(info.name)
    return dict(sorted(_registry.items()))
