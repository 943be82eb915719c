"""The registers of a store by its place: for a check that runs in several processes, each with a connection of its own."""

import os

from sqlalchemy import Connection

from ybzj_docs.registers.database import open_store
from ybzj_docs.registers.stored import StoreRegisters


class RegistersAt(StoreRegisters):
    """The registers at ``place``, opened where they are first asked: a snapshot as of then, in each process.

    Raises, when it is first asked, what :func:`~ybzj_docs.registers.open_store` raises.
    """

    def __init__(self, place: str) -> None:
        self._place, self._agency = place, None
        self._opened: tuple[int, Connection] | None = None

    def __getstate__(self) -> dict[str, object]:
        return {"_place": self._place, "_agency": None, "_opened": None}

    @property
    def _connection(self) -> Connection:
        if self._opened is None or self._opened[0] != os.getpid():  # a forked process must not use its parent's
            connection = open_store(self._place, create=False).engine.connect()
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            self._opened = os.getpid(), connection
        return self._opened[1]
