"""``ybzj render --verify``: whether papers say what the data that they carry say."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ybzj_docs.checking.wording import names
from ybzj_docs.cli.frame import say, settings
from ybzj_docs.cli.options import today
from ybzj_docs.cli.output import emit, warn
from ybzj_docs.codec.system import chinese

if TYPE_CHECKING:
    from ybzj_docs.checking import Checker
    from ybzj_docs.checking.masking import Masker
    from ybzj_docs.rendering.verify import Carried, Difference

#: How a paper differs -> code, Chinese, English.
_SAID = {
    "changed": ("PV-01", "纸面文字与所附数据不一致", "the paper says something else than the data"),
    "missing": ("PV-02", "所附数据中有，纸面没有", "in the data, not on the paper"),
    "added": ("PV-03", "纸面有，所附数据中没有", "on the paper, not in the data"),
    "drawn": (
        "PV-04",
        "纸面所画与重新打印的不同（图形、颜色、裁切、旋转、隐去的文字等）",
        "what is drawn is not what is printed anew (shapes, colours, clipping, turning, hidden text)",
    ),
    "pages": ("PV-05", "页数与重新打印的不同", "there are more or fewer pages than are printed anew"),
    "fonts": (
        "PV-06",
        "内嵌字形与本机的不同，所见字形可能不是文字",
        "glyphs differ from this machine's: letters may mislead",
    ),
    "no data": (
        "PV-07",
        "没有附带数据（合并打印的文件即如此），或附件列表中没有，无从核对；请核对单份的 PDF",
        "no data are attached (as in merged files) or listed as such, nothing to check against: check the single papers",
    ),
    "no json": ("PV-08", "没有附带 JSON，或附件列表中的与之不同", "no JSON is attached, or another one is listed"),
    "no xml": ("PV-08", "没有附带 XML，或附件列表中的与之不同", "no XML is attached, or another one is listed"),
    "notations": ("PV-09", "所附 JSON 与 XML 内容不同", "the attached JSON and XML differ"),
}


@dataclass(slots=True)
class Verdict:
    """What is told of one PDF: findings, and the documents that it carries."""

    path: str
    documents: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)

    def add(self, what: str, **members: Any) -> None:
        """One finding more."""
        code, zh, en = _SAID[what]
        told = {"rule": code, "severity": "error", "message": say(zh, en), **members}
        self.findings.append({name: value for name, value in told.items() if value is not None})

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against the paper."""
        return not self.findings

    @property
    def bare(self) -> bool:
        """Whether nothing is attached, so that there is nothing to check against."""
        return any(one["rule"] == _SAID["no data"][0] for one in self.findings)


def verify_papers(paths: Sequence[str], templates: Path | None, kind: str, output: str | None) -> int:
    """Check the PDFs ``paths`` against the data that they carry, and write what was found; the exit code."""
    from ybzj_docs.checking import Checker, Options
    from ybzj_docs.checking.masking import Masker

    key = secrets.token_bytes(32)
    checker = Checker(Options(today(), None, key, settings().lang, None, audit=False))
    verdicts, code = [], 0
    for path in paths:
        verdict, worst = _verdict(path, checker, Masker(key), templates)
        code = max(code, worst)
        if verdict is not None:
            verdicts.append(verdict)
    emit(_json(verdicts) if kind == "json" else "".join(_lines(verdicts)), output)
    return code


def _verdict(path: str, checker: "Checker", masker: "Masker", templates: Path | None) -> tuple[Verdict | None, int]:
    from ybzj_docs.rendering import PrintingError, verify
    from ybzj_docs.rendering.pdftext import NotRead

    try:
        data = Path(path).read_bytes()
        found = verify.carried(data)
        verdict = Verdict(path)
        code = _documents(found, checker, verdict)
        if code == 0 and verdict.documents:
            _compared(verify.verify(data, verdict.documents, templates=templates), masker, verdict)
    except OSError as error:
        warn(say(f"不能读取 {path}：{chinese(error.strerror)}", f"cannot read {path}: {error.strerror}"))
        return None, 3
    except NotRead:
        warn(say(f"{path} 不是完好的 PDF", f"{path} is no sound PDF"))
        return None, 3
    except PrintingError as error:
        warn(say(f"{path}：所附数据在本机不能重新打印（{error}）", f"{path}: cannot be printed anew here ({error})"))
        return None, 1
    return verdict, max(code, 0 if verdict.sound else 1)


