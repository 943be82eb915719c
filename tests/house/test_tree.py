"""The tree as a whole: floors, names, generated files, and what the front page promises."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import validators


def test_the_floors_hold(root):
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "100"}
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(lint, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        mend = "mend: move the code to the floor of what it knows (CONTRIBUTING.md, Where a change belongs)"
        pytest.fail(f"{done.stdout}{done.stderr}\n{mend}", pytrace=False)


def test_validators_is_ours():
    mend = "another project's package lies over ours; mend: rm -r .venv && ./run setup"
    assert getattr(validators, "OWNER", None) == "ybzj-docs", mend


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", ["./run demo", "./run test"])
def test_the_front_page_names_both_commands(root, readme, command):
    assert command in (root / readme).read_text(encoding="utf-8"), f"mend: tell of {command} in {readme}"


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_are_executable_shell(root, script):
    assert (root / script).stat().st_mode & 0o111, f"mend: chmod +x {script}"
    done = subprocess.run(["sh", "-n", root / script], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


def test_the_lock_is_complete_and_names_no_machine(root):
    """Every requirement is pinned with hashes; no index, path or address of the machine that made it."""
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    strange = [line for line in code if not line.startswith("    --hash=sha256:") and "==" not in line]
    assert not strange, f"{strange}; mend: make the lock anew (CONTRIBUTING.md, The lock)"
    pinned = {line.split("==")[0] for line in code if "==" in line and not line.startswith(" ")}
    assert {"click", "hatchling", "editables", "pytest", "weasyprint"} <= pinned


def test_what_is_imported_is_declared(root, modules):
    """The tests run where everything of the lock is installed: what a user would lack shows only here."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    nodes = [node for module in modules for node in ast.walk(module.tree)]
    names = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"validators", "ybzj_docs"}
    owners = packages_distributions()
    undeclared = {
        top for top in tops if not declared & {re.sub("[-_.]+", "-", name).lower() for name in owners.get(top, [])}
    }
    assert not undeclared, f"mend: declare in pyproject.toml, or do without: {sorted(undeclared)}"
