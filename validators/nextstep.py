"""What comes next in a case, and who owes it."""

from dataclasses import dataclass
from typing import Literal

from validators import course
from validators.case import Case, Paper
from validators.pauses import pauses
from validators.profile import Profile

Owner = Literal["origin", "destination", "applicant"]

OWNERS: dict[Owner, tuple[str, str]] = {
    "origin": ("转出地经办机构", "the origin's agency"),
    "destination": ("转入地经办机构", "the destination's agency"),
    "applicant": ("申请人", "the applicant"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "apply": ("提出转移接续申请", "apply for the transfer"),
    "resupply": ("按补正告知书补齐材料", "hand in what the supplement notice asked for"),
    "correct": ("按更正函更正并重新出具单据", "mend the document as the correction letter asks, and issue it again"),
    "accept": ("受理或告知不予受理", "accept the application, or refuse it and say why"),
    "request": ("发出联系函", "send the contact letter"),
    "request-again": ("更正联系函后重新发出", "mend the contact letter and send it again"),
    "resume": ("前一转移办结后恢复办理，出具信息表", "resume once the earlier transfer is done, and issue the form"),
    "issue": ("出具并传送信息表", "issue the information form and send it"),
    "notify": ("划转个人账户资金并发出划转通知", "pay the money of the account and send the fund notice"),
    "receive": ("登记到账并核对匹配", "register the money received and match it"),
    "complete": (
        "接续关系、计入个人账户并办结告知",
        "take the relation over, credit the account and tell the person",
    ),
}


@dataclass(frozen=True, slots=True)
class Next:
    """The next step: its key, who owes it, and what it is in Chinese and English, without names."""

    key: str
    owner: Owner

    @property
    def zh(self) -> str:
        """Who owes what, in Chinese."""
        return f"{OWNERS[self.owner][0]}：{_WORDS[self.key][0]}"

    @property
    def en(self) -> str:
        """Who owes what, in English."""
        return f"{OWNERS[self.owner][1]}: {_WORDS[self.key][1]}"


def next_step(case: Case, profile: Profile) -> Next | None:
    """What comes next in a case; None where it has ended, or where nothing of a transfer is there."""
    notice = course.completion(case)
    if course.ended(case) or (notice and notice.tree.get("side") != "origin"):
        return None
    open_pauses = [pause.asked_by for pause in pauses(case, profile) if pause.ends is None]
    form, acceptance = case.one("informationForm"), case.one("acceptanceNotice")
    for asked in open_pauses:
        if asked.form == "correctionLetter":
            return Next("correct", _corrects(case, asked))
        if acceptance is None and form is None:
            return Next("resupply", "applicant")
    if form is not None:
        return _after_form(case)
    return _before_form(case, acceptance)


def _before_form(case: Case, acceptance: Paper | None) -> Next | None:
    letter, reply = case.one("contactLetter"), course.last_reply(case)
    outcome = reply.get("/outcome") if reply else None
    if outcome == "returned":
        return Next("request-again", "destination")
    if outcome == "deferred":
        return Next("resume", "origin")
    if letter or reply or (acceptance and case.edition == "2021"):
        return Next("issue", "origin")
    if acceptance:
        return Next("request", "destination")
    if case.one("application"):
        return Next("accept", course.acceptor(case))
    return Next("apply", "applicant") if case.of("certificate", "precheck") else None


def _after_form(case: Case) -> Next | None:
    if course.money_goes(case) and not case.of("fundReceipt") and not course.nets(case):
        return Next("receive", "destination") if case.of("fundNotice") else Next("notify", "origin")
    return Next("complete", "destination")


def _corrects(case: Case, letter: Paper) -> Owner:
    """Who mends what a correction letter concerns: its issuer, else the agency that did not write the letter."""
    concerned = letter.get("/concerns")
    for paper in case.papers:
        if paper.tree.get("documentNumber") == concerned:
            return course.issuer(paper) or "destination"
    return "origin"
