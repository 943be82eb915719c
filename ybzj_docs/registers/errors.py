"""What can go wrong with a store; the command line has the words for it."""


class StoreError(Exception):
    """A store cannot do what was asked; ``place`` is where it is, without a password."""

    def __init__(self, place: str, detail: str = "") -> None:
        super().__init__(f"{place}: {detail}" if detail else place)
        self.place, self.detail = place, detail


class NoStore(StoreError):
    """There is nothing at the place, and nothing was to be made there."""


class NotAStore(StoreError):
    """What is at the place is something else than a store of ours."""


class NewerStore(StoreError):
    """The store was written by a later version; ``detail`` is its schema."""


class Unreachable(StoreError):
    """The place cannot be opened, read or written, or its server does not answer; ``detail`` says why."""


class NoDriver(StoreError):
    """The package for PostgreSQL is not installed."""


class Busy(StoreError):
    """Another process kept the store for too long."""


class Stale(Exception):
    """What was to be changed has changed since it was read: read again and decide anew."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(f"{stream}: version {found}, not {expected}")
        self.stream, self.expected, self.found = stream, expected, found
