"""What every house test looks at: the tree of the checkout and its modules, parsed once."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    path: str
    text: str
    tree: ast.Module


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the two packages, in the order of paths."""
    files = sorted(file for package in ("validators", "ybzj_docs") for file in (ROOT / package).rglob("*.py"))
    texts = [(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    return [Module(path, text, ast.parse(text)) for path, text in texts]
