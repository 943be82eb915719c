"""Progress for the applicant: what was done, what is next, whom to call; nothing personal, and guessing is slowed.

Tries are events of the transfer, by whichever of its numbers it was asked for: every wrong one, and each day that it was
answered or not answered. After a few wrong ones at once, one more try is looked at every few minutes; the others are not
answered, right or wrong, and prolong nothing. What names
no transfer may be anything, a person's number too: of it only so little of a digest is kept that nobody can tell what it
was.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from validators.nextstep import next_step
from ybzj_docs import catalog, knowledge
from ybzj_docs.registers import Event, Hand, Reading, Store
from ybzj_docs.transfer import read_models
from ybzj_docs.transfer.answers import Answer
from ybzj_docs.transfer.clocks import running
from ybzj_docs.transfer.events import BEIJING
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.words import verb_words

#: Wrong tries at once, and after how long each of them may be made again.
TRIES, AGAIN = 5, timedelta(minutes=3)
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,40}")
#: What looks like the number of a person's paper, which is not kept.
_PERSONS = re.compile(r"[0-9]{15}|[0-9]{17}[0-9Xx]")
_MINUTE = timedelta(minutes=1)
_TAIL = re.compile(r"[0-9A-Za-z]{4}")
#: Verbs that an applicant is not told of as steps.
_QUIET = frozenset({"precheck", "confirm", "remind", "match", "unmatch", "suspend", "release"})


def progress(store: Store, hand: Hand, agency: str | None, number: str, tail: str) -> Answer:
    """What is told of the transfer ``number`` to one who knows the last four characters of the person's number.

    Raises:
        ybzj_docs.registers.Refused: number and tail do not agree, or there were too many tries.
    """
    with store.reading() as tx:
        key = read_models.find(tx, agency, [number]) if _NUMBER.fullmatch(number) else None
        stream = f"progress:{key or _little_of(number)}"
        found = _found(tx, key, tail)
        tried = _tried(tx.last(stream), hand, right=found is not None)
    if tried.kept:
        with store.writing() as tx:
            last = tx.last(stream)  # others may have asked since
            tried = _tried(last, hand, right=found is not None)
            if tried.kept:
                asked = {"result": tried.result, "until": tried.until.isoformat()}
                tx.append(stream, last.version if last else 0, hand.draft("asked", asked))
    if tried.result == "blocked":
        raise refused(
            f"查询过于频繁，请 {AGAIN // _MINUTE} 分钟后再试", f"too many tries: wait {AGAIN // _MINUTE} minutes"
        )
    if found is None:
        raise refused("编号与证件号码后四位不符", "number and the last four characters do not agree")
    return told(found, hand)


@dataclass(frozen=True, slots=True)
class _Try:
    """How a try ends, when every wrong one may be made again, and whether it is kept."""

    result: Literal["answered", "wrong", "blocked"]
    until: datetime
    kept: bool


def _tried(last: Event | None, hand: Hand, *, right: bool) -> _Try:
    """A try after the last one that was kept. Wrong ones are kept all; others where the last one was not such, that day.

    So a question that is asked again and again writes nothing, and waits for nobody who writes.
    """
    busy = _busy_until(last, hand.at)
    if busy - hand.at > (TRIES - 1) * AGAIN:
        result: Literal["answered", "blocked"] = "blocked"
    elif right:
        result = "answered"
    else:
        return _Try("wrong", busy + AGAIN, kept=True)
    again = last is not None and last.data["result"] == result and last.at.astimezone(BEIJING).date() == hand.day
    return _Try(result, busy, kept=not again)


def _found(tx: Reading, key: str | None, tail: str) -> Record | None:
    record = read_models.load(tx, key) if key and _TAIL.fullmatch(tail) else None
    right = "".join(str(record.person.get("idNumber", "")).split())[-4:].upper() if record else ""
    return record if hmac.compare_digest(right.encode(), tail.upper().encode("utf-8", "replace")) else None


def _little_of(number: str) -> str:
    """Two bytes of a digest: millions of numbers share them."""
    return f"?{hashlib.sha256(number.encode('utf-8', 'replace')).hexdigest()[:4]}"


def _busy_until(last: Event | None, now: datetime) -> datetime:
    """When every wrong try may be made again; now where none was made of late."""
    told = last.data.get("until") if last else None
    until = datetime.fromisoformat(told) if told else now
    ahead = until > now + (TRIES + 1) * AGAIN  # a clock was: not what others asked while this one waited
    return now if ahead else max(now, until)


def told(record: Record, hand: Hand) -> Answer:
    """Status words, steps with their days, what is next, whom to call."""
    profile = read_models.profile_of(record)
    steps: list[dict[str, Any]] = [
        {"step": act.verb, "title": verb_words(act.verb)[0], "at": act.day.isoformat()}
        for act in record.acts
        if act.verb not in _QUIET
    ]
    running_ = running(record, profile, knowledge.calendar(), hand.day) if record.open else []
    steps += [{"step": one.step, "dueOn": one.due_on.isoformat()} for one in running_ if one.due_on]
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
