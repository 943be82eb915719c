"""Processes that print, each document in one of them."""

import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self

from ybzj_docs.bulk import printing
from ybzj_docs.bulk.printing import Wanted, Why
from ybzj_docs.bulk.reading import Met
from ybzj_docs.bulk.tasks import Sound

#: A paper on its way, or why there is none.
Begun = Future[bytes | Why]
#: Papers of a process before another takes its place: layout engines hold on to memory.
_LIFE = 2000


class Press:
    """Processes that print; one that dies takes no other document with it."""

    def __init__(self, wanted: Wanted, jobs: int) -> None:
        self._wanted, self._jobs = wanted, jobs
        self._processes: ProcessPoolExecutor | None = None
        self._before: list[ProcessPoolExecutor] = []
        self._begun = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pool in (*self._before, self._processes):
            if pool is not None:
                pool.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, tree: dict[str, Any]) -> Begun:
        """Begin to print a document."""
        if self._processes is not None and self._begun >= _LIFE * self._jobs:
            self._processes.shutdown(wait=False)
            self._before = [self._processes]
            self._processes = None
        if self._processes is None:
            self._processes, self._begun = ProcessPoolExecutor(self._jobs, initializer=_start), 0
        self._begun += 1
        try:
            return self._processes.submit(printing.printed, tree, self._wanted)
        except BrokenProcessPool:
            self._processes = None
            return self.begin(tree)

    def fetched(self, one: Met, begun: Begun | Why) -> tuple[Met, bytes | Why]:
        """The paper of ``one``, or why it has none."""
        if isinstance(begun, Why):
            return one, begun
        error = begun.exception()
        if isinstance(error, BrokenProcessPool) and isinstance(one, Sound):
            return one, self._alone(one)
        return (one, begun.result()) if error is None else (one, _crashed(error))

    def _alone(self, one: Sound) -> bytes | Why:
        """Print a document by itself: it, or one begun beside it, has broken a process."""
        with ProcessPoolExecutor(1, initializer=_start) as single:
            begun = single.submit(printing.printed, one.tree, self._wanted)
            error = begun.exception()
            return begun.result() if error is None else _crashed(error)


def _crashed(error: BaseException) -> Why:
    name = type(error).__name__
    return Why("crashed", f"未打印，程序出错（{name}: {error}）", f"not printed, we failed ({name}: {error})", 4)


def _start() -> None:
    """Begin the life of a process: the one that started it is told when to stop, and tells it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
