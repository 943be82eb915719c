"""Results as lines of JSON and back: what a journal keeps of them is what they were."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from ybzj_docs.checking.result import CaseResult, DocumentResult, Drawn, Place, Skipped, StepTold, Told


def packed(name: str, thing: object) -> bytes:
    """``thing``, data or a result, as a line of JSON under ``name``."""
    try:
        return orjson.dumps({name: thing}, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # a path that is no UTF-8
        return json.dumps({name: thing}, default=_plain).encode() + b"\n"


def _plain(thing: Any) -> Any:
    """A date as a text; a dataclass as an object."""
    if isinstance(thing, date):
        return thing.isoformat()
    return {field.name: getattr(thing, field.name) for field in dataclasses.fields(thing)}


def unpacked(line: bytes) -> dict[str, Any]:
    """The object of a line of :func:`packed`.

    Raises:
        ValueError: it is none.
    """
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def document(tree: Mapping[str, Any]) -> DocumentResult:
    """The result of a document as it was packed."""
    lists = {
        "findings": tuple(_told(told) for told in tree["findings"]),
        "skipped": tuple(Skipped(**one) for one in tree["skipped"]),
        "periods": tuple(Drawn(**one) for one in tree["periods"]),
    }
    return DocumentResult(**{**tree, **lists})


def _told(tree: Mapping[str, Any]) -> Told:
    lists = {
        "crumbs": tuple(tree["crumbs"]),
        "related": tuple(Place(**place) for place in tree["related"]),
        "fix": tuple(tree["fix"]),
    }
    return Told(**{**tree, **lists})


def case(tree: Mapping[str, Any]) -> CaseResult:
    """What is told of a case as it was packed."""
    lists = {"steps": tuple(_step(step) for step in tree["steps"]), "folders": tuple(tree["folders"])}
    return CaseResult(**{**tree, **lists})


def _step(tree: Mapping[str, Any]) -> StepTold:
    days = {name: tree[name] and date.fromisoformat(tree[name]) for name in ("started_on", "ended_on", "due_on")}
    return StepTold(**{**tree, **days})
