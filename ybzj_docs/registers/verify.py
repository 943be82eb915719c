"""Whether the events of a store are those that were recorded: none changed, missing, added, or in another place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ybzj_docs.registers.events import NOTHING, link, seal
from ybzj_docs.registers.transaction import Reading

Fault = Literal["changed", "missing", "order", "head", "anchor"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of a store at some time, as one keeps it elsewhere: against it even a store forged whole is found."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Tampering:
    """What is wrong at ``position``.

    ``changed``: the event is not what was sealed. ``missing``: no event has this position, nor the next ones up to
    ``to``. ``order``: it does not follow on its stream's event before it. ``head``: the events do not amount to the
    store's head, so the last ones are missing, or some were added. ``anchor``: they do not amount to the anchor.
    """

    fault: Fault
    position: int
    stream: str | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What :func:`verify` found: how many events, faults, and the head to keep elsewhere."""

    events: int
    faults: tuple[Tampering, ...]
    head: Anchor


def verify(tx: Reading, anchor: Anchor | None = None) -> Verified:
    """Walk through every event, in flat memory but for one hash a stream.

    ``anchor`` is a head that an earlier call told.
    """
    chain = _Chain(anchor)
    for row in tx.rows():
        chain.add(row)
    head = Anchor(*tx.head())
    if (chain.position, chain.over) != (head.position, head.hash):
        chain.faults.append(Tampering("head", head.position))
    if anchor and anchor.position > chain.position:
        chain.faults.append(Tampering("anchor", anchor.position))
    return Verified(chain.count, tuple(chain.faults), head)


class _Chain:
    """The chain as far as it was walked."""

    def __init__(self, anchor: Anchor | None) -> None:
        self.position, self.over, self.count = 0, NOTHING, 0
        self.faults: list[Tampering] = []
        self._anchor = anchor
        self._streams: dict[str, tuple[int, str]] = {}

    def add(self, row: Mapping[str, Any]) -> None:
        """Judge the next event."""
        position, stream = row["position"], row["stream"]
        if position > self.position + 1:
            self.faults.append(Tampering("missing", self.position + 1, to=position - 1))
        if seal(row) != row["hash"]:
            self.faults.append(Tampering("changed", position, stream))
        version, previous = self._streams.get(stream, (0, NOTHING))
        if (row["version"], row["previous"]) != (version + 1, previous):
            self.faults.append(Tampering("order", position, stream))
        self._streams[stream] = row["version"], row["hash"]
        self.position, self.over, self.count = position, link(self.over, row["hash"]), self.count + 1
        if self._anchor and self._anchor.position == position and self._anchor.hash != self.over:
            self.faults.append(Tampering("anchor", position))
