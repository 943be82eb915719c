"""Mutants of the rule modules: each changes one thing, and the rule's own cases must notice it.

A mutant is noticed where the findings of the rule differ from what a case of it expects, or where it crashes.
"""

import ast
import copy
import importlib
import inspect
import tomllib
import types
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.validators import cases
from validators import rule as rule_module
from validators import run
from validators.rule import Rule, rules

_FLIPPED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}


@dataclass(frozen=True)
class Mutant:
    """One changed rule: ``name`` says what was changed, ``rule`` is what the changed module registers."""

    name: str
    rule: Rule


@dataclass(frozen=True)
class _Change:
    """What is done to the node that stands at ``index`` in the walk of the module's tree."""

    index: int
    name: str
    make: Callable[[Any], ast.AST]


def source(code: str) -> str:
    """The text of the module that holds the rule ``code``."""
    return Path(inspect.getsourcefile(_module(code)) or "").read_text(encoding="utf-8")


def mutants(code: str) -> Iterator[Mutant]:
    """Every mutant of the rule ``code``; the first is the rule deleted."""
    whole = rules()[code]
    yield Mutant("deleted", replace(whole, check=None, case_check=None))
    tree, names = ast.parse(source(code)), Counter[str]()
    for change in _changes(tree):
        names[change.name] += 1
        again = f" ({names[change.name]})" if names[change.name] > 1 else ""
        yield Mutant(change.name + again, _registered(code, _changed(tree, change)))


def noticed(mutant: Mutant) -> bool:
    """Whether a case of the rule tells the mutant from the rule."""
    code = mutant.rule.code
    try:
        return any(
            _findings(mutant.rule, index) != _expected(code, index) for index in range(len(cases.cases()[code]))
        )
    except run.RuleCrashed:
        return True


@dataclass(frozen=True)
class Verdict:
    """How the cases of a rule did: mutants noticed, those that cannot be, and the names of those that survive.

    ``stale`` are names that :func:`equivalents` lists and that no survivor has.
    """

    killed: int
    equivalent: int
    survivors: tuple[str, ...]
    stale: tuple[str, ...]


def judge(code: str) -> Verdict:
    """Run every mutant of the rule ``code`` against its cases."""
    allowed, killed, survivors = equivalents().get(code, {}), 0, []
    for mutant in mutants(code):
        if noticed(mutant):
            killed += 1
        else:
            survivors.append(mutant.name)
    alive = tuple(name for name in survivors if name not in allowed)
    stale = tuple(name for name in allowed if name not in survivors)
    return Verdict(killed, len(survivors) - len(alive), alive, stale)


@cache
def equivalents() -> dict[str, dict[str, str]]:
    """Mutants that behave as the rule does, by rule and name, with the reason."""
    return tomllib.loads(Path(__file__).with_name("equivalent_mutants.toml").read_text(encoding="utf-8"))


def agrees(code: str) -> bool:
    """Whether the unchanged rule gives what its cases expect: else nothing would tell a mutant from it."""
    return not noticed(Mutant("unchanged", _registered(code, ast.parse(source(code)))))


# --- changes ---


def _changes(tree: ast.Module) -> Iterator[_Change]:
    places = {id(node): index for index, node in enumerate(ast.walk(tree))}
    tests = {id(way): node.test for node in ast.walk(tree) if isinstance(node, ast.If) for way in node.body}
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        last = function.body[-1]
        for node in [below for statement in function.body for below in ast.walk(statement)]:
            if node is last and isinstance(node, ast.Return) and ast.unparse(node) in ("return", "return None"):
                continue  # falling off the end is the same
            where = f" if {ast.unparse(tests[id(node)])}" if id(node) in tests else ""
            for text, make in _of(node):
                yield _Change(places[id(node)], f"{function.name}: {text}{where}", make)


