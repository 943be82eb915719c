"""A check that never was: results with everything in them that a report must bear, and two steps aside for browsers."""

import io
from datetime import date

from ybzj_docs.checking.reports import Head, Listing, open_report
from ybzj_docs.checking.result import CaseResult, DocumentResult, Drawn, Place, Skipped, StepTold, Told

HARD = "A&B <c> ]]> \"d\" 'e' %0A ::error::x \u0001 \u2028 \U00020bb7\r\n1,2:3 </script><img src=x onerror=alert(1)>"


def head(lang="zh", list_all=False):
    return Head("1.2.3", None, date(2026, 11, 2), "ab" * 32, lang, list_all)


def told(rule="ID-01", severity="error", pointer="/person/idNumber", line=3, **more):
    facts = {
        "rule": rule,
        "severity": severity,
        "pointer": pointer,
        "line": line,
        "column": 18,
        "label": "证件号码",
        "crumbs": ("参保人", "证件号码"),
        "message": "末位校验码不对，请对照证件原件更正",
    }
    return Told(**facts | more)


def result(path="case/certificate.json", *findings, **more):
    facts = {
        "path": path,
        "record": None,
        "document_type": "certificate",
        "title": "参保凭证",
        "edition": "2021",
        "profile": "NHSA-2021-43",
        "document_number": "320200PZ2026000001",
        "verdict": "invalid" if any(one.severity == "error" for one in findings) else "valid",
        "findings": findings,
    }
    return DocumentResult(**facts | more)


def results():
    """Ten results of four files: hard characters, a stream, a zip, what was skipped, what can be mended."""
    related = (Place("case/application.json", None, "/person/idNumber", 9, 18),)
    fix = ({"op": "replace", "path": "/person/idType", "value": "01"},)
    yield result("case/application.json", case=1, document_type="application", title="申请表")
    yield result("case/certificate.json", told(expected="X", actual="<masked:0123456789ab>", related=related), case=1)
    yield result(
        "case/informationForm.json",
        told("PD-04", "info", "/overlapMonths", message="有重叠月份", label="重叠月数", crumbs=("重叠月数",)),
        told("ID-05", "warning", "/person/idType", message="证件类型应写代码", actual="1", expected="01", fix=fix),
        case=1,
        document_type="informationForm",
        title="信息表",
        periods=(
            Drawn("2003-12", "2009-12", "310", 73),
            Drawn("2010-03", "2018-12", "310", None),
            Drawn("2018-07", "2026-07", "310", 97),
            Drawn("2020-01", "2020-12", "", 12),
        ),
    )
    yield result("b c#d%.json", told("ST-04", message=HARD, actual=HARD, label=HARD, crumbs=(HARD,)), title="单据")
    yield result(
        "参保.zip!1.xml",
        document_type=None,
        edition=None,
        profile=None,
        title="单据",
        document_number=None,
        findings=(told("IO-02", pointer="", crumbs=(), label="单据", message="文件不完整"),),
        verdict="invalid",
    )
    for number in (1, 2, 3):
        finding = told("ST-01", pointer="/person", expected="name", message="缺少必填项，请补填", line=number)
        yield result("many.jsonl", *([finding] * (number == 2)), record=number)
    yield result("late.json", skipped=(Skipped("workingDays", "没有 2027 年的工作日表"),), verdict="undetermined")
    yield result("late.json", told("TM-01", "warning", "/issuedOn", message="已用 38 个工作日"), record=2)


def cases():
    steps = (
        StepTold("letter", date(2026, 9, 1), date(2026, 9, 8), 15, 5, 0, date(2026, 9, 22), False),
        StepTold("form", date(2026, 9, 8), None, 10, 38, 2, date(2026, 9, 22), True),
        StepTold("total", date(2026, 9, 1), None, 30, 43, 2, None, False),
    )
    yield CaseResult(1, "43号（2021），资金转移", steps, "转出地：出具信息表", 3, "可补缴", ("case",))
    yield CaseResult(2, "58号（2010）", (), None, None, None)


def report(form, lang="zh", given=None, *, list_all=True, interrupted=False, **caps):
    """The bytes of a report of ``given`` (else of :func:`results`) in ``form``."""
    out = io.BytesIO()
    listing = Listing(open_report(form, head(lang, list_all), out), list_all, **caps)
    for one in results() if given is None else given:
        listing.add(one)
    for one in cases() if given is None else ():
        listing.case(one)
    listing.end(interrupted=interrupted)
    return out.getvalue()
