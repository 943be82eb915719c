"""The catalogue of the audit rules as data, for programs that read our reports."""

from typing import Any

from validators.rule import Rule, rules
from ybzj_docs.derive.rulebook import parts_of


def catalogue() -> list[dict[str, Any]]:
    """Every rule by its code as one JSON value: ``scope`` lists what it looks at, the rest is as in the rule."""
    return [_entry(rule) for rule in rules().values()]


def _entry(rule: Rule) -> dict[str, Any]:
    parts = dict(parts_of(rule))
    return {
        "code": rule.code,
        "title": rule.title_zh,
        "title_en": rule.title,
        "severity": None if rule.skips else rule.severity,
        "severities": [] if rule.skips else [rule.severity, *rule.also],
        "scope": _scope(rule),
        "stage": rule.stage,
        "risk": rule.risk,
        "forms": list(rule.forms),
        "reads": list(rule.reads),
        "basis": parts["Basis"],
        "why": rule.why_zh,
        "why_en": parts["Why"],
        "messages": {key: {"zh": zh, "en": en} for key, (zh, en) in rule.messages.items()},
        "covers": list(rule.covers),
    }


def _scope(rule: Rule) -> list[str]:
    """``document``: one document; ``case``: the papers of a transfer; ``register``: only where there is one;
    ``layer``: it finds nothing wrong, but says why a layer is skipped.
    """
    looks = {"document": rule.check, "case": rule.case_check, "register": rule.registered, "layer": rule.skips}
    return [name for name, does in looks.items() if does]
