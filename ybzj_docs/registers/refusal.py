"""A refusal for a reason of business: nothing is written, and the caller is told why."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from validators.registers import Registers


class Refused(Exception):
    """What was asked may not be done.

    ``reason`` is a code of the list reasonCode, ``rules`` are the audit rules that refuse, ``zh`` and ``en`` say what
    is wrong and what to do, without personal data.
    """

    def __init__(self, reason: str, zh: str, en: str, rules: Sequence[str] = ()) -> None:
        super().__init__(en)
        self.reason, self.zh, self.en, self.rules = reason, zh, en, tuple(rules)


class Fault(Protocol):
    """An error in a document, as a check tells it."""

    @property
    def rule(self) -> str:
        """The code of the rule."""

    @property
    def pointer(self) -> str:
        """Its place in the document."""

    @property
    def zh(self) -> str:
        """What is wrong, in Chinese."""

    @property
    def en(self) -> str:
        """What is wrong, in English."""


class Judge(Protocol):
    """The check that documents must pass: ``ybzj_docs.checking.judging.Judge``."""

    def __call__(self, documents: Sequence[Mapping[str, Any]], registers: Registers | None) -> Sequence[Fault]:
        """The errors in ``documents``, given what the registers know (None: by themselves); none: they may be kept."""


#: The reason that an error of a rule gives (``design``).
REASON_OF_RULE: Mapping[str, str] = {
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


def refuse_faults(faults: Sequence[Fault]) -> None:
    """Refuse where there are any; the first that has a reason of its own gives it.

    Raises:
        Refused: there are.
    """
    if faults:
        rules = tuple(dict.fromkeys(one.rule for one in faults))
        reason = next((REASON_OF_RULE[rule] for rule in rules if rule in REASON_OF_RULE), OTHER)
        zh = "；".join(f"{one.rule} {one.pointer}：{one.zh}" for one in faults)
        en = "; ".join(f"{one.rule} {one.pointer}: {one.en}" for one in faults)
        raise Refused(reason, zh, en, rules)
