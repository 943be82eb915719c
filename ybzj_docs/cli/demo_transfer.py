"""The last part of ``ybzj demo``: two agencies, a store each, from certificate to completion."""

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from ybzj_docs import resources
from ybzj_docs.cli.frame import say
from ybzj_docs.cli.output import write_file

if TYPE_CHECKING:
    from datetime import date

    from ybzj_docs.registers import Hand, Store
    from ybzj_docs.transfer.service import Done

ORIGIN, DESTINATION = "320200001", "310000001"
#: With an employer that takes the person in, and without.
PEOPLE = (("32020056841038262361", True), ("32020079573591798455", False))
_CHINA = timezone(timedelta(hours=8))
Tree = dict[str, Any]


def transfers(out: Path, day: "date") -> list[str]:
    """Two transfers completed, one certificate reissued, one refusal; what is due and what an applicant is told.

    Returns the lines to print. Everything is kept below ``out/registers`` and ``out/transfer``.
    """
    demo = _Demo.opened(out, datetime.combine(day, time(9), _CHINA))
    try:
        lines = [demo.certificates()]
        numbers = [demo.accepted(psn_no, employer) for psn_no, employer in PEOPLE]
        lines += [*demo.refusal(), *demo.due()]
        for (psn_no, _), number in zip(PEOPLE, numbers, strict=True):
            lines.append(demo.completed(psn_no, number))
        lines += demo.progress(numbers[0])
        lines.append(demo.kept())
    finally:
        for store in demo.stores.values():
            store.close()
    return lines


