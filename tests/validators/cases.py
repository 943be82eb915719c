"""Reads ``tests/cases``: the document of a case, and the findings that the rules give it."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.validators.memory_registers import MemoryRegisters
from validators.case import Case
from validators.finding import Finding
from validators.profile import Profile
from validators.regions import Regions
from validators.registers import Registers
from validators.rule import rules
from validators.run import check, check_case, paper
from validators.scene import Stage
from validators.workdays import Calendar
from ybzj_docs import knowledge

#: What a case may expect of a finding, beside its document and what is related.
TOLD = ("rule", "severity", "pointer", "key", "expected", "actual")
FOLDER = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class World:
    """A context of rules, for tests."""

    as_of: date
    profile: Profile
    regions: Regions
    calendar: Calendar
    registers: Registers | None = None
    stage: Stage | None = None


def world(
    profile: str = "NHSA-2021-43",
    as_of: str = "2026-11-02",
    stage: Stage | None = None,
    registers: Registers | None = None,
) -> World:
    """The context of a day under a profile of ours, or under one in ``cases/base``."""
    name = str(FOLDER / "base" / profile) if profile.endswith(".toml") else profile
    day = date.fromisoformat(as_of)
    return World(day, knowledge.profile(name), knowledge.regions(), knowledge.calendar(), registers, stage)


#: The rules that judge: all but those that only say why a layer is skipped.
JUDGING = [code for code, rule in rules().items() if not rule.skips]


@cache
def cases() -> dict[str, list[dict[str, Any]]]:
    """Every case by the code of its rule."""
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.json"))}


def base(name: str) -> dict[str, Any]:
    """A document of ``cases/base``."""
    document: dict[str, Any] = json.loads((FOLDER / "base" / f"{name}.json").read_text("utf-8"))
    return document


def document(case: dict[str, Any]) -> dict[str, Any]:
    """The document of a case, or of one paper of it, patched."""
    tree = copy.deepcopy(case["document"]) if "document" in case else base(case["base"])
    for operation in case.get("patch", ()):
        apply(tree, operation)
    return tree


def papers(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents of a case: those of ``papers``, else its one."""
    return [document(paper) for paper in case["papers"]] if "papers" in case else [document(case)]


@dataclass(frozen=True)
class Setting:
    """What a case sets up: its context, its documents, and where it has ``papers`` the case that they make up."""

    context: World
    trees: list[dict[str, Any]]
    broken: list[frozenset[str]]
    whole: Case | None

    def findings(self) -> list[tuple[int, Finding]]:
        """What the rules say, each with the position of its document."""
        found = [
            (index, told)
            for index, (tree, broken) in enumerate(zip(self.trees, self.broken, strict=True))
            for told in check(tree, self.context, broken, case=self.whole)
        ]
        return found + (check_case(self.whole, self.context) if self.whole is not None else [])


def setting(case: dict[str, Any]) -> Setting:
    """What a case sets up."""
    chosen = {"profile": case.get("profile"), "as_of": case.get("asOf"), "stage": case.get("stage")}
    chosen["registers"] = MemoryRegisters(case["registers"]) if "registers" in case else None
    context = world(**{name: value for name, value in chosen.items() if value})
    trees = papers(case)
    broken = [frozenset(each.get("broken", ())) for each in case.get("papers", [case])]
    seen = [paper(index, tree, broken[index]) for index, tree in enumerate(trees)]
    return Setting(context, trees, broken, Case(seen) if "papers" in case else None)


def findings(case: dict[str, Any]) -> list[tuple[int, Finding]]:
    """What the rules say of a case, each with the position of its document; ``only`` leaves the others out."""
    return [(index, told) for index, told in setting(case).findings() if told.rule in case.get("only", rules())]


def told(index: int, finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    """A finding in the document at ``index``, in the words in which a case expects it: what ``wanted`` names of it."""
    whole = {name: getattr(finding, name) for name in TOLD}
    whole |= {"paper": index, "related": [list(place) for place in finding.related]}
    return {name: value for name, value in whole.items() if name in wanted}


def apply(tree: Any, operation: Mapping[str, Any]) -> None:
    """Do one operation of RFC 6902 (add, replace, remove) to ``tree``."""
    *above, last = operation["path"].split("/")[1:]
    for token in above:
        tree = tree[int(token) if isinstance(tree, list) else token]
    key: Any = int(last) if isinstance(tree, list) else last
    if operation["op"] == "remove":
        del tree[key]
        return
    if isinstance(tree, list) and operation["op"] == "add":
        tree.insert(key, operation["value"])
        return
    there = isinstance(tree, list) or key in tree
    assert there == (operation["op"] == "replace"), f"{operation}: replace what is there, add what is not"
    tree[key] = operation["value"]
