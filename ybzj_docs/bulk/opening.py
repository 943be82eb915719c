"""Opening what is long: a file, packed or not, in whatever encoding, as one text of UTF-8."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from ybzj_docs.bulk.how import Waits
from ybzj_docs.bulk.text import Awaited, FileText, FlowText, Text, blocks_of, unpacked_blocks, utf8_blocks
from ybzj_docs.codec import encodings
from ybzj_docs.codec.record import Limits


@contextmanager
def opened(path: str, limits: Limits, encoding: str | None, waits: Waits = nullcontext) -> Iterator[Text]:
    """The text of the file ``path``, which may be a pipe; ``waits`` as in ``How``.

    Raises:
        OSError: it cannot be opened.
    """
    with waits():
        file = Path(path).open("rb")  # noqa: SIM115
    with file:
        if path.lower().endswith(".gz"):
            size = os.fstat(file.fileno()).st_size if file.seekable() else None
            packed = unpacked_blocks(Awaited(file, waits), size, limits)
            yield FlowText(path, utf8_blocks(packed, encoding))
            return
        if not file.seekable():
            yield FlowText(path, utf8_blocks(blocks_of(Awaited(file, waits)), encoding))
            return
        told = encodings.told(file.read(4096), encoding)
        file.seek(0)
        if isinstance(told, encodings.Told) and told.codec == "utf-8":
            text = FileText(path, told.mark)
            try:
                yield text
            finally:
                text.close()
        else:
            yield FlowText(path, utf8_blocks(blocks_of(file), encoding))