@dataclass(frozen=True)
class _Demo:
    out: Path
    at: datetime
    stores: "dict[str, Store]"

    @classmethod
    def opened(cls, out: Path, at: datetime) -> "_Demo":
        """Both stores, with the agencies of the samples."""
        from ybzj_docs.registers import agencies, agency_table, open_store

        (out / "registers").mkdir()
        (out / "transfer").mkdir()
        demo = cls(out, at, {code: open_store(str(out / f"registers/{code}.db")) for code in (ORIGIN, DESTINATION)})
        rows = agency_table.read_table(resources.path("samples/platform-export/agencies.csv").read_bytes())
        for store in demo.stores.values():
            with store.writing() as tx:
                for row in rows:
                    if row.record is not None:
                        agencies.enter(tx, row.record, demo.hand())
        return demo

    def hand(self, actor: str = "经办员甲") -> "Hand":
        """Who acts, at the demo's time."""
        from ybzj_docs.registers import Hand

        return Hand(actor, self.at, channel="counter")

    def document(self, psn_no: str, form: str) -> Tree:
        """A document that the import made."""
        tree: Tree = orjson.loads((self.out / "documents" / psn_no / f"{form}.json").read_bytes())
        return tree

    def do(self, agency: str, verb: str, target: str | None, *documents: Tree, **words: Any) -> "Done":
        """One verb; its papers are written to ``out/transfer``."""
        from ybzj_docs.transfer import service
        from ybzj_docs.transfer.desk import Brought, Desk

        desk = Desk(agency, self.hand(words.pop("actor", "经办员甲")))
        done = service.perform(self.stores[agency], desk, verb, target, Brought(documents, **words))
        for paper in done.made:
            file = self.out / "transfer" / f"{paper['documentNumber']}.json"
            write_file(file, orjson.dumps(paper, option=orjson.OPT_INDENT_2))
        return done

    def certificates(self) -> str:
        """A certificate for each of the two; the second is lost and reissued."""
        from ybzj_docs import knowledge
        from ybzj_docs.checking.judging import Judge
        from ybzj_docs.registers import certificates, verification_code

        with self.stores[ORIGIN].writing() as tx:
            profile = knowledge.profile_for("2021")
            office = certificates.Office(tx, self.hand(), Judge(self.at.date(), profile), ORIGIN, profile)
            drafts = [self.document(psn_no, "certificate") for psn_no, _ in PEOPLE]
            codes = iter([verification_code.make(secrets.token_bytes(verification_code.CHANCE)) for _ in range(3)])
            first, lost = (certificates.issue(office, draft, next(codes)) for draft in drafts)
            again = certificates.reissue(office, lost.number, next(codes))
        return say(
            f"凭证：出具 {first.number}、{lost.number}；后者遗失，补办为 {again.number}",
            f"certificates: {first.number} and {lost.number} issued; the latter was lost and reissued as {again.number}",
        )

    def accepted(self, psn_no: str, employer: bool) -> str:
        """A transfer up to the letter that the origin has received; returns its number."""
        done = self.do(DESTINATION, "apply", None, self.application(psn_no, employer))
        done = self.do(DESTINATION, "accept", done.record.application_number)
        number = done.record.number
        [letter] = self.do(DESTINATION, "request", number).made
        self.do(ORIGIN, "request", None, dict(letter))
        self.do(ORIGIN, "reply", number, outcome="accepted")
        return number

    def application(self, psn_no: str, employer: bool) -> Tree:
        """What the person writes."""
        form = self.document(psn_no, "informationForm")
        same = {name: form[name] for name in ("person", "origin", "destination", "originInsuranceType")}
        asked = {"documentType": "application", "edition": "2021", "hasEmployer": employer, **same}
        return {**asked, "employer": {"name": "上海测试软件有限公司"}} if employer else asked

    def refusal(self) -> list[str]:
        """The same person asks again while the transfer is open."""
        from ybzj_docs.registers import Refused

        try:
            self.do(DESTINATION, "apply", None, self.application(*PEOPLE[0]))
        except Refused as refused:
            return [say(f"不予办理：{refused.reason} {refused.zh}", f"refused: {refused.reason} {refused.en}")]
        return []

    def due(self) -> list[str]:
        """What the origin has to do, the most urgent first."""
        from ybzj_docs.transfer import queries

        with self.stores[ORIGIN].reading() as tx:
            lines = queries.due(tx, ORIGIN, self.at.date(), None, 10)
        return [
            say(
                f"到期：{one['transferNumber']} 转出 {one['dueOn']}，还剩 {one['days']} 个工作日",
                f"due: {one['transferNumber']} form by {one['dueOn']}, {one['days']} working days left",
            )
            for one in lines
        ]

    def completed(self, psn_no: str, number: str) -> str:
        """From the form to the end at both."""
        [form] = self.do(ORIGIN, "issue", number, self.document(psn_no, "informationForm")).made
        [notice] = self.do(ORIGIN, "notify", number).made
        self.do(ORIGIN, "pay", number, text="DEMO-PAY")
        self.do(DESTINATION, "issue", number, dict(form))
        self.do(DESTINATION, "take-over", number)
        receipt = {"documentType": "fundReceipt", "bankReference": f"DEMO-{number}", "amount": notice["amount"]}
        self.do(DESTINATION, "receive", number, receipt)
        self.do(DESTINATION, "match", number)
        self.do(DESTINATION, "credit", number, actor="复核员乙")
        completion = self.do(DESTINATION, "complete", number).made[0]
        end = self.do(ORIGIN, "complete", number, dict(completion)).record
        amount = notice["amount"]
        return say(
            f"转移 {number}：两地办结，划转并计入 {amount} 元，转出地资金状态 {end.funds}",
            f"transfer {number}: completed at both, {amount} yuan paid and credited, funds at the origin {end.funds}",
        )

    def progress(self, number: str) -> list[str]:
        """What the applicant is told."""
        from ybzj_docs.transfer import progress

        tail = self.document(PEOPLE[0][0], "certificate")["person"]["idNumber"][-4:]
        told = progress.progress(self.stores[DESTINATION], self.hand("-"), DESTINATION, number, tail)
        steps = "、".join(step["title"].partition("（")[0] for step in told["steps"] if "title" in step)
        words = f"{told['relationshipWords']}、{told['fundWords']}"
        return [
            say(
                f"进度查询：{words}；{steps}",
                f"progress: {told['relationshipStatus']}, {told['fundStatus']}; {len(told['steps'])} steps",
            )
        ]

    def kept(self) -> str:
        """What the two stores hold."""
        from ybzj_docs.registers import verify

        found = []
        for store in self.stores.values():
            with store.reading() as tx:
                found.append(verify(tx))
        events, faults = sum(one.events for one in found), sum(len(one.faults) for one in found)
        return say(
            f"登记库：{events} 条留痕，链条校验 {'完整' if not faults else f'有 {faults} 处不符'}",
            f"stores: {events} events, {faults} faults in their chains",
        )
