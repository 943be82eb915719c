"""The walk of the READMEs does what it says, as a newcomer pastes it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from ybzj_docs import resources


def walk(name):
    """The lines of the one block of shell that a README has, without remarks."""
    text = resources.read_text(name)
    [code] = [block.partition("```")[0] for block in text.split("```sh\n")[1:]]
    return [line.split(" # ")[0].rstrip() for line in code.splitlines() if not line.startswith("#")]


def test_the_walk_of_the_readmes_ends_completed(tmp_path):
    lines = walk("README.md")
    assert walk("README.zh-CN.md") == lines
    (tmp_path / "samples").symlink_to(resources.path("samples"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YBZJ_")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    code = "\n".join(["set -e", *lines])
    done = subprocess.run(
        ["sh", "-c", code], check=False, cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    last = json.loads(done.stdout[done.stdout.rindex("\n{\n") :])
    assert (last["relationshipStatus"], last["fundStatus"], last["due"]) == ("completed", "paid", [])
    assert len(list((tmp_path / "sent").glob("*.pdf"))) == 2
