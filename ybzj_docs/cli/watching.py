"""``ybzj check --watch DIR``: check a folder again whenever something in it changes."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from ybzj_docs.checking.inputs import SUFFIXES

Seen = dict[str, tuple[int, int]]


def watch(folder: str, again: Callable[[], object], *, pause: float = 1.0, rounds: int | None = None) -> None:
    """Call ``again`` at once and after each change of a document file below ``folder``.

    ``pause`` is the time between two looks, in seconds; ``rounds`` ends after so many looks (None: never).
    """
    before: Seen | None = None
    while rounds is None or rounds > 0:
        now = _seen(folder)
        if now != before:
            again()
            before = now
        rounds = None if rounds is None else rounds - 1
        time.sleep(pause)


def _seen(folder: str) -> Seen:
    """Time of change and size of every document file; one that vanishes while looking is not there."""
    found: Seen = {}
    for parent, _, files in os.walk(folder):
        for name in files:
            path = Path(parent, name)
            if name.lower().endswith((*SUFFIXES, ".zip")) and not name.startswith("."):
                try:
                    status = path.stat()
                except FileNotFoundError:
                    continue
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
