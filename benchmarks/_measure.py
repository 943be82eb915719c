"""What a command costs, and on what machine: for the benchmarks that start processes.

    python -IS _measure.py FILE COMMAND...

runs a command and writes its cost to FILE: a process begins with the peak memory of the one that started it, so that
one is kept small.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the clock, seconds of all cores (with the processes it started), peak MB of one process."""

    wall: float
    cpu: float
    peak: float
    exit_code: int
    output: str


def cost(command: Sequence[str], environment: dict[str, str] | None = None) -> Cost:
    """Run ``command`` to its end.

    Raises:
        FileNotFoundError: there is no such program.
    """
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile() as told:
        launcher = [sys.executable, "-IS", __file__, told.name, *command]
        variables = os.environ | (environment or {})
        subprocess.run(launcher, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env=variables, check=False)
        said.seek(0)
        output = said.read().decode(errors="replace")
        if not (words := told.read()):
            raise FileNotFoundError(command[0])
    return Cost(*json.loads(words), output)


def launch(file: str, command: Sequence[str]) -> None:
    """Run ``command`` and write what it cost."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = used.ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)
    Path(file).write_text(
        json.dumps([wall, used.ru_utime + used.ru_stime, peak, process.returncode]), encoding="utf-8"
    )


def memory() -> float:
    """MB of memory that this machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**2


def processor() -> str:
    """The model of the processor, as the system names it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def machine() -> str:
    """Processor, cores, memory, system, Python, in one line."""
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory() / 1024:.0f} GB · {platform.system()} {platform.machine()} · "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


if __name__ == "__main__":
    launch(sys.argv[1], sys.argv[2:])
