"""Business refusals of transfers, and the words for errors of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from validators.finding import Severity
from ybzj_docs.registers import Refused
from ybzj_docs.registers.refusal import OTHER, reason_of


@dataclass(frozen=True, slots=True)
class Told:
    """A finding on a paper, told in both languages; ``document`` is the paper's Chinese title, ``box`` the names down to the place."""

    rule: str
    severity: Severity
    document: str
    pointer: str
    box: str
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
    """The refusal that errors of rules amount to."""
    found = tuple(errors)
    codes = tuple(dict.fromkeys(one.rule for one in found))
    zh = "；".join(f"{one.rule} {one.box}：{one.zh}" for one in found)
    en = "; ".join(f"{one.rule} {one.document} {one.pointer}: {one.en}" for one in found)
    return Refused(reason_of(codes), zh, en, codes)
