"""A refusal for a reason of business: nothing is written, and the caller is told why."""

from collections.abc import Iterable, Mapping, Sequence
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
    def box(self) -> str:
        """The Chinese names down to there, and the place."""

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


#: The reason that an error of a rule gives (``design``, after 医保办发〔2021〕43号: told with its reason at once).
_REASON_OF_RULE: Mapping[str, str] = {
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


def reason_of(rules: Iterable[str]) -> str:
    """The reason that errors of ``rules`` give: the first that has one of its own gives it."""
    return next((_REASON_OF_RULE[rule] for rule in rules if rule in _REASON_OF_RULE), OTHER)


def refuse_faults(faults: Sequence[Fault]) -> None:
    """Refuse where there are any.

    Raises:
        Refused: there are.
    """
    if faults:
        rules = tuple(dict.fromkeys(one.rule for one in faults))
        zh = "；".join(f"{one.rule} {one.box}：{one.zh}" for one in faults)
        en = "; ".join(f"{one.rule} {one.pointer}: {one.en}" for one in faults)
        raise Refused(reason_of(rules), zh, en, rules)
