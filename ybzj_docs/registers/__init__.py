"""The store: events, numbers, and the registers of certificates and agencies that are made of them."""

from ybzj_docs.registers.database import Store, open_store
from ybzj_docs.registers.errors import (
    Busy,
    NewerStore,
    NoDriver,
    NoStore,
    NotAStore,
    Stale,
    StoreError,
    Unreachable,
)
from ybzj_docs.registers.events import Draft, Event
from ybzj_docs.registers.hand import Hand
from ybzj_docs.registers.projection import Difference, Projection, rebuild, record
from ybzj_docs.registers.refusal import Refused
from ybzj_docs.registers.transaction import Reading, Writing
from ybzj_docs.registers.verify import Anchor, Tampering, Verified, verify

__all__ = [
    "Anchor",
    "Busy",
    "Difference",
    "Draft",
    "Event",
    "Hand",
    "NewerStore",
    "NoDriver",
    "NoStore",
    "NotAStore",
    "Projection",
    "Reading",
    "Refused",
    "Stale",
    "Store",
    "StoreError",
    "Tampering",
    "Unreachable",
    "Verified",
    "Writing",
    "open_store",
    "rebuild",
    "record",
    "verify",
]
