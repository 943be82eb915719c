"""What a path names: a file, or in a folder every document file below it, sorted by path; read once."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

SUFFIXES = (".json", ".xml", ".jsonl", ".ndjson")
_OWN_REPORTS = ("reportVersion", "importVersion")


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of one input, or why it could not be read. ``name`` is the path as given."""

    name: str
    data: bytes = b""
    error: OSError | None = None


def inputs(paths: Iterable[str], stdin: bytes = b"") -> Iterator[Input]:
    """The inputs that ``paths`` name, in their order; ``-`` stands for ``stdin``.

    Of folders (with subfolders) the document files are read, sorted by path; hidden files and our own reports
    are passed over. A file that is given by name is always read.
    """
    for path in paths:
        if path == "-":
            yield Input(path, stdin)
        elif os.path.isdir(path):
            yield from _of_folder(path)
        else:
            yield _read(path)


def _of_folder(folder: str) -> Iterator[Input]:
    errors: list[OSError] = []
    found: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(parent, name) for name in files if _is_document(name)]
    yield from (Input(str(error.filename), error=error) for error in errors)
    for file in sorted(found, key=lambda name: name.split(os.sep)):
        one = _read(file)
        if one.error is not None or not _is_own_report(file, one.data):
            yield one


def _is_document(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _read(path: str) -> Input:
    try:
        with open(path, "rb") as file:
            return Input(path, file.read())
    except OSError as error:
        return Input(path, error=error)


def _is_own_report(path: str, data: bytes) -> bool:
    """Whether these are the bytes of a report of ours: an object with the root member that marks one."""
    if not path.lower().endswith(".json") or not any(mark.encode() in data for mark in _OWN_REPORTS):
        return False
    try:
        root = orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return isinstance(root, dict) and any(mark in root for mark in _OWN_REPORTS)
