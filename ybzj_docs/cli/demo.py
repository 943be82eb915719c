"""``ybzj demo``: the main job on the embedded samples, from import to a completed transfer."""

import json
import secrets
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import click

from ybzj_docs import resources
from ybzj_docs.cli.demo_transfer import transfers
from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.output import emit, write_file

AS_OF = date(2026, 11, 2)
DESTINATION = "310000"
PROFILE = "NHSA-2021-43"
#: Whose papers are printed: the kinds of sample people.
_KINDS = ("rare", "dotted", "duplicate", "foreigner")
_MARK = ".ybzj-demo"


@click.command(cls=Command)
@click.option("--out", default="ybzj-demo", show_default=True, metavar="DIR", type=click.Path(path_type=Path))
def demo(out: Path) -> int:
    """用内置样本演示：导入、检查、打印、转换、办理转移 / the main job on the embedded samples"""
    _prepare(out)
    expected = json.loads(resources.read_text("samples/expected.json"))
    people = {person["psn_no"]: person for person in expected.values()}
    told, faults = [], []
    told.append(_import(out))
    line, wrong = _check(out, people)
    told.append(line)
    faults += wrong
    told.append(_render(out, people))
    told.append(_forms(out))
    line, wrong = _convert(out, people)
    told.append(line)
    faults += wrong
    told += transfers(out, AS_OF)
    emit("\n".join([*told, *faults, "", *_what_to_open(out, people)]) + "\n")
    return 1 if faults else 0


def _prepare(out: Path) -> None:
    """An empty folder of ours: one that an earlier demo left is made anew, any other is left alone."""
    if out.is_dir() and (out / _MARK).is_file():
        shutil.rmtree(out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refusal(2, f"{out} 不是空文件夹", f"{out} is not an empty folder")
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()


def _import(out: Path) -> str:
    from ybzj_docs.importing import import_export

    report = import_export(
        resources.path("samples/platform-export"), out / "documents", as_of=AS_OF, destination=DESTINATION
    )
    return say(
        f"导入：{report.persons} 人，{report.documents} 份单据；{report.unusable_rows} 行不能用，已列入 import-report.json",
        f"import: {report.persons} people, {report.documents} documents; {report.unusable_rows} rows unusable",
    )


def _check(out: Path, people: dict[str, Any]) -> tuple[str, list[str]]:
    from ybzj_docs.bulk import check
    from ybzj_docs.checking import Options
    from ybzj_docs.checking.reports import written
    from ybzj_docs.knowledge import profile

    lang = settings().lang
    report = check([str(out / "documents")], Options(AS_OF, profile(PROFILE), secrets.token_bytes(32), lang))
    write_file(out / "report.txt", written("text", report, lang))
    fired: dict[str, set[str]] = {number: set() for number in people}
    for result in report.documents:
        fired[Path(result.path).parent.name] |= {
            told.rule for told in result.findings if told.severity != "info" or told.rule == "PD-04"
        }
    wrong = [number for number, person in people.items() if fired[number] != set(person["rules"])]
    summary = report.summary
    line = say(
        f"检查：{summary.documents} 份，错误 {summary.severities['error']}，警告 {summary.severities['warning']}；"
        f"{len(people) - len(wrong)}/{len(people)} 人与样本应有的结果一致",
        f"check: {summary.documents} documents, {summary.severities['error']} errors, "
        f"{summary.severities['warning']} warnings; {len(people) - len(wrong)} of {len(people)} people as expected",
    )
    return line, [say(f"  与样本不符：{number}", f"  not as expected: {number}") for number in wrong]


def _printed(people: dict[str, Any]) -> list[str]:
    """One person of each kind whose papers are printed, by psn_no."""
    return [next(number for number, person in people.items() if person["kind"] == kind) for kind in _KINDS]


def _document(out: Path, number: str, form: str) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((out / "documents" / number / f"{form}.json").read_bytes())
    return tree


def _render(out: Path, people: dict[str, Any]) -> str:
    from ybzj_docs.rendering import render

    papers = out / "papers"
    papers.mkdir()
    count = 0
    for number in _printed(people):
        for form in ("certificate", "informationForm"):
            tree = _document(out, number, form)
            for to in ("pdf", "docx"):
                write_file(papers / f"{tree['documentNumber']}.{to}", render(tree, to, copies=True))
                count += 1
    return say(f"打印：4 人的参保凭证和信息表，{count} 个文件（PDF、DOCX）", f"print: {count} papers of 4 people")


def _forms(out: Path) -> str:
    from ybzj_docs.bulk.gallery import write

    papers = write(out / "forms", pictures=shutil.which("pdftoppm") is not None)
    return say(f"样张：每种单据各一份，{len(papers)} 个文件", f"gallery: {len(papers)} papers, every form filled")


def _convert(out: Path, people: dict[str, Any]) -> tuple[str, list[str]]:
    from ybzj_docs.codec.read import read
    from ybzj_docs.codec.write import to_xml

    (out / "xml").mkdir()
    faults = []
    for number in _printed(people):
        tree = _document(out, number, "informationForm")
        xml = to_xml(tree)
        write_file(out / "xml" / f"{tree['documentNumber']}.xml", xml)
        if [record.tree for record in read(xml)] != [tree]:
            faults.append(say(f"  XML 往返不一致：{number}", f"  XML and back is not the same: {number}"))
    return say("转换：4 份信息表转为 XML，读回内容一致", "convert: 4 information forms to XML and back"), faults


def _what_to_open(out: Path, people: dict[str, Any]) -> list[str]:
    first = _printed(people)[0]
    return [
        say("请打开：", "open:"),
        f"  {out / 'papers' / _document(out, first, 'certificate')['documentNumber']}.pdf  {say('参保凭证', 'certificate')}",
        f"  {out / 'papers' / _document(out, first, 'informationForm')['documentNumber']}.pdf  {say('信息表', 'form')}",
        f"  {out / 'forms'}  {say('每种单据的样张', 'every form filled')}",
        f"  {out / 'report.txt'}  {say('检查结果', 'what the check found')}",
        f"  {out / 'documents' / 'import-report.json'}  {say('导入情况', 'what the import left out')}",
    ]
