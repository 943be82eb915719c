"""The habits of the house that ruff does not know, over the syntax tree of every module."""

import ast
import re
from collections.abc import Iterator

import pytest

MODULE_LINES = 350
FUNCTION_LINES = 45

# Outside ybzj_docs/cli nothing of these is read: the day, ids and randomness come in as arguments.
AMBIENT = re.compile(
    r"datetime\.(datetime|date)\.(now|today|utcnow)|time\.(time|time_ns|localtime|gmtime)"
    r"|os\.(environ|environb|getenv|getenvb|putenv|urandom)|uuid\.uuid[14]|(random|secrets)\.\w+"
)
# (module, name) -> why it may all the same
ALLOWED: dict[tuple[str, str], str] = {}

REGEX_CALLS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


def offences(found: list[str], mend: str) -> None:
    if found:
        pytest.fail("\n".join([*found, f"mend: {mend}"]), pytrace=False)


def full_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that the module uses, whatever it was imported as."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                known[name.asname or name.name.split(".")[0]] = name.name if name.asname else name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            known.update((name.asname or name.name, f"{node.module}.{name.name}") for name in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            head, dot, rest = ast.unparse(node).partition(".")
            if head in known:
                yield node.lineno, known[head] + dot + rest


def is_ambient(name: str) -> bool:
    """Whether ``name`` reads clock, environment or randomness."""
    return bool(AMBIENT.fullmatch(name))


def test_modules_are_short(modules):
    long = [f"{m.path}: {n} lines" for m in modules if (n := len(m.text.splitlines())) > MODULE_LINES]
    offences(long, f"split the module by what it knows, {MODULE_LINES} lines at most")


def test_functions_are_short(modules):
    found = [
        f"{module.path}:{node.lineno} {node.name}: {size} lines"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    offences(found, f"take steps out into functions with a name, {FUNCTION_LINES} lines at most")


def test_only_the_command_line_reads_clock_environment_and_chance(modules):
    found = [
        f"{module.path}:{line} {name}"
        for module in modules
        if not module.path.startswith("ybzj_docs/cli/")
        for line, name in full_names(module.tree)
        if is_ambient(name) and (module.path, name) not in ALLOWED
    ]
    offences(found, "take it as an argument that ybzj_docs/cli passes down")


def test_what_is_allowed_is_used(modules):
    used = {(module.path, name) for module in modules for _, name in full_names(module.tree)}
    offences([f"{entry}" for entry in ALLOWED if entry not in used], "take the entry out of ALLOWED")


def regexes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Constant patterns given to the functions of ``re``, also those put together of constant pieces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in {f"re.{c}" for c in REGEX_CALLS}:
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.lineno, part.value


def test_regexes_take_ascii_digits_and_the_whole_text(modules):
    found = [
        f"{module.path}:{line} {pattern!r}"
        for module in modules
        for line, pattern in regexes(module.tree)
        if r"\d" in pattern or re.search(r"(?<!\\)\$\Z", pattern)
    ]
    offences(found, r"\d takes full-width digits and $ a trailing newline: write [0-9], and re.fullmatch or \Z")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import os\nos.environ['A']", "os.environ"),
        ("from os import environ as e\ne['A']", "os.environ"),
        ("from datetime import date\ndate.today()", "datetime.date.today"),
        ("import datetime as dt\ndt.datetime.now()", "datetime.datetime.now"),
        ("import time\ntime.time()", "time.time"),
        ("from uuid import uuid4\nuuid4()", "uuid.uuid4"),
        ("import secrets\nsecrets.token_hex()", "secrets.token_hex"),
    ],
)
def test_the_search_finds_what_is_ambient(code, name):
    assert name in {name for _, name in full_names(ast.parse(code)) if is_ambient(name)}


@pytest.mark.parametrize(
    "code", ["import os\nos.replace(a, b)", "def f(date): return date.today", "import time\ntime.sleep"]
)
def test_the_search_passes_over_what_is_not(code):
    assert not [name for _, name in full_names(ast.parse(code)) if is_ambient(name)]
