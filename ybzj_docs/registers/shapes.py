"""Frozen dataclasses as canonical JSON and back: how what registers serve stands in read models."""

import types
import typing
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import orjson

_Shape = TypeVar("_Shape")


def written(shape: Any) -> str:
    """A dataclass of texts, whole numbers, flags, dates, mappings, and tuples and sets of such, as canonical JSON."""
    return orjson.dumps(shape, default=sorted, option=orjson.OPT_SORT_KEYS).decode()


def read(kind: type[_Shape], text: str) -> _Shape:
    """The object of dataclass ``kind`` in JSON that :func:`written` wrote; members unknown today are passed over."""
    return made(kind, orjson.loads(text))


def made(kind: type[_Shape], members: Mapping[str, Any]) -> _Shape:
    """As :func:`read`, of JSON that is read already."""
    return cast(_Shape, _made(kind, members))


def _made(kind: type, members: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in members.items() if name in hints})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    """A value of JSON as the member's type has it."""
    origin, kinds = typing.get_origin(hint), typing.get_args(hint)
    if value is None:
        return None
    if origin is types.UnionType:
        return _value(next(kind for kind in kinds if kind is not type(None)), value)
    if hint is date:
        return date.fromisoformat(value)
    if origin is frozenset:
        return frozenset(value)
    if origin is Mapping:
        return {name: _value(kinds[1], one) for name, one in value.items()}
    if origin is tuple:
        return tuple(_value(kinds[0], one) for one in value)
    return _made(hint, value) if is_dataclass(hint) and isinstance(hint, type) else value