def _of(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], ast.AST]]]:
    """The changes of one node: what is said of each, and the function that makes it."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield f"not ({ast.unparse(node.test)})", _negate_test
        yield from _constants(node.test, "test")
    elif isinstance(node, ast.comprehension):
        for position, test in enumerate(node.ifs):
            yield f"for … if not ({ast.unparse(test)})", _at("ifs", position, _negated)
    elif isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for other in _FLIPPED[type(operator)]:
                yield f"{ast.unparse(node)}: {other.__name__}", _at("ops", position, lambda _, other=other: other())
        yield from _constants(node, "")
    elif isinstance(node, ast.BoolOp):
        yield f"{ast.unparse(node)}: and/or", _swap
        for position, operand in enumerate(node.values):
            yield f"{ast.unparse(node)}: not ({ast.unparse(operand)})", _at("values", position, _negated)
    elif isinstance(node, ast.Return | ast.Continue | ast.Break):
        yield f"without {ast.unparse(node)}", lambda _: ast.Pass()
    elif isinstance(node, ast.Yield | ast.YieldFrom):
        yield f"without {ast.unparse(node)}", lambda _: ast.YieldFrom(ast.Tuple([], ast.Load()))


def _constants(node: ast.expr, member: str) -> Iterator[tuple[str, Callable[[Any], ast.AST]]]:
    """Each constant of a condition, changed; those inside a comparison are the comparison's own."""
    inner = [below for below in ast.walk(node) if isinstance(below, ast.Compare) and below is not node]
    taken = {id(deep) for below in inner for deep in ast.walk(below)}
    if member and isinstance(node, ast.Compare):
        return
    for position, below in enumerate(ast.walk(node)):
        if isinstance(below, ast.Constant) and id(below) not in taken and below.value not in (None, ""):
            yield f"{ast.unparse(node)}: another {below.value!r}", _constant(member, position)


def _constant(member: str, position: int) -> Callable[[Any], ast.AST]:
    def make(node: Any) -> ast.AST:
        root = getattr(node, member) if member else node
        below: Any = list(ast.walk(root))[position]
        value = below.value
        below.value = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}~"
        return node

    return make


def _at(member: str, position: int, make: Callable[[Any], ast.AST]) -> Callable[[Any], ast.AST]:
    def change(node: Any) -> ast.AST:
        getattr(node, member)[position] = make(getattr(node, member)[position])
        return node

    return change


def _negated(node: ast.expr) -> ast.expr:
    return (
        node.operand
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        else ast.UnaryOp(ast.Not(), node)
    )


def _negate_test(node: Any) -> ast.AST:
    node.test = _negated(node.test)
    return node


def _swap(node: Any) -> ast.AST:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def _changed(tree: ast.Module, change: _Change) -> ast.Module:
    mutated = copy.deepcopy(tree)
    old = list(ast.walk(mutated))[change.index]
    new = change.make(old)
    if new is not old:
        mutated = _Put(old, new).visit(mutated)
    return ast.fix_missing_locations(mutated)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else self.generic_visit(node)


# --- running ---


def _module(code: str) -> types.ModuleType:
    check = rules()[code].check or rules()[code].case_check
    return importlib.import_module(check.__module__ if check else "")


def _registered(code: str, tree: ast.Module) -> Rule:
    """What the module registers when it is run from ``tree``, into a registry of its own."""
    module = _module(code)
    registry: dict[str, Rule] = {}
    with patch.object(rule_module, "_registry", registry):
        exec(
            compile(tree, module.__file__ or "", "exec"),
            {"__name__": module.__name__, "__package__": module.__package__},
        )
    return registry[code]


@cache
def _settings(code: str, index: int) -> cases.Setting:
    return cases.setting(cases.cases()[code][index])


def _findings(rule: Rule, index: int) -> list[dict[str, Any]]:
    """What the rule alone says of its case, in the words in which the case expects it."""
    with _alone(rule):
        found = _settings(rule.code, index).findings()
    wanted = _expected(rule.code, index)
    beyond = [{"rule": rule.code}] * (len(found) - len(wanted))
    return [cases.told(*each, want) for each, want in zip(found, wanted, strict=False)] + beyond


@cache
def _expected(code: str, index: int) -> list[dict[str, Any]]:
    return [one for one in cases.cases()[code][index]["expect"] if one["rule"] == code]


@contextmanager
def _alone(rule: Rule) -> Iterator[None]:
    """Let ``rule`` be the only one there is."""
    uncached = inspect.unwrap(run._rules_of)
    with patch.object(run, "rules", lambda: {rule.code: rule}), patch.object(run, "_rules_of", uncached):
        yield
