"""Events: what happened, who did it, when and why; sealed in a chain of hashes.

An event's hash is over all that is stored of it: its place in the store and in its stream, and the hash of the stream's
event before it. Nothing of an event is ever changed: where the make-up of ``data`` changes, later events bear a higher
``schema``, and readers know them all.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

#: The hash before the first event of a stream, and of the store.
NOTHING = ""
#: The columns of an event that are sealed, in the order in which they are.
SEALED = (
    *("position", "stream", "version", "kind", "schema", "at"),
    *("actor", "reason", "channel", "data", "previous"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is to be recorded.

    ``at`` is when it was done, with an offset, ``actor`` who did it, ``reason`` why, ``channel`` from where.
    """

    kind: str
    data: Mapping[str, Any]
    at: datetime
    actor: str
    reason: str | None = None
    channel: str | None = None
    schema: int = 1

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the time of an event has an offset")


@dataclass(frozen=True, slots=True)
class Event:
    """An event as recorded: ``position`` counts within the store, ``version`` within its stream, both from 1."""

    position: int
    stream: str
    version: int
    kind: str
    schema: int
    at: datetime
    actor: str
    reason: str | None
    channel: str | None
    data: Mapping[str, Any]
    previous: str
    hash: str


def sealed(position: int, stream: str, version: int, previous: str, draft: Draft) -> dict[str, Any]:
    """The row of an event: every column, with its hash."""
    row = {
        "position": position,
        "stream": stream,
        "version": version,
        "kind": draft.kind,
        "schema": draft.schema,
        "at": draft.at.isoformat(),
        "actor": draft.actor,
        "reason": draft.reason,
        "channel": draft.channel,
        "data": canonical(draft.data),
        "previous": previous,
    }
    return {**row, "hash": seal(row)}


def seal(row: Mapping[str, Any]) -> str:
    """The hash that the row of an event must bear."""
    return hashlib.sha256(canonical([row[name] for name in SEALED]).encode()).hexdigest()


def link(head: str, event: str) -> str:
    """The hash over a whole store with one more event: of the hash before, and of the event's."""
    return hashlib.sha256(f"{head}{event}".encode()).hexdigest()


def event_of(row: Mapping[str, Any]) -> Event:
    """The event in a row."""
    return Event(**{**row, "at": datetime.fromisoformat(row["at"]), "data": orjson.loads(row["data"])})


def canonical(value: object) -> str:
    """JSON without blanks, with sorted keys: the same text for equal values."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
