"""What a path names: a file, in a folder or a zip every document file below it, sorted by path; read once."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from ybzj_docs.codec.archive import leads_outside, members, unpacked
from ybzj_docs.codec.record import Defect, Limits

_PLAIN = (".json", ".xml", ".jsonl", ".ndjson")
SUFFIXES = (*_PLAIN, *(f"{suffix}.gz" for suffix in _PLAIN))
_OWN_REPORTS = ("reportVersion", "importVersion")


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one input, unpacked, or why they could not be come by: an error of the system, or a defect.

    ``name`` is the path as given, for a member of a zip ``a.zip!b.json``. ``decoded`` says that the bytes are UTF-8 by
    now, whatever was said of the file, or it says of itself.
    """

    name: str
    data: bytes = b""
    error: OSError | None = None
    defect: Defect | None = None
    decoded: bool = False


def inputs(paths: Iterable[str], stdin: bytes = b"", limits: Limits | None = None) -> Iterator[Input]:
    """The inputs that ``paths`` name, in their order; ``-`` stands for ``stdin``.

    Of folders (with subfolders) and zips the document files are read, sorted by path; hidden files, zips in zips and
    our own reports are passed over. A file that is given by name is always read. A ``.gz`` is unpacked.
    """
    bounds = limits or Limits()
    for path in paths:
        if path == "-":
            yield Input(path, stdin)
        elif os.path.isdir(path):
            yield from _of_folder(path, bounds)
        elif path.lower().endswith(".zip"):
            yield from _of_zip(_read(path), bounds)
        else:
            yield plain(_read(path), bounds)


def _of_zip(archive: Input, limits: Limits) -> Iterator[Input]:
    if archive.error is not None:
        yield archive
        return
    for member in members(archive.data, limits):
        if member.name and not is_wanted(member.name):
            continue
        name = f"{archive.name}!{member.name}" if member.name else archive.name
        if isinstance(member.content, Defect):
            yield Input(name, defect=member.content)
            continue
        one = plain(Input(name, member.content), limits)
        if not is_own_report(one.name, one.data):
            yield one


def plain(one: Input, limits: Limits) -> Input:
    """``one``, unpacked where it is a gz."""
    if one.error is not None or not one.name.lower().endswith(".gz"):
        return one
    content = unpacked(one.data, limits)
    return Input(one.name, defect=content) if isinstance(content, Defect) else Input(one.name, content)


def _of_folder(folder: str, limits: Limits) -> Iterator[Input]:
    errors: list[OSError] = []
    found: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(parent, name) for name in files if is_document(name)]
    yield from (Input(str(error.filename), error=error) for error in errors)
    for file in sorted(found, key=lambda name: name.split(os.sep)):
        one = plain(_read(file), limits)
        if not is_own_report(file, one.data):
            yield one


def is_wanted(member: str) -> bool:
    """Whether the member of a zip is read: a document, not hidden. One whose path leads outside is told, whatever it is."""
    *above, last = member.split("/")
    hidden = any(part.startswith(".") and part != "." for part in above)
    return leads_outside(member) or (is_document(last) and not hidden)


def is_document(name: str) -> bool:
    """Whether a file of this name, without folders, is read where it was not given by name."""
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _read(path: str) -> Input:
    try:
        with open(path, "rb") as file:
            return Input(path, file.read())
    except OSError as error:
        return Input(path, error=error)


def is_own_report(path: str, data: bytes) -> bool:
    """Whether these are the bytes of a report of ours: an object with the root member that marks one."""
    if not path.lower().removesuffix(".gz").endswith(".json") or not any(
        mark.encode() in data for mark in _OWN_REPORTS
    ):
        return False
    try:
        root = orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return isinstance(root, dict) and any(mark in root for mark in _OWN_REPORTS)
