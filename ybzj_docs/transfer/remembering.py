"""The registers as one check sees them: what several rules ask is looked up once."""

from collections.abc import Sequence

from validators.registers import Agency, Transfer
from ybzj_docs.registers import Reading
from ybzj_docs.registers.stored import StoreRegisters


class Remembering(StoreRegisters):
    """``StoreRegisters`` within one transaction in which nothing more is written."""

    def __init__(self, tx: Reading, agency: str | None = None) -> None:
        super().__init__(tx, agency)
        self._known: dict[tuple[str | None, str], Sequence[Agency]] = {}
        self._found: dict[str, Transfer | None] = {}

    def agencies(self, code: str | None, region: str) -> Sequence[Agency]:
        """As the store's, asked once."""
        key = code, region
        if key not in self._known:
            self._known[key] = super().agencies(code, region)
        return self._known[key]

    def transfer(self, number: str) -> Transfer | None:
        """As the store's, asked once."""
        if number not in self._found:
            self._found[number] = super().transfer(number)
        return self._found[number]
