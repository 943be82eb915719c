"""The rule book: every audit rule as Markdown, from the rules themselves."""

import re

from validators.rule import Rule, rules

_SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}
_PARTS = {"Why": "Why", "Basis": "依据 Basis", "Bad": "反例 Bad", "Good": "正例 Good"}
_HEAD = """<!-- Generated from validators/rules by `ybzj dev sync`; do not edit. -->

# 审核规则 Audit rules

错误 error：须退回更正；警告 warning：须人工查看；提示 info：仅供参考。业务规定（profile）可以附理由调整级别。
A profile may change a severity, with a reason. A rule whose input is absent does not fire.

| 代码 | 级别 | 规则 | Rule |
|---|---|---|---|
"""


def rulebook() -> str:
    """The text of ``validators/RULES.md``: a table of all rules, then one section each, Chinese first."""
    every = list(rules().values())
    table = "\n".join(
        f"| [{rule.code}](#{rule.code.lower()}) | {_severities(rule)} | {rule.title_zh} | {_title(rule)} |"
        for rule in every
    )
    return _HEAD + table + "\n\n" + "\n".join(map(rule_page, every))


def rule_page(rule: Rule) -> str:
    """One rule as Markdown: what it demands, why, on what basis, with a bad and a good example, and its messages."""
    forms = "、".join(rule.forms) or "所有含相关字段的单据 every document that has these fields"
    lines = [
        f"## {rule.code}",
        "",
        f"**{rule.title_zh}** · {rule.title}",
        "",
        rule.why_zh,
        "",
        f"- 级别 Severity：{_severities(rule)}",
        f"- 风险 Risk：{rule.risk}",
        f"- 单据 Forms：{forms}",
        f"- 字段 Reads：{'、'.join(f'`{pointer}`' for pointer in rule.reads)}",
        *(f"- {_PARTS[name]}：{text}" for name, text in _parts(rule)),
        "",
        *(f"> {chinese}  \n> {english}\n" for chinese, english in rule.messages.values()),
    ]
    return "\n".join(lines)


def _severities(rule: Rule) -> str:
    return "、".join(_SEVERITIES[severity] for severity in (rule.severity, *rule.also))


def _title(rule: Rule) -> str:
    return rule.title.rstrip(".")


def _parts(rule: Rule) -> list[tuple[str, str]]:
    """The named parts of the rule's docstring, each on one line."""
    found = re.split(rf"^({'|'.join(_PARTS)}):", rule.doc, flags=re.MULTILINE)
    return [(name, " ".join(text.split())) for name, text in zip(found[1::2], found[2::2], strict=True)]
