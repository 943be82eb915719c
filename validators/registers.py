"""What rules ask of registers and of the history of transfers, as a protocol.

The stores serve it; tests serve it from memory.
"""

from typing import Protocol


class Registers(Protocol):
    """Certificates, agencies, transfers and money."""
