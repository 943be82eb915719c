"""Coverage: the clauses of the standard and the regulations, with the rules, case files and schema parts of each."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from validators.rule import rules
from ybzj_docs import resources


@dataclass(frozen=True, slots=True)
class Source:
    """A document of which clauses are listed; ``read`` says in Chinese what of it was read."""

    id: str
    title: str
    title_en: str
    read: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One chapter or article, and what of ours belongs to it.

    ``read`` says in Chinese what was read of it, ``unconfirmed`` that it was no more than a heading or a retelling.
    ``rules`` are codes, ``cases`` the case files of the rules in a checkout, ``schemas`` the document types, exchange
    formats and common groups.
    """

    id: str
    source: Source
    article: str
    title: str
    title_en: str
    read: str
    unconfirmed: bool
    rules: tuple[str, ...]
    cases: tuple[str, ...]
    schemas: tuple[str, ...]


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause of ``schemas/common/clauses.toml`` in its order, with the rules whose ``covers`` name it."""
    data = tomllib.loads(resources.read_text("schemas/common/clauses.toml"))
    sources = {name: Source(name, **said) for name, said in data["documents"].items()}
    return tuple(_clause(said, sources) for said in data["clauses"])


def _clause(said: dict[str, Any], sources: dict[str, Source]) -> Clause:
    covering = tuple(rule.code for rule in rules().values() if said["id"] in rule.covers)
    return Clause(
        said["id"],
        sources[said["document"]],
        said["article"],
        said["title"],
        said["title_en"],
        said["read"],
        said.get("unconfirmed", False),
        covering,
        tuple(f"tests/cases/{code}.json" for code in covering if not rules()[code].skips),
        tuple(said["schemas"]),
    )


def as_data() -> dict[str, Any]:
    """The coverage as one JSON value: documents with their clauses, and what is covered by nothing."""
    sources = dict.fromkeys(clause.source for clause in clauses())
    return {
        "documents": [
            {
                "id": source.id,
                "title": source.title,
                "title_en": source.title_en,
                "read": source.read,
                "clauses": [_as_data(clause) for clause in clauses() if clause.source == source],
            }
            for source in sources
        ],
        "withoutRules": [clause.id for clause in clauses() if not clause.rules],
        "withoutSchemas": [clause.id for clause in clauses() if not clause.schemas],
        "rulesWithoutClauses": [rule.code for rule in rules().values() if not rule.covers],
    }


def _as_data(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "article": clause.article,
        "title": clause.title,
        "title_en": clause.title_en,
        "read": clause.read,
        "unconfirmed": clause.unconfirmed,
        "rules": list(clause.rules),
        "cases": list(clause.cases),
        "schemas": list(clause.schemas),
    }


def as_text(language: str = "zh") -> str:
    """The coverage as a page, one block a clause; what is covered by nothing says so."""
    return "".join(f"{line}\n" for line in _lines(_WORDS[language], language == "zh"))


def _lines(words: dict[str, str], chinese: bool) -> Iterator[str]:
    source = None
    for clause in clauses():
        if clause.source != source:
            source = clause.source
            yield from ("", source.title if chinese else source.title_en)
            if chinese:
                yield f"{words['read']}{source.read}"
        doubt = words["unconfirmed"] if clause.unconfirmed else ""
        yield ""
        yield f"  [{clause.id}] {f'{clause.article}：{clause.title}' if chinese else clause.title_en}{doubt}"
        for name, held in (("rules", clause.rules), ("cases", clause.cases), ("schemas", clause.schemas)):
            yield f"      {words[name]}{', '.join(held) or words['none']}"
    bare = [clause.id for clause in clauses() if not clause.rules]
    covered = len(clauses()) - len(bare)
    yield ""
    yield words["sum"].format(len(clauses()), covered, ", ".join(bare) or words["none"])


_WORDS = {
    "zh": {
        "read": "所见：",
        "unconfirmed": "（未证实）",
        "rules": "规则：",
        "cases": "用例：",
        "schemas": "单据与字段组：",
        "none": "无",
        "sum": "条款 {} 条，有规则的 {} 条；没有规则的：{}",
    },
    "en": {
        "unconfirmed": " (unconfirmed)",
        "rules": "rules: ",
        "cases": "cases: ",
        "schemas": "documents and groups: ",
        "none": "none",
        "sum": "{} clauses, {} with rules; without rules: {}",
    },
}
