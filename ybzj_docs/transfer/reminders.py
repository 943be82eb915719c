"""Reminders: texts for a short message before a step is late, and while something is waited for from the applicant."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from ybzj_docs.registers import Reading, tables
from ybzj_docs.transfer import queries, read_models
from ybzj_docs.transfer.answers import Answer
from ybzj_docs.transfer.clocks import WARNING_DAYS
from ybzj_docs.transfer.words import clock_words

_OWNERS = {"origin": "转出地经办机构", "destination": "转入地经办机构"}


def reminders(tx: Reading, agency: str | None, as_of: date, limit: int) -> list[Answer]:
    """A text for each step with three working days left or fewer, then for each applicant who is waited for."""
    near = [one for one in queries.due(tx, agency, as_of, WARNING_DAYS, limit) if "dueOn" in one]
    return [*map(_of_step, near), *_of_applicants(tx, agency, as_of, limit)][:limit]


def _of_step(line: Answer) -> Answer:
    number = line.get("transferNumber") or line.get("applicationNumber")
    zh = clock_words(str(line["step"]))[0]
    days = f" {abs(line['days'])} 个工作日" if "days" in line else ""
    left = f"已超期{days}" if line["late"] else f"还剩{days}" if days else "即将到期"
    text = f"【时限提醒】转移接续 {number}：{zh}环节应于 {_paper_day(line['dueOn'])}前办结，{left}。"
    return {"to": _OWNERS[line["owner"]], "number": number, "dueOn": line["dueOn"], "text": text}


def _of_applicants(tx: Reading, agency: str | None, as_of: date, limit: int) -> Iterator[Answer]:
    row = tables.transfers.c
    query = select(row.key).where(row.relationship_status == "supplementing").order_by(row.changed_at).limit(limit)
    for key in tx.connection.execute(query.where(row.agency == agency) if agency else query).scalars():
        record = read_models.load(tx, key)
        notice = record.newest("supplementNotice")
        if notice is None:
            continue
        titles = "、".join(item["title"] for item in notice["items"])
        late = "（已过期限）" if as_of.isoformat() > notice["dueOn"] else ""
        phone = f"，咨询电话 {record.own['phone']}" if "phone" in record.own else ""
        text = f"【补正提醒】申请 {record.number}：请于 {_paper_day(notice['dueOn'])}前补齐 {titles}{late}{phone}。"
        yield {"to": "申请人", "number": record.number, "dueOn": notice["dueOn"], "text": text}


def _paper_day(day: str) -> str:
    year, month, of_month = map(int, day.split("-"))
    return f"{year}年{month}月{of_month}日"
