"""Reminders: texts for a short message before a step is late, while something is waited for from the person, and before
the months run out in which who has no employer registers anew (人社部发〔2009〕191号 art. 6)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from validators.dates import months_later
from ybzj_docs import knowledge
from ybzj_docs.registers import Reading, tables
from ybzj_docs.registers.certificate_state import Issued
from ybzj_docs.registers.certificate_tables import unused
from ybzj_docs.transfer import queries, read_models
from ybzj_docs.transfer.answers import Answer
from ybzj_docs.transfer.clocks import WARNING_DAYS
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.waiting import TRACK, Waiting, waiting
from ybzj_docs.transfer.words import clock_words

_OWNERS = {"origin": "转出地经办机构", "destination": "转入地经办机构"}
#: How long before the months run out one is reminded, and how far back certificates are looked at for that.
_AHEAD, _BACK = timedelta(days=30), timedelta(days=124)


def reminders(tx: Reading, agency: str | None, as_of: date, limit: int) -> list[Answer]:
    """A text for each step with three working days left or fewer, then for each person who is waited for."""
    near = [one for one in queries.due(tx, agency, as_of, WARNING_DAYS, limit) if "dueOn" in one]
    persons = [*_of_applicants(tx, agency, as_of, limit), *_of_certificates(tx, agency, as_of)]
    return [*map(_of_step, near), *persons][:limit]


def _of_step(line: Answer) -> Answer:
    number = line.get("transferNumber") or line.get("applicationNumber")
    zh = clock_words(str(line["step"]))[0]
    days = f" {abs(line['days'])} 个工作日" if "days" in line else ""
    left = f"已超期{days}" if line["late"] else f"还剩{days}" if days else "即将到期"
    text = f"【时限提醒】转移接续 {number}：{zh}环节应于 {_paper_day(line['dueOn'])}前办结，{left}。"
    return {"to": _OWNERS[line["owner"]], "number": number, "dueOn": line["dueOn"], "text": text}


def _of_applicants(tx: Reading, agency: str | None, as_of: date, limit: int) -> Iterator[Answer]:
    row = tables.due.c
    query = select(row.transfer, row.step).where(row.track == TRACK).order_by(row.due_on, row.transfer).limit(limit)
    for key, step in tx.connection.execute(query.where(row.agency == agency) if agency else query).all():
        record = read_models.load(tx, key)
        yield from (_of_waiting(record, one, as_of) for one in waiting(record) if one.step == step)


def _of_waiting(record: Record, one: Waiting, as_of: date) -> Answer:
    """The text to whom something is waited for; arrears of the employer are the employer's to pay."""
    until = one.notice.get("dueOn")
    by = f"于 {_paper_day(until)}前" if until else "尽快"
    late = "（已过期限）" if until and as_of > one.by else ""
    phone = f"，咨询电话 {record.own['phone']}" if "phone" in record.own else ""
    items = one.notice["items"]
    if one.step == "resupply":
        to, title, number = "申请人", "补正", f"申请 {record.number}"
        what = f"补齐 {'、'.join(item['title'] for item in items)}"
    else:
        to = "用人单位" if all(item.get("owedBy") == "employer" for item in items) else "申请人"
        title, number = "欠费", f"转移 {record.number}"
        what = f"补缴欠费告知单 {one.notice['documentNumber']} 所列欠费"
    text = f"【{title}提醒】{number}：请{by}{what}{late}{phone}。"
    return {"to": to, "number": record.number, **({"dueOn": until} if until else {}), "text": text}


def _of_certificates(tx: Reading, agency: str | None, as_of: date) -> Iterator[Answer]:
    """Certificates not used yet whose person's months to register run out soon."""
    for one in unused(tx, agency, as_of - _BACK):
        profile = knowledge.profile_for(one.document["edition"])
        months = profile.value("registration_months") if profile else None
        last = _last_day(one, months) if months else None
        if last is None or not as_of <= last <= as_of + _AHEAD:
            continue
        day = last.isoformat()
        text = (
            f"【登记提醒】参保凭证 {one.number}：没有新单位接收的，请在终止参保后 {months} 个月内"
            f"（不晚于 {_paper_day(day)}）持凭证到转入地登记参保；已登记的请忽略。"
        )
        yield {"to": "参保人员", "number": one.number, "dueOn": day, "text": text}


def _last_day(one: Issued, months: int) -> date | None:
    """The day by which one registers who was insured until the end of the certificate's last month."""
    until = one.document.get("enrolment", {}).get("to")
    if until is None:
        return None
    year, month = map(int, until.split("-"))
    return months_later(date(year, month, monthrange(year, month)[1]), months)


def _paper_day(day: str) -> str:
    year, month, of_month = map(int, day.split("-"))
    return f"{year}年{month}月{of_month}日"
