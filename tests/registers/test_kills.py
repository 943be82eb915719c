"""Two processes on one store, killed at random moments: nothing lost, twice or half. The whole: benchmarks/kills.py."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("kills", [6])
def test_nothing_is_lost(place: str, kills: int) -> None:
    script = Path(__file__).resolve().parents[2] / "benchmarks" / "kills.py"
    done = subprocess.run(
        [sys.executable, str(script), str(kills), "--store", place], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "nothing lost" in done.stdout
