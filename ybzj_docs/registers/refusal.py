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

    def __call__(self, documents: Sequence[Mapping[str, Any]], registers: Registers) -> Sequence[Fault]:
        """The errors in ``documents``, given what the registers know; none: they may be kept."""


def refuse_faults(faults: Sequence[Fault], reason: str) -> None:
    """Refuse for ``reason`` where there are any.

    Raises:
        Refused: there are.
    """
    if faults:
        zh = "；".join(f"{one.rule} {one.pointer}：{one.zh}" for one in faults)
        en = "; ".join(f"{one.rule} {one.pointer}: {one.en}" for one in faults)
        raise Refused(reason, zh, en, tuple(dict.fromkeys(one.rule for one in faults)))
