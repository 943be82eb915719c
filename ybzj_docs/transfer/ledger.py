"""The money of a transfer at one side, reckoned from its papers, in cents. Pure; ``sums`` says what must hold of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from validators import money
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.states import Side

#: The verbs that bring a paper which counts; elsewhere (with ``confirm``) it is only kept.
_COUNTS = {
    "informationForm": ("issue", "settle", "correct"),
    "fundNotice": ("notify", "correct"),
    "fundReceipt": ("receive", "correct"),
    "fundReturn": ("return", "correct"),
    "accountPayout": ("payout", "correct"),
}
#: Statuses at the destination in which money that came waits for a decision.
_WAITING = frozenset({"received", "matched", "suspended"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done about money: the verb, the funds' status before it, and its papers."""

    verb: str
    before: str
    papers: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the papers of one side say of the money; a paper that another one replaces does not count.

    ``due`` is the whole that the form in force says, ``disposition`` what becomes of it, ``highest`` the most that a
    version of it transferred. ``notices``, ``returns`` and ``payouts`` are the papers in force with their amounts,
    ``receipts`` what of each receipt is here still (``standing`` are their papers), ``sent_back`` the receipts of which
    nothing is. ``order`` is the fund notice that is out: not paid yet at the origin, its money not come at the
    destination. ``credited`` is what of the money here was credited.
    """

    side: Side
    disposition: str
    due: int
    highest: int
    notices: Mapping[str, int]
    returns: Mapping[str, int]
    payouts: Mapping[str, int]
    receipts: Mapping[str, int]
    standing: tuple[Document, ...]
    sent_back: tuple[Document, ...]
    order: str | None
    credited: int

    @property
    def moved(self) -> int:
        """What the origin has sent and not got back; what came to the destination and is there still."""
        if self.side == "origin":
            return sum(self.notices.values()) - sum(self.returns.values())
        return sum(self.receipts.values())

    @property
    def out(self) -> int:
        """What was paid out to the person."""
        return sum(self.payouts.values())

    @property
    def rest(self) -> int:
        """What has still to move: to the destination or to the person; below zero: too much has."""
        return self.due - self.moved - self.out

    @property
    def there(self) -> int:
        """What has to be at the destination in the end."""
        return max(self.due - self.out, 0) if self.disposition == "transfer" else 0

    @property
    def left(self) -> int:
        """What is still to be paid to the destination; below zero: the surplus that comes back from there."""
        return self.there - self.moved

    @property
    def surplus(self) -> int:
        """What the destination returns: it has more than it ought to."""
        return max(-self.left, 0)

    @property
    def waiting(self) -> int:
        """What came to the destination and is not credited."""
        return self.moved - self.credited

    @property
    def ordered(self) -> int:
        """The amount of the notice that is out; 0 where none is."""
        return self.notices.get(self.order or "", 0)

    @property
    def level(self) -> bool:
        """Whether all is where it ought to be."""
        return self.rest == 0 and self.left >= 0

    def status(self, now: str) -> str:
        """The status of the funds that these sums make of ``now``, the one that the step leads to.

        Money that waits for a decision, and a notice that is out, are told by their steps; otherwise the track is open
        while something is to be paid, and ended where nothing is.
        """
        if now in _WAITING:
            return now
        if self.ordered and (self.side == "origin" or now == "notified"):
            return "notified"
        if self.rest > 0:
            return "returned" if now == "returned" else "pending"
        if self.moved and self.side == "origin":
            return "paid"
        if self.moved:
            return "received" if self.waiting else "credited"
        return "paid-out" if self.out else "none"


def ledger(side: Side, entries: Iterable[Entry], numbers: frozenset[str]) -> Ledger:
    """The ledger of what was done at one side; ``numbers`` are those by which the transfer goes."""
    book = _Book(side, numbers)
    for entry in entries:
        book.enter(entry)
    return Ledger(
        side=side,
        disposition=_disposition(book.form),
        due=_due(book.form),
        highest=book.highest,
        notices=book.notices,
        returns=book.returns,
        payouts=book.payouts,
        receipts=book.receipts,
        standing=tuple(book.trees[number] for number in book.receipts),
        sent_back=tuple(book.sent_back),
        order=book.order,
        credited=book.credited,
    )


class _Book:
    """A ledger while it is written."""

    def __init__(self, side: Side, numbers: frozenset[str]) -> None:
        self.side, self.numbers = side, numbers
        self.form: Document | None = None
        self.highest = self.credited = 0
        self.notices: dict[str, int] = {}
        self.returns: dict[str, int] = {}
        self.payouts: dict[str, int] = {}
        self.receipts: dict[str, int] = {}
        self.trees: dict[str, Document] = {}
        self.sent_back: list[Document] = []
        self.order: str | None = None

    def enter(self, entry: Entry) -> None:
        """Reckon one more step."""
        if entry.verb == "recall":
            self.form, self.highest = None, 0
        elif entry.verb == "pay" or (entry.verb == "receive" and self.side == "destination"):
            self.order = None
        elif entry.verb == "credit":
            self.credited = sum(self.receipts.values())
        for paper in entry.papers:
            if entry.verb in _COUNTS.get(paper["documentType"], ()):
                self._file(entry, paper)

    def _file(self, entry: Entry, paper: Document) -> None:
        form = paper["documentType"]
        if form == "informationForm":
            self.form = paper
            self.highest = max(self.highest, _due(paper) if _disposition(paper) == "transfer" else 0)
        elif form == "fundReceipt":
            self.trees[paper["documentNumber"]] = paper
            _put(self.receipts, paper, allocated(paper, self.numbers))
        elif form == "fundNotice":
            if entry.verb == "notify" or (
                self.order and self.order in (paper.get("replaces"), paper["documentNumber"])
            ):
                self.order = paper["documentNumber"]
            _put(self.notices, paper, money.cents(paper["amount"]))
        elif form == "accountPayout":
            _put(self.payouts, paper, money.cents(paper["amount"]))
        else:
            _put(self.returns, paper, money.cents(paper["amount"]))
            if entry.verb == "return":
                self._back(entry, paper)

    def _back(self, entry: Entry, paper: Document) -> None:
        """Take what goes back from the money that came last; a notice that was out is none any more."""
        if self.side == "destination" or paper["concerns"] == self.order or paper["concerns"] not in self.notices:
            self.order = None
        if self.side == "origin" or entry.before in ("notified", "paid"):
            return
        amount = money.cents(paper["amount"])
        for number, here in reversed(list(self.receipts.items())):
            taken = min(here, amount)
            amount -= taken
            self.receipts[number] -= taken
            if taken and taken == here:
                self.sent_back.append(self.trees[number])
                del self.receipts[number]
        self.credited = min(self.credited, sum(self.receipts.values()))


def _put(held: dict[str, int], paper: Document, amount: int) -> None:
    """Count a paper, in the stead of the one that it replaces."""
    held.pop(paper.get("replaces", ""), None)
    held[paper["documentNumber"]] = amount


def _disposition(form: Document | None) -> str:
    account: Mapping[str, str] = (form or {}).get("account", {})
    return str(account.get("disposition", "none"))


def _due(form: Document | None) -> int:
    """What a form says is to be transferred, or paid out."""
    account, disposition = (form or {}).get("account", {}), _disposition(form)
    if disposition == "none":
        return 0
    whole = account["amount"] if disposition == "transfer" and "amount" in account else account["balance"]
    return money.cents(whole)


def allocated(receipt: Document, numbers: frozenset[str]) -> int:
    """What a receipt allocates to the transfer that goes by ``numbers``, in cents; without allocations all of it."""
    parts = receipt.get("allocations")
    if parts is None:
        return money.cents(receipt["amount"])
    return sum(money.cents(part["amount"]) for part in parts if part["transferNumber"] in numbers)
