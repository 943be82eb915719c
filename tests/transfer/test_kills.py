"""Two processes at transfers on one store, killed at random moments. The whole: benchmarks/kills_transfer.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores import *  # noqa: F403


@pytest.mark.parametrize("kills", [3])
def test_no_step_is_lost_or_half(place, kills):
    script = Path(__file__).resolve().parents[2] / "benchmarks" / "kills_transfer.py"
    command = [sys.executable, str(script), str(kills), "--store", place]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "nothing lost" in done.stdout
