"""A refusal for a reason of business: nothing is written, and the caller is told why."""

from collections.abc import Sequence


class Refused(Exception):
    """What was asked may not be done.

    ``reason`` is a code of the list reasonCode, ``rules`` are the audit rules that refuse, ``zh`` and ``en`` say what
    is wrong and what to do, without personal data.
    """

    def __init__(self, reason: str, zh: str, en: str, rules: Sequence[str] = ()) -> None:
        super().__init__(en)
        self.reason, self.zh, self.en, self.rules = reason, zh, en, tuple(rules)
