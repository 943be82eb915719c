"""The transfer of employee medical insurance (GB/T 34282.2-2017): forms, exchange files, checks and papers.

``ybzj_docs.check`` is the twin of ``ybzj check`` (:func:`ybzj_docs.api.check`).
"""

from typing import TYPE_CHECKING, Any

from ybzj_docs.version import __version__ as __version__

if TYPE_CHECKING:
    from ybzj_docs.api import check as check


def __getattr__(name: str) -> Any:
    """``check``, imported when it is asked for: the command line starts without it."""
    if name == "check":
        from ybzj_docs.api import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
