"""How ``ybzj check`` runs: on how many processes, stopped by Ctrl-C or SIGTERM, with progress on a terminal."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from ybzj_docs.cli.frame import say

if TYPE_CHECKING:
    from ybzj_docs import bulk
    from ybzj_docs.checking import Options, Outcome
    from ybzj_docs.checking.reports import Listing

#: Seconds between two lines of progress.
_OFTEN = 0.5
#: Seconds before anything is told: most checks are over by then.
_FIRST = 1.0


def run(
    listing: "Listing", paths: tuple[str, ...], options: "Options", jobs: int | None, journal: "bulk.Journal | None"
) -> "Outcome":
    """Check ``paths`` into ``listing`` with ``jobs`` processes (None: as many as this one may use)."""
    from ybzj_docs import bulk

    shown = _Shown()
    with _stopped_by_interrupt(bulk.Stopped) as stop:
        how = bulk.How(jobs or _processors(), stop.asked, shown.tell, journal=journal, waits=stop.waits)
        try:
            return bulk.check_into(listing, paths, options, stdin=sys.stdin.buffer if "-" in paths else None, how=how)
        finally:
            shown.clear()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Stop:
    """Whether Ctrl-C was pressed, or a scheduler asked to end (SIGTERM)."""

    def __init__(self, stopped: type[Exception]) -> None:
        self._stopped = stopped
        self._asked = self._waiting = False

    def asked(self) -> bool:
        return self._asked

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt  # it did not leave off by itself
        self._asked = True
        if self._waiting:
            raise self._stopped

    @contextmanager
    def waits(self) -> Iterator[None]:
        """Within it nothing may come for long, and nothing is half done: there Ctrl-C takes effect at once."""
        self._waiting = True
        try:
            if self._asked:
                raise self._stopped
            yield
        finally:
            self._waiting = False


@contextmanager
def _stopped_by_interrupt(stopped: type[Exception]) -> Iterator[_Stop]:
    """Within it Ctrl-C and SIGTERM ask to leave off where that leaves a whole report; a second time they interrupt."""
    stop = _Stop(stopped)
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Shown:
    """Progress on one line of a terminal."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._start = time.monotonic()
        self._next = self._start + _FIRST
        self._width = 0

    def tell(self, progress: "bulk.Progress") -> None:
        now = time.monotonic()
        if self._terminal and now >= self._next:
            self._next = now + _OFTEN
            self._write(progress_text(progress, now - self._start))

    def clear(self) -> None:
        if self._width:
            self._write("")

    def _write(self, text: str) -> None:
        click.echo("\r" + text.ljust(self._width) + ("" if text else "\r"), err=True, nl=False)
        self._width = max(self._width, len(text)) if text else 0


def progress_text(progress: "bulk.Progress", seconds: float) -> str:
    """How far a check has come after ``seconds``: documents, rate, and where it is known, part and time left."""
    rate = (progress.read - progress.before) / max(seconds, 0.001)
    text = say(f"已检查 {progress.documents:,} 份", f"{progress.documents:,} documents") + f"  {rate / 1e6:.1f} MB/s"
    if not progress.of or not rate:
        return text
    part = min(progress.read / progress.of, 1)
    minutes, left = divmod(round((progress.of - progress.of * part) / rate), 60)
    return f"{text}  {part:.0%}  " + say(f"还需 {minutes}:{left:02d}", f"{minutes}:{left:02d} left")
