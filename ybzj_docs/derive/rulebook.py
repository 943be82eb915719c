"""The rule book: every audit rule as Markdown, from the rules themselves."""

import re
from collections.abc import Mapping

from validators.rule import Rule, rules
from ybzj_docs.derive.coverage import clauses

#: Words of a page in Chinese (with English beside them, since the parts of a rule are English) and in English.
_WORDS = {
    "zh": {
        "severity": "级别 Severity：",
        "risk": "风险 Risk：",
        "forms": "单据 Forms：",
        "every": "所有含相关字段的单据 every document that has these fields",
        "reads": "字段 Reads：",
        "error": "错误 error",
        "warning": "警告 warning",
        "info": "提示 info",
        "skips": "跳过 {} 层，不能判定 skips the layer, verdict undetermined",
        "covers": "条款 Clauses：",
        "Why": "Why：",
        "Basis": "依据 Basis：",
        "Bad": "反例 Bad：",
        "Good": "正例 Good：",
    },
    "en": {
        "severity": "Severity: ",
        "risk": "Risk: ",
        "forms": "Forms: ",
        "every": "every document that has these fields",
        "reads": "Reads: ",
        "error": "error",
        "warning": "warning",
        "info": "info",
        "skips": "skips the layer {}, verdict undetermined",
        "covers": "Clauses: ",
        "Why": "Why: ",
        "Basis": "Basis: ",
        "Bad": "Bad: ",
        "Good": "Good: ",
    },
}
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
    words = _WORDS["zh"]
    table = "\n".join(
        f"| [{rule.code}](#{rule.code.lower()}) | {_severities(rule, words)} | {rule.title_zh} | {rule.title[:-1]} |"
        for rule in every
    )
    return _HEAD + table + "\n\n" + "\n".join(page(rule) for rule in every)


def page(rule: Rule, language: str = "zh") -> str:
    """One rule as Markdown: what it demands, why, on what basis, with a bad and a good example, and its messages.

    In Chinese (``zh``) the English parts stand below; in English (``en``) there is nothing Chinese.
    """
    words, chinese = _WORDS[language], language == "zh"
    head = [f"**{rule.title_zh}** · {rule.title}", "", rule.why_zh] if chinese else [f"**{rule.title}**"]
    lines = [
        f"## {rule.code}",
        "",
        *head,
        "",
        f"- {words['severity']}{_severities(rule, words)}",
        *([f"- {words['risk']}{rule.risk}"] if chinese else []),
        f"- {words['forms']}{', '.join(rule.forms) or words['every']}",
        f"- {words['reads']}{', '.join(f'`{pointer}`' for pointer in rule.reads)}",
        *(f"- {words[name]}{text}" for name, text in parts_of(rule)),
        f"- {words['covers']}{_clauses(rule, chinese)}",
        "",
        *(f"> {zh}  \n> {en}\n" if chinese else f"> {en}\n" for zh, en in rule.messages.values()),
    ]
    return "\n".join(lines)


def _clauses(rule: Rule, chinese: bool) -> str:
    """The clauses that the rule enforces, each with its place and what it says."""
    covered = [clause for clause in clauses() if clause.id in rule.covers]
    said = (f"{each.article}：{each.title}" if chinese else each.title_en for each in covered)
    return ("；" if chinese else "; ").join(f"`{each.id}` {text}" for each, text in zip(covered, said, strict=True))


def _severities(rule: Rule, words: Mapping[str, str]) -> str:
    if rule.skips:
        return words["skips"].format(rule.skips)
    return ", ".join(words[severity] for severity in (rule.severity, *rule.also))


def parts_of(rule: Rule) -> list[tuple[str, str]]:
    """The parts of the rule's docstring by their names (Why, Basis, Bad, Good), each on one line, in its order."""
    found = re.split(r"^(Why|Basis|Bad|Good):", rule.doc, flags=re.MULTILINE)
    return [(name, " ".join(text.split())) for name, text in zip(found[1::2], found[2::2], strict=True)]
