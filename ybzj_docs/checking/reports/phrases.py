"""Words that several reports share: of what a finding says beside its message, of where it stands, of the counts."""

from collections.abc import Mapping

from ybzj_docs.checking.result import DocumentResult, Summary, Told
from ybzj_docs.checking.wording import Lang

_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "expected": "应为",
        "actual": "实为",
        "whole": "整份单据",
        "record": "第 {} 条记录",
        "skipped": "未检查 {}：{}",
        "sum": "共 {documents} 份：通过 {valid}，不通过 {invalid}，不能判定 {undetermined}；"
        "错误 {error}，警告 {warning}，提示 {info}",
        "truncated": "问题过多，未全部列出",
        "interrupted": "检查被中断，以上只是一部分",
        "stop": "；",
    },
    "en": {
        "expected": "expected",
        "actual": "actual",
        "whole": "whole document",
        "record": "record {}",
        "skipped": "not checked: {}: {}",
        "sum": "{documents} documents: {valid} valid, {invalid} invalid, {undetermined} undetermined; "
        "{error} errors, {warning} warnings, {info} infos",
        "truncated": "more findings than listed",
        "interrupted": "interrupted: this is only a part",
        "stop": "; ",
    },
}


def cut(text: str, longest: int) -> str:
    """``text``, of which no more than ``longest`` characters are shown."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def readable(path: str) -> str:
    """``path`` as it is given; bytes of it that are no UTF-8 are written as escapes."""
    return path.encode(errors="backslashreplace").decode()


def box(told: Told, lang: Lang) -> str:
    """The box of the form that a finding is about, from the document down."""
    return cut(" › ".join(told.crumbs), 200) or _WORDS[lang]["whole"]


def values(told: Told, lang: Lang) -> str:
    """What was expected and what stands there, as far as the message does not say it; else empty."""
    words = _WORDS[lang]
    shown = ((words["expected"], told.expected), (words["actual"], told.actual))
    parts = [f"{word}: {cut(value, 200)}" for word, value in shown if value is not None and value not in told.message]
    return words["stop"].join(parts)


def said(told: Told, lang: Lang) -> str:
    """A finding's message, and its values after it."""
    shown = values(told, lang)
    return cut(told.message, 2000) + (f" ({shown})" if shown else "")


def document_name(result: DocumentResult, lang: Lang) -> str:
    """The title of a document, its number and its record, as a person would name it."""
    record = "" if result.record is None else _WORDS[lang]["record"].format(result.record)
    return " ".join(part for part in (result.title, cut(result.document_number or "", 60), record) if part)


def skips(result: DocumentResult, lang: Lang) -> list[str]:
    """What was not checked, and why."""
    return [_WORDS[lang]["skipped"].format(one.layer, one.reason) for one in result.skipped]


def counts(summary: Summary) -> Mapping[str, int]:
    """The counts of a summary by name."""
    verdicts = {name: summary.verdicts[name] for name in ("valid", "invalid", "undetermined")}
    severities = {name: summary.severities[name] for name in ("error", "warning", "info")}
    return {"documents": summary.documents, **verdicts, **severities}


def sums(summary: Summary, lang: Lang, *, interrupted: bool = False) -> str:
    """The counts in a line, and whether anything was left out."""
    words = _WORDS[lang]
    parts = [words["sum"].format(**counts(summary))]
    parts += [words["truncated"]] if summary.truncated else []
    parts += [words["interrupted"]] if interrupted else []
    return words["stop"].join(parts)
