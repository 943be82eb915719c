"""Processes of tests: what they do is seen and not hoped for, and none of them outlives its test."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from termios import FIONREAD
from typing import Any

#: The command, to be followed by its arguments.
YBZJ = (sys.executable, "-c", "from ybzj_docs.cli.main import main; main()")
#: Seconds after which a test gives up: what it waits for takes a machine of any speed far less.
PATIENCE = 300


@contextmanager
def started(*command: str, **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs ``command``; in the end it is killed with its workers, if it is still there."""
    with subprocess.Popen(command, start_new_session=True, **how) as running:
        try:
            yield running
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def wait_until(event: Callable[[], bool], running: "subprocess.Popen[bytes]") -> None:
    """Wait for ``event``.

    Raises:
        AssertionError: it cannot come any more: ``running`` has ended.
        TimeoutError: it does not come.
    """
    end = time.monotonic() + PATIENCE
    while not event():
        assert running.poll() is None, f"the process ended with {running.returncode}"
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


def give(running: "subprocess.Popen[bytes]", data: bytes) -> None:
    """Write ``data`` to the stdin of ``running``, which stays open: whoever reads it to its end waits."""
    assert running.stdin is not None
    running.stdin.write(data)
    running.stdin.flush()


def has_taken_all(running: "subprocess.Popen[bytes]") -> bool:
    """Whether ``running`` has read all that it was given: it has come to its stdin, and to no end of it."""
    assert running.stdin is not None
    return not any(fcntl.ioctl(running.stdin, FIONREAD, bytes(4)))


def waits_for_more(running: "subprocess.Popen[bytes]") -> bool:
    """Whether ``running``, a process of one thread, sleeps at a pipe from which nothing comes."""
    state = Path(f"/proc/{running.pid}/stat").read_bytes().rpartition(b") ")[2][:1]
    return state == b"S" and (running.stdin is None or has_taken_all(running))


def has_mark(journal: Path) -> bool:
    """Whether a check has come to a first mark in its ``journal``, from where another one may go on."""
    return journal.exists() and b'\n{"mark"' in journal.read_bytes()
