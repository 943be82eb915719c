"""A report that cannot be written is told apart from an input that cannot be read."""

from ybzj_docs.checking.reports.sink import Sink, Tail
from ybzj_docs.checking.result import CaseResult, DocumentResult


class Unreported(Exception):
    """The report, or what is kept to go on with, cannot be written: ``error`` says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


class Guarded:
    """A sink whose failures are no failures of what is read meanwhile."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def document(self, result: DocumentResult) -> None:
        """As the protocol says.

        Raises:
            Unreported: it cannot be written.
        """
        try:
            self._sink.document(result)
        except OSError as error:
            raise Unreported(error) from error

    def case(self, told: CaseResult) -> None:
        """As the protocol says.

        Raises:
            Unreported: it cannot be written.
        """
        try:
            self._sink.case(told)
        except OSError as error:
            raise Unreported(error) from error

    def end(self, tail: Tail) -> None:
        """As the protocol says."""
        self._sink.end(tail)