def _documents(found: Iterable["Carried"], checker: "Checker", verdict: Verdict) -> int:
    """Read the attached documents into ``verdict``; the exit code for those that are not sound."""
    from ybzj_docs.checking.reports.text import document_lines

    code, none = 0, True
    for one in found:
        none = False
        trees = []
        for suffix, data in (("json", one.json), ("xml", one.xml)):
            if data is None:
                verdict.add(f"no {suffix}", attachment=one.name)
                continue
            for sheet in checker.read(data, f"{verdict.path}!{one.name}.{suffix}"):
                result = checker.result(sheet)
                if result.verdict == "valid" and sheet.tree is not None:
                    trees.append(sheet.tree)
                    continue
                warn("\n".join(document_lines(result, settings().lang)))
                code = max(code, 3 if any(told.rule.startswith("IO-") for told in result.findings) else 1)
        if len(trees) > 1 and any(tree != trees[0] for tree in trees[1:]):
            verdict.add("notations", attachment=one.name)
        verdict.documents += trees[:1]
    if none:
        verdict.add("no data")
    return code


def _compared(differences: Iterable["Difference"], masker: "Masker", verdict: Verdict) -> None:
    for one in differences:
        tree = verdict.documents[one.document]
        places = [names(tree["documentType"], tree, pointer) for pointer in one.pointers]
        personal = one.kind == "added" or any(said is None or said.get("x-personal", False) for _, said in places)
        expected, actual = one.expected, one.actual
        if personal:
            expected, actual = masker.mask(expected), masker.mask(actual)
        label = "、".join(" › ".join(crumbs[1:]) for crumbs, _ in places) or None
        pointer = one.pointers[0] if one.pointers else None
        verdict.add(
            one.kind,
            page=one.page,
            pointer=pointer,
            pointers=_more(one),
            label=label,
            expected=expected,
            actual=actual,
        )


def _more(one: "Difference") -> list[str] | None:
    return list(one.pointers) if len(one.pointers) > 1 else None


def _json(verdicts: Iterable[Verdict]) -> str:
    from ybzj_docs.codec.write import to_json

    inputs = [
        {
            "path": one.path,
            "verdict": "undetermined" if one.bare else "valid" if one.sound else "invalid",
            "documents": [_head(tree) for tree in one.documents],
            "findings": one.findings,
        }
        for one in verdicts
    ]
    sound = sum(one["verdict"] == "valid" for one in inputs)
    return to_json({"inputs": inputs, "summary": {"papers": len(inputs), "valid": sound}})


def _head(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tree[name] for name in ("documentType", "edition", "documentNumber") if name in tree}


def _lines(verdicts: Iterable[Verdict]) -> Iterable[str]:
    for one in verdicts:
        numbers = "、".join(str(tree.get("documentNumber", tree.get("archivalCode"))) for tree in one.documents)
        word = say("【与所附数据一致】", "as its data") if one.sound else say("【不一致】", "NOT as its data")
        if one.bare:
            word = say("【无法核对】", "NOT CHECKED")
        yield f"{one.path}  {numbers}  {word}\n"
        for told in one.findings:
            page = say(f"第 {told['page']} 页", f"page {told['page']}") if "page" in told else ""
            where = "  ".join(part for part in (told.get("label", told.get("attachment", "")), page) if part)
            yield f"  {say('错误', 'error')} {told['rule']}  {where}\n    {told['message']}\n"
            values = [(say("应为", "expected"), "expected"), (say("实为", "actual"), "actual")]
            if shown := "；".join(f"{label}: {told[name]}" for label, name in values if name in told):
                yield f"    {shown}\n"
