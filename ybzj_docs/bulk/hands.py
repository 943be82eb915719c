"""Who does the tasks: this process, or others. Either way a task's result is fetched when its turn has come."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from ybzj_docs.bulk.tasks import Done, Task
from ybzj_docs.bulk.worker import Worker
from ybzj_docs.checking.options import Options

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

#: Seconds between two looks at whether to stop.
_PATIENCE = 0.2


class Stopped(Exception):
    """The check was asked to stop."""


Stop = Callable[[], bool]
Fetch = Callable[[], Done]


class Hands(Protocol):
    """Begins tasks; at most ``ahead`` of them should be begun and not yet fetched."""

    ahead: int

    def begin(self, task: Task) -> Fetch:
        """Begin ``task``; what comes back gives its result.

        Raises (when fetched):
            Stopped: the check was asked to stop.
            validators.run.RuleCrashed: a rule failed on bad data.
            concurrent.futures.process.BrokenProcessPool: a process died.
        """

    def idle(self) -> "Hands":
        """Hands for little work, that is not worth another process."""


class OwnHands:
    """This process: a task is done when its result is fetched."""

    def __init__(self, options: Options, stop: Stop) -> None:
        self.ahead = 1
        self._options, self._stop = options, stop
        self._worker: Worker | None = None

    def begin(self, task: Task) -> Fetch:
        """As the protocol says."""
        return lambda: self._do(task)

    def idle(self) -> Hands:
        """Itself."""
        return self

    def _do(self, task: Task) -> Done:
        if self._stop():
            raise Stopped
        if self._worker is None:
            self._worker = Worker(self._options)
        return self._worker.do(task)


class ManyHands:
    """``jobs`` processes, started with the first task that is worth it."""

    def __init__(self, options: Options, stop: Stop, jobs: int) -> None:
        self.ahead = jobs + 2
        self._options, self._stop, self._jobs = options, stop, jobs
        self._own = OwnHands(options, stop)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, task: Task) -> Fetch:
        """As the protocol says."""
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor  # slow to import, and little work does not need it

            self._pool = ProcessPoolExecutor(self._jobs, initializer=_start, initargs=(self._options,))
        with self._stopped_with_us():
            future = self._pool.submit(_do, task)
        return lambda: self._fetch(future)

    def idle(self) -> Hands:
        """This process."""
        return self._own

    def _fetch(self, future: "Future[Done]") -> Done:
        while True:
            if self._stop():
                raise Stopped
            with self._stopped_with_us():
                try:
                    return future.result(_PATIENCE)
                except TimeoutError:
                    if future.done():
                        return future.result()

    @contextmanager
    def _stopped_with_us(self) -> Iterator[None]:
        """Within it processes that have died did so because all of us were asked to stop, where we were."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            yield
        except BrokenProcessPool:
            if self._stop():
                raise Stopped from None
            raise


_worker: Worker | None = None


def _start(options: Options) -> None:
    """Begin the life of a process: the one that started it is told when to stop, and tells it, or ends it by SIGTERM."""
    global _worker  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _worker = Worker(options)


def _do(task: Task) -> Done:
    if _worker is None:
        raise RuntimeError("the process was not started by its pool")
    return _worker.do(task)
