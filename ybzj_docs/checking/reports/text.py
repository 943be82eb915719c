"""The report for people: verdict first, then box by box what is wrong and what to do."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ybzj_docs.checking.reports.sink import Head, Tail
from ybzj_docs.checking.reports.spool import Spool
from ybzj_docs.checking.result import CaseResult, DocumentResult, Told
from ybzj_docs.checking.wording import Lang

_WORDS = {
    "zh": {
        "valid": "通过",
        "invalid": "不通过",
        "undetermined": "不能判定",
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "record": "第 {} 条记录",
        "place": "第 {} 行第 {} 列",
        "expected": "应为",
        "actual": "实为",
        "skipped": "未检查",
        "whole": "整份单据",
        "related": "另见",
        "case": "第 {} 案",
        "letter": "发函",
        "form": "转出",
        "completion": "转入",
        "total": "全程",
        "open": "未办结",
        "days": "用时 {} / 时限 {} 个工作日",
        "paused": "（停表 {} 日）",
        "due": "期限 {}",
        "late": "【逾期】",
        "in_time": "按期",
        "break": "中断 {} 个月",
        "next": "下一步",
        "as_of": "检查日期 {}，规则 {}，依据 {}",
        "by_edition": "各单据版本对应的办法",
        "sum": "共 {} 份：通过 {}，不通过 {}，不能判定 {}；错误 {}，警告 {}，提示 {}",
        "truncated": "问题过多，未全部列出",
        "interrupted": "检查被中断，以上只是一部分",
    },
    "en": {
        "valid": "valid",
        "invalid": "INVALID",
        "undetermined": "undetermined",
        "error": "error",
        "warning": "warning",
        "info": "info",
        "record": "record {}",
        "place": "line {}, column {}",
        "expected": "expected",
        "actual": "actual",
        "skipped": "not checked",
        "whole": "whole document",
        "related": "see also",
        "case": "case {}",
        "letter": "letter",
        "form": "form",
        "completion": "completion",
        "total": "total",
        "open": "open",
        "days": "{} of {} working days",
        "paused": " ({} paused)",
        "due": "due {}",
        "late": "LATE",
        "in_time": "in time",
        "break": "break of {} months",
        "next": "next",
        "as_of": "as of {}, rules {}, profile {}",
        "by_edition": "by each document's edition",
        "sum": "{} documents: {} valid, {} invalid, {} undetermined; {} errors, {} warnings, {} infos",
        "truncated": "more findings than listed",
        "interrupted": "interrupted: this is only a part",
    },
}


class TextReport:
    """Writes what was found as lines of text; clean documents are counted, and named where all are wanted."""

    def __init__(self, head: Head, out: BinaryIO) -> None:
        self._head, self._out, self._cases = head, out, Spool()

    def document(self, result: DocumentResult) -> None:
        """Write what is to be said of one document."""
        lines = list(document_lines(result, self._head.lang))
        if len(lines) > 1:
            self._write([*lines, ""])
        elif self._head.list_all:
            self._write(lines)

    def case(self, told: CaseResult) -> None:
        """Keep the course of a case, which stands behind the documents."""
        self._cases.write(_bytes(_case(told, self._head.lang)))

    def end(self, tail: Tail) -> None:
        """Write the courses of cases, and the counts."""
        words, summary = _WORDS[self._head.lang], tail.summary
        self._cases.empty_into(self._out)
        profile = self._head.profile or words["by_edition"]
        verdicts = (summary.verdicts[key] for key in ("valid", "invalid", "undetermined"))
        severities = (summary.severities[key] for key in ("error", "warning", "info"))
        lines = [
            words["as_of"].format(self._head.as_of.isoformat(), self._head.rules_hash[:12], profile),
            words["sum"].format(summary.documents, *verdicts, *severities),
        ]
        lines += [words["truncated"]] if summary.truncated else []
        lines += [words["interrupted"]] if tail.interrupted else []
        self._write(lines)

    def _write(self, lines: Iterable[str]) -> None:
        self._out.write(_bytes(lines))


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode(errors="backslashreplace")


def _case(case: CaseResult, lang: Lang) -> Iterator[str]:
    """The course of a case: a small table, what comes next, the break. Papers that measure nothing are no course."""
    words = _WORDS[lang]
    if not case.steps and case.break_months is None:
        return
    yield f"{words['case'].format(case.number)}  {case.situation}  ({', '.join(case.folders)})"
    for step in case.steps:
        ended = step.ended_on.isoformat() if step.ended_on else words["open"]
        due = step.due_on.isoformat() if step.due_on else "?"
        days = words["days"].format(step.days, step.allowed) + (
            words["paused"].format(step.paused) * bool(step.paused)
        )
        late = words["late"] if step.late else words["in_time"]
        yield f"  {words[step.step]}  {step.started_on} → {ended}  {days}  {words['due'].format(due)}  {late}"
    if case.break_months is not None:
        yield f"  {words['break'].format(case.break_months)}; {case.consequence}"
    if case.next is not None:
        yield f"  {words['next']}: {case.next}"
    yield ""


def document_lines(result: DocumentResult, lang: Lang) -> Iterator[str]:
    """What the text report says of one document."""
    words = _WORDS[lang]
    record = "" if result.record is None else f"（{words['record'].format(result.record)}）"
    number = f" {result.document_number}" if result.document_number else ""
    yield f"{result.path}{record}  {result.title}{number}  【{words[result.verdict]}】"
    for told in result.findings:
        yield from _finding(told, lang)
    for one in result.skipped:
        yield f"  {words['skipped']} {one.layer}: {one.reason}"


def _finding(told: Told, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    where = " › ".join(told.crumbs) or words["whole"]
    place = words["place"].format(told.line, told.column)
    yield f"  {words[told.severity]} {told.rule}  {where}  [{place}]"
    yield f"    {told.message}"
    values = [(words["expected"], told.expected), (words["actual"], told.actual)]
    shown = "；".join(f"{word}: {value}" for word, value in values if value is not None and value not in told.message)
    if shown:
        yield f"    {shown}"
    for other in told.related:
        place = words["place"].format(other.line, other.column)
        yield f"    {words['related']}: {other.path} {other.pointer} [{place}]"
