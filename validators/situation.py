"""The situation of a case: which edition, with or without an employer or by the platform, with or without money."""

from dataclasses import dataclass

from validators.case import Case

_EDITIONS = {
    "2010": ("58号（2010）", "procedure of 2010"),
    "2016": ("94号（2016）", "procedure of 2016"),
    "2017": ("GB/T 34282.2-2017", "GB/T 34282.2-2017"),
    "2021": ("43号（2021）", "measures of 2021"),
}
_STARTS = {
    "with-employer": ("随新单位参保", "with a new employer"),
    "without-employer": ("无接收单位", "without a new employer"),
    "platform": ("免申转（平台自动办理）", "started by the platform"),
}
_MONEY = {"money": ("有资金划转", "money goes"), "no-money": ("无资金划转", "no money goes")}


@dataclass(frozen=True, slots=True)
class Situation:
    """What kind of case it is; each part is None where the documents do not tell.

    ``start``: with-employer, without-employer, platform. ``money``: money, no-money.
    """

    edition: str | None
    start: str | None
    money: str | None

    @property
    def key(self) -> str:
        """The parts that are known, such as ``2010/with-employer/money``."""
        return "/".join(part for part in (self.edition, self.start, self.money) if part)

    @property
    def zh(self) -> str:
        """The situation in Chinese."""
        return "，".join(words[0] for words in self._words())

    @property
    def en(self) -> str:
        """The situation in English."""
        return ", ".join(words[1] for words in self._words())

    def _words(self) -> list[tuple[str, str]]:
        parts = ((_EDITIONS, self.edition), (_STARTS, self.start), (_MONEY, self.money))
        return [table[part] for table, part in parts if part in table]


def situation(case: Case) -> Situation:
    """The situation of ``case``, from its documents."""
    application = case.one("application")
    start = None
    if application and application.get("/channel") == "automatic":
        start = "platform"
    elif case.has_employer is not None:
        start = "with-employer" if case.has_employer else "without-employer"
    money = None if case.money_goes is None else "money" if case.money_goes else "no-money"
    return Situation(case.edition, start, money)
