"""Progress for the applicant: what was done, what is next, whom to call; nothing personal, and guessing is slowed.

Every try is an event of the number that was asked for. After a few wrong ones within a quarter of an hour nothing is
answered, right or wrong, until that time has passed.
"""

import hmac
import re
from datetime import datetime, timedelta
from typing import Any

from validators.nextstep import next_step
from ybzj_docs import catalog, knowledge
from ybzj_docs.registers import Hand, Store, Writing
from ybzj_docs.transfer import answers, read_models
from ybzj_docs.transfer.answers import Answer
from ybzj_docs.transfer.clocks import running
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.words import verb_words

#: Wrong tries within this time after which nothing is answered.
TRIES, WINDOW = 5, timedelta(minutes=15)
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,40}")
#: What looks like the number of a person's paper, which is not kept.
_PERSONS = re.compile(r"[0-9]{15}|[0-9]{17}[0-9Xx]")
_TAIL = re.compile(r"[0-9A-Za-z]{4}")
#: Verbs that an applicant is not told of as steps.
_QUIET = frozenset({"precheck", "confirm", "remind", "match", "unmatch", "suspend", "release"})


def progress(store: Store, hand: Hand, agency: str | None, number: str, tail: str) -> Answer:
    """What is told of the transfer ``number`` to one who knows the last four characters of the person's number.

    Raises:
        ybzj_docs.registers.Refused: number and tail do not agree, or there were too many tries.
    """
    with store.writing() as tx:
        asked = _kept(number)
        found = _found(tx, agency, number, tail)
        many = _many(tx, asked, hand.at)
        _logged(tx, asked, hand, "blocked" if many else "answered" if found else "wrong")
    if many:
        raise refused("查询过于频繁，请 15 分钟后再试", "too many tries: wait a quarter of an hour")
    if found is None:
        raise refused("编号与证件号码后四位不符", "number and the last four characters do not agree")
    return told(found, hand)


def _kept(number: str) -> str:
    """What is kept of the number that was asked for: not what is no number, nor what may be a person's."""
    return number if _NUMBER.fullmatch(number) and not _PERSONS.fullmatch(number) else "-"


def _found(tx: Writing, agency: str | None, number: str, tail: str) -> Record | None:
    if not (_NUMBER.fullmatch(number) and _TAIL.fullmatch(tail)):
        return None
    key = read_models.find(tx, agency, [number])
    record = read_models.load(tx, key) if key else None
    right = "".join(str(record.person.get("idNumber", "")).split())[-4:].upper() if record else ""
    return record if hmac.compare_digest(right.encode(), tail.upper().encode()) else None


def _many(tx: Writing, asked: str, now: datetime) -> bool:
    """Whether there were too many wrong tries of late."""
    late = [one for one in tx.events(f"progress:{asked}") if now - one.at <= WINDOW]
    return len([one for one in late if one.data["result"] == "wrong"]) >= TRIES


def _logged(tx: Writing, asked: str, hand: Hand, result: str) -> None:
    stream = f"progress:{asked}"
    tx.append(stream, tx.version(stream), hand.draft("asked", {"result": result}))


def told(record: Record, hand: Hand) -> Answer:
    """Status words, steps with their days, what is next, whom to call."""
    profile = read_models.profile_of(record)
    steps: list[dict[str, Any]] = [
        {"step": act.verb, "title": verb_words(act.verb)[0], "at": act.day.isoformat()}
        for act in record.acts
        if act.verb not in _QUIET
    ]
    running_ = running(record, profile, knowledge.calendar(), hand.day) if record.open else []
    steps += [{"step": one["step"], "dueOn": one["dueOn"]} for one in map(answers.due, running_) if one["dueOn"]]
    following = next_step(record.case, profile) if record.open else None
    contact = {name: record.own[name] for name in ("name", "phone") if name in record.own}
    hotline = profile.value("hotline")
    return {
        "number": record.number,
        "relationshipStatus": record.relationship,
        "relationshipWords": catalog.codelist("relationshipStatus").titles.get(record.relationship, ""),
        "fundStatus": record.funds,
        "fundWords": catalog.codelist("fundStatus").titles.get(record.funds, ""),
        "steps": steps,
        **({"next": following.zh, "nextEnglish": following.en} if following else {}),
        "contact": {**contact, **({"hotline": hotline} if hotline else {})},
    }
