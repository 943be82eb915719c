"""What the events of a transfer say, in every make-up that was ever written: old ones are read for ever."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

import orjson

from validators.profile import Profile
from ybzj_docs.registers import shapes
from ybzj_docs.transfer.states import Side

#: The make-up of what is written now.
SCHEMA = 1
BEIJING = timezone(timedelta(hours=8))

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What an event says.

    ``own`` is whether our own agency acted (else the other's paper was recorded). ``documents`` are the papers that it
    made or brought, ``agency``, ``side`` and ``profile`` stand in the first event of a record, with ``rules``, what
    the profile says, where it is a file of one's own.
    """

    verb: str
    at: datetime
    actor: str
    own: bool
    documents: tuple[Document, ...] = ()
    outcome: str | None = None
    reason: str | None = None
    text: str | None = None
    channel: str | None = None
    agency: str | None = None
    side: Side | None = None
    profile: str | None = None
    certificate: str | None = None
    rules: Profile | None = None

    @property
    def day(self) -> date:
        """Its day at +08:00."""
        return self.at.astimezone(BEIJING).date()


_MEMBERS = ("outcome", "reason", "text", "agency", "side", "profile", "certificate")


def written(said: Said) -> dict[str, Any]:
    """The data of an event in today's make-up; verb, time, actor and channel stand beside them."""
    told = {name: getattr(said, name) for name in _MEMBERS if getattr(said, name) is not None}
    documents = [dict(document) for document in said.documents]
    rules = {"rules": orjson.loads(shapes.written(said.rules))} if said.rules else {}
    return {"own": said.own, **({"documents": documents} if documents else {}), **told, **rules}


def _first(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "own": data["own"],
        "documents": tuple(data.get("documents", ())),
        **{name: data.get(name) for name in _MEMBERS},
        "rules": shapes.made(Profile, data["rules"]) if "rules" in data else None,
    }


#: How each make-up is read.
_READERS: Mapping[int, Callable[[Mapping[str, Any]], dict[str, Any]]] = {1: _first}


def read(schema: int, verb: str, at: datetime, actor: str, channel: str | None, data: Mapping[str, Any]) -> Said:
    """What a stored event says.

    Raises:
        ValueError: a later version wrote it.
    """
    reader = _READERS.get(schema)
    if reader is None:
        raise ValueError(f"an event of make-up {schema}; known are {', '.join(map(str, _READERS))}")
    return Said(verb=verb, at=at, actor=actor, channel=channel, **reader(data))
