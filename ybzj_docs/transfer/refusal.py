"""Business refusals: the reason that each gives, and the words for errors of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from validators.finding import Severity
from ybzj_docs.registers import Refused

#: The reason that an error of a rule gives (``design``, after 医保办发〔2021〕43号: told with its reason at once).
REASON_OF_RULE = {
    "EL-01": "R01",
    "EL-02": "R02",
    "EL-03": "R03",
    "EL-08": "R04",
    "EL-04": "R05",
    "EL-05": "R06",
    "EL-06": "R07",
    "ID-01": "R09",
    "ID-05": "R09",
    "CF-02": "R14",
    "CF-03": "R14",
    "EL-12": "R16",
}
#: Where no closer reason is known.
OTHER = "R99"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding on a paper, told in both languages; ``document`` is the paper's Chinese title."""

    rule: str
    severity: Severity
    document: str
    pointer: str
    zh: str
    en: str


def refused(zh: str, en: str, reason: str = OTHER, *rules: str) -> Refused:
    """A refusal in words."""
    return Refused(reason, zh, en, rules)


def stale(number: str, version: int) -> Refused:
    """The refusal of one who goes by an older version of a transfer; ``number`` is empty where it has none."""
    zh, en = (f"转移 {number} ", f"transfer {number}") if number else ("该转移", "the transfer")
    return refused(
        f"{zh}已被他人改动，现为第 {version} 版，请重新读取后再办",
        f"{en} was changed by someone else and is now at version {version}: read it again and decide anew",
    )


def by_rules(errors: Iterable[Told]) -> Refused:
    """The refusal that errors of rules amount to; the first that has a reason of its own gives it."""
    found = tuple(errors)
    codes = tuple(dict.fromkeys(one.rule for one in found))
    reason = next((REASON_OF_RULE[code] for code in codes if code in REASON_OF_RULE), OTHER)
    zh = "；".join(f"{one.rule} {one.document} {one.pointer}：{one.zh}" for one in found)
    en = "; ".join(f"{one.rule} {one.document} {one.pointer}: {one.en}" for one in found)
    return Refused(reason, zh, en, codes)
