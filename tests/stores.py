"""Stores for tests: in a file and on a PostgreSQL of our own. ``from tests.stores import *`` gives the fixtures."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from ybzj_docs.registers import Store, open_store

__all__ = ["passing_store", "place", "postgresql", "store"]
_NUMBERS = count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is installed; None where none is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def cluster(bin_: Path) -> Iterator[str]:
    """A PostgreSQL that listens on a socket only, run as another user where we are root; gives the URL of a server."""
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="ybzj-pg-", ignore_cleanup_errors=True) as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"

        def run(program: str, *arguments: str) -> None:
            command = [str(bin_ / program), "-D", data, *arguments]
            subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

        run("initdb", "-U", "ybzj", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -h '' -F", "start")
        try:
            yield f"postgresql://ybzj@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


@contextmanager
def passing_store() -> Iterator[Store]:
    """An empty store in a file that is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="ybzj-store-") as folder:
        opened = open_store(f"{folder}/store.db")
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server, with {} for the database."""
    bin_ = programs()
    if bin_ is None:
        warnings.warn(
            "PostgreSQL is not installed (apt-get install postgresql): the store is NOT tested on it", stacklevel=1
        )
        pytest.skip("PostgreSQL is not installed")
    with cluster(bin_) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    import psycopg

    url: str = request.getfixturevalue("postgresql")
    name = f"test{next(_NUMBERS)}"
    with psycopg.connect(url.format("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.format(name)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(place)
    yield opened
    opened.close()
