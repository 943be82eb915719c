"""Zip files (DOCX among them) whose bytes depend on nothing but their contents."""

import io
import zipfile
from collections.abc import Mapping

#: The earliest time that a zip can hold: entries bear no clock.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repacked(archive: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same zip with its entries sorted and without times; the list of content types of an OPC file first.

    ``replaced`` are contents by name that go before those of the zip.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            contents = (replaced or {}).get(name)
            new.writestr(entry, old.read(name) if contents is None else contents)
    return packed.getvalue()
