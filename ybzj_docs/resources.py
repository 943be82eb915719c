"""Where our data lie: ``_data`` in an installed package, the folders beside us in a checkout."""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds ``schemas``, ``templates`` and ``samples``."""
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent


def path(relative: str) -> Path:
    """The file or folder ``relative`` (with ``/``) below the data root."""
    return root() / relative


def read_text(relative: str) -> str:
    """The text of the data file ``relative``.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    return path(relative).read_text(encoding="utf-8")
