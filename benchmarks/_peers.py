"""The other checkers: which, of what version, installed where, and how each is run.

They live in a folder of their own in the user's cache; what cannot be had is named and left out.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from _measure import cost

HERE = Path(__file__).resolve().parent
PYTHON_PINS = {
    "check-jsonschema": "0.39.0",
    "jsonschema": "4.26.0",
    "jsonschema-rs": "0.61.0",
    "lxml": "6.1.3",
    "orjson": "3.13.0",
    "sourcemeta-jsonschema": "17.3.0",
}
LINES, XML, CHECK_JSONSCHEMA = "ybzj check, JSON lines", "ybzj check, XML", "check-jsonschema"
NODE_PINS = {"ajv": "8.20.0"}


@dataclass(frozen=True, slots=True)
class Checker:
    """One way to check a file of ``kind`` (lines, folder, xml).

    ``command`` makes the words to run from the file; ``told`` reads from what was said how many records are faulty;
    ``share`` of the records is enough for a slow one.
    """

    name: str
    kind: str
    does: str
    needs: tuple[str, ...]
    command: Callable[[Path], list[str]]
    told: Callable[[str], int]
    share: float = 1.0


def cache() -> Path:
    """The folder of these peers in these versions."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    pins = repr((sys.version_info[:2], PYTHON_PINS, NODE_PINS)).encode()
    return base / "ybzj-benchmarks" / hashlib.sha256(pins).hexdigest()[:12]


def python() -> str:
    return str(cache() / "venv" / "bin" / "python")


def node_modules() -> Path:
    return cache() / "npm" / "node_modules"


def install() -> dict[str, str]:
    """Install what is not there yet; what could not be, and why, by name."""
    cache().mkdir(parents=True, exist_ok=True)
    if not Path(python()).exists():
        subprocess.run([sys.executable, "-m", "venv", str(cache() / "venv")], check=True)
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    npm = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache() / "npm")]
    missing = {}
    for name, version in PYTHON_PINS.items():
        missing[name] = _installed(name, [*pip, f"{name}=={version}"])
    for name, version in NODE_PINS.items():
        missing[name] = _installed(name, [*npm, f"{name}@{version}"]) if shutil.which("npm") else "npm is not here"
    missing["node"] = "" if shutil.which("node") else "node is not here"
    missing["xmllint"] = "" if shutil.which("xmllint") else "xmllint is not here (Debian: libxml2-utils)"
    return {name: why for name, why in missing.items() if why}


def _installed(name: str, command: list[str]) -> str:
    """Nothing where ``command`` has installed ``name``, now or before; else the last it said."""
    mark = cache() / f"{name}.installed"
    if mark.exists():
        return ""
    print(f"installing {command[-1]}", file=sys.stderr)
    try:
        done = cost(command)
    except FileNotFoundError as error:
        return f"{error} is not here"
    if done.exit_code:
        return f"not installed: {(done.output.strip().splitlines() or ['no reason given'])[-1][:200]}"
    mark.touch()
    return ""


def version(name: str) -> str:
    """The version of a package or program that a checker needs."""
    if name in PYTHON_PINS or name in NODE_PINS:
        return f"{name} {PYTHON_PINS.get(name) or NODE_PINS[name]}"
    flag = "--version"
    said = subprocess.run([name, flag], capture_output=True, text=True, check=False)
    number = re.search(r"[0-9][0-9.]+", said.stdout + said.stderr)
    return f"{name} {number[0]}" if number else name


def _counted(text: str) -> int:
    return int(re.findall(r"invalid ([0-9]+)", text)[-1])


def _summed(text: str) -> int:
    return int(re.findall(r'"invalid": ?([0-9]+)', text)[-1])


def _named(pattern: str, text: str) -> int:
    """How many different places ``pattern`` finds."""
    return len(set(re.findall(pattern, text)))


def _ours(*options: str) -> Callable[[Path], list[str]]:
    ybzj = str(Path(sys.executable).with_name("ybzj"))
    words = [ybzj, "check", "--format", "json", "--as-of", "2026-11-02", *options]
    return lambda file: [*words, str(file)]


def one_core() -> tuple[str, ...]:
    """What keeps ours to one process."""
    ybzj = str(Path(sys.executable).with_name("ybzj"))
    help_ = subprocess.run([ybzj, "check", "--help"], capture_output=True, text=True, check=True).stdout
    return ("--jobs", "1") if "--jobs" in help_ else ()


def _library(name: str, schema: Path) -> Callable[[Path], list[str]]:
    return lambda file: [python(), str(HERE / "_peer_python.py"), name, str(schema), str(file)]


def checkers(json_schema: Path, record_xsd: Path, file_xsd: Path, ours: tuple[str, ...] = ()) -> list[Checker]:
    """All checkers, ours first of each kind; ``ours`` are more options for ours."""
    alone, complete = "schema alone, yes or no", "complete: structure, all rules, places, duplicate keys, report"
    schema = str(json_schema)
    return [
        Checker(LINES, "lines", complete, (), _ours(*ours), _summed),
        Checker("jsonschema-rs", "lines", alone, ("jsonschema-rs", "orjson"), _library("jsonschema-rs", json_schema), _counted),
        Checker("ajv", "lines", alone, ("ajv", "node"), lambda f: ["node", str(HERE / "_peer_ajv.cjs"), schema, str(f)], _counted),
        Checker(
            "sourcemeta CLI", "lines", "schema alone, --fast", ("sourcemeta-jsonschema",),
            lambda f: [python(), "-m", "sourcemeta_jsonschema", "validate", "--fast", "--continue", "--json", schema, str(f)],
            lambda text: len(re.findall(r'"valid": ?false', text)),
        ),
        Checker(
            "python-jsonschema", "lines", alone, ("jsonschema", "orjson"),
            _library("python-jsonschema", json_schema), _counted, 0.03,
        ),
        Checker("ybzj check, folder", "folder", complete, (), _ours("--no-case", *ours), _summed),
        Checker(
            CHECK_JSONSCHEMA, "folder", "schema alone, messages", ("check-jsonschema",),
            lambda f: [
                python(), "-m", "check_jsonschema", "-o", "json", "--schemafile", schema, *map(str, sorted(f.rglob("*.json"))),
            ],
            partial(_named, r'"filename": "([^"]+)"'), 0.05,
        ),
        Checker(XML, "xml", complete, (), _ours(*ours), _summed),
        Checker("lxml, XSD per record", "xml", alone, ("lxml",), _library("lxml", record_xsd), _counted),
        Checker(
            "xmllint --stream --schema", "xml", "schema alone, messages", ("xmllint",),
            lambda f: ["xmllint", "--stream", "--noout", "--schema", str(file_xsd), str(f)],
            partial(_named, r"(?m)^[^\n]*?:([0-9]+): [^\n]*validity error"),
        ),
    ]  # fmt: skip
