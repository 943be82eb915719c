"""Reads ``tests/cases``: the document of a case, and the findings that the rules give it."""

import copy
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from validators.finding import Finding
from validators.profile import Profile
from validators.regions import Regions
from validators.run import check
from ybzj_docs import knowledge

FOLDER = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class World:
    """A context of rules, for tests."""

    as_of: date
    profile: Profile
    regions: Regions


def world(profile: str = "NHSA-2021-43", as_of: str = "2026-11-02") -> World:
    """The context of a day under a profile of ours, or under one in ``cases/base``."""
    name = str(FOLDER / "base" / profile) if profile.endswith(".toml") else profile
    return World(date.fromisoformat(as_of), knowledge.profile(name), knowledge.regions())


@cache
def cases() -> dict[str, list[dict[str, Any]]]:
    """Every case by the code of its rule."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.json"))}


def base(name: str) -> dict[str, Any]:
    """A document of ``cases/base``."""
    document: dict[str, Any] = json.loads((FOLDER / "base" / f"{name}.json").read_text("utf-8"))
    return document


def document(case: dict[str, Any]) -> dict[str, Any]:
    """The document of a case, patched."""
    tree = copy.deepcopy(case["document"]) if "document" in case else base(case["base"])
    for operation in case.get("patch", ()):
        _apply(tree, operation)
    return tree


def findings(case: dict[str, Any]) -> list[Finding]:
    """What the rules say of a case."""
    chosen = {"profile": case.get("profile"), "as_of": case.get("asOf")}
    return check(document(case), world(**{name: value for name, value in chosen.items() if value}))


def _apply(tree: Any, operation: dict[str, Any]) -> None:
    *above, last = operation["path"].split("/")[1:]
    for token in above:
        tree = tree[int(token) if isinstance(tree, list) else token]
    key: Any = int(last) if isinstance(tree, list) else last
    if operation["op"] == "remove":
        del tree[key]
        return
    there = key < len(tree) if isinstance(tree, list) else key in tree
    assert there == (operation["op"] == "replace"), f"{operation}: replace what is there, add what is not"
    tree[key] = operation["value"]
