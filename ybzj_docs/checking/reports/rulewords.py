"""What reports say of a rule beside its findings: a short title, why it is there and what to do, in both languages."""

import re
from dataclasses import dataclass
from functools import cache

from validators.finding import Severity
from validators.rule import Rule, rules
from ybzj_docs.checking.wording import Lang

#: The codes of reading and of structure.
_LAYERS = {
    "IO-01": ("编码有误", "Encoding"),
    "IO-02": ("文件不完整或格式有误", "Not well-formed"),
    "IO-03": ("含有 DOCTYPE 或实体声明", "DOCTYPE or entity declaration"),
    "IO-04": ("文件过大或层次过深", "Too large or too deep"),
    "IO-05": ("同一栏目出现两次", "Duplicate key"),
    "IO-06": ("不是本系统的单据", "Unknown document type"),
    "IO-07": ("数字写法有误", "Ill-written number"),
    "ST-01": ("缺少必填栏目", "Missing member"),
    "ST-02": ("表中没有的栏目", "Unknown member"),
    "ST-03": ("类型有误", "Wrong type"),
    "ST-04": ("写法有误或为空", "Ill-formed value"),
    "ST-05": ("代码不在代码表内", "Unknown code"),
    "ST-06": ("超出允许范围", "Out of bounds"),
    "ST-07": ("XML 元素位置或次数有误", "Misplaced or repeated element"),
}
_READING = (
    "文件读不出来，其余检查无法进行。请按提示处理文件本身，再重新检查。",
    "The file could not be read, so nothing else was checked. Mend the file itself, then check again.",
)
_STRUCTURE = (
    "内容与单据格式不符，对方系统不能接收。请按提示更正该栏，再重新检查。",
    "The content is not as the form's schema says; other systems cannot take it. Mend the field, then check again.",
)


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule in words; each pair is (Chinese, English)."""

    code: str
    severity: Severity
    titles: tuple[str, str]
    reasons: tuple[str, str]

    def title(self, lang: Lang) -> str:
        """Its title."""
        return self.titles[lang == "en"]

    def reason(self, lang: Lang) -> str:
        """Why it is there, on what basis, what to do."""
        return self.reasons[lang == "en"]


@cache
def rule_words() -> dict[str, RuleWords]:
    """Every code that a report may name, in the order of codes: reading, structure, audit rules."""
    layers = {
        code: RuleWords(code, "error", titles, _READING if code.startswith("IO") else _STRUCTURE)
        for code, titles in _LAYERS.items()
    }
    return layers | {code: _audit(rule) for code, rule in rules().items()}


def _audit(rule: Rule) -> RuleWords:
    page = re.split("^(?:Why|Basis|Bad|Good):", rule.doc, flags=re.MULTILINE)
    why, basis = (" ".join(part.split()) for part in page[1:3])
    reason = f"{why[:1].upper()}{why[1:]} Basis: {basis}"
    return RuleWords(rule.code, rule.severity, (rule.title_zh, rule.title.rstrip(".")), (rule.why_zh, reason))
