"""What a report says only at its end: held in memory while it is little, on disk where it is much."""

import shutil
import tempfile
from typing import IO, BinaryIO

#: So many bytes are held in memory.
_HELD = 1 << 20


class Spool:
    """Takes bytes, and gives them all at once when their turn has come."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return self._file is not None

    def write(self, data: bytes) -> None:
        """Take ``data``."""
        if self._file is None:
            self._file = tempfile.SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115
        self._file.write(data)

    def empty_into(self, out: BinaryIO) -> None:
        """Give to ``out`` what was taken."""
        if self._file is not None:
            self._file.seek(0)
            shutil.copyfileobj(self._file, out)
            self._file.close()
            self._file = None
