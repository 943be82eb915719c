"""The two JSON Schema engines behind one shape: is it valid, and if not, which keywords failed where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from validators.schema import Schema


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed keyword: where, on what value; ``names`` are what is missing, too many, or allowed (codes, entries).

    ``bound`` stands for a pattern that bounds a value instead of giving its form, ``false`` for a member that is
    not allowed here, ``tooMany`` for a doubled entry.
    """

    keyword: str
    path: tuple[str | int, ...]
    value: object
    names: tuple[str, ...] = ()


Verdict = Callable[[object], bool]
Faults = Callable[[object], Iterator[Fault]]


def rust_engine(schema: Schema) -> tuple[Verdict, Faults]:
    """jsonschema-rs: fast, with typed errors."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft202012Validator(dict(schema))

    def faults(tree: object) -> Iterator[Fault]:
        for error in validator.iter_errors(tree):
            kind: Any = error.kind
            path, keywords = tuple(error.instance_path), error.schema_path
            if isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
                yield Fault("required", path, None, (str(kind.property),))
            elif isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
                yield Fault("additionalProperties", path, None, tuple(kind.unexpected))
            elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Not) and kind.schema == {}:
                yield Fault("false", path, error.instance)
            elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Contains):
                yield _contained(schema, path, keywords, error.instance)
            else:
                yield Fault(_keyword(keywords), path, error.instance, _allowed(_options(kind)))

    return validator.is_valid, faults


def python_engine(schema: Schema) -> tuple[Verdict, Faults]:
    """python-jsonschema: the reference."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(dict(schema))

    def faults(tree: object) -> Iterator[Fault]:
        for error in validator.iter_errors(tree):
            path, keywords = tuple(error.absolute_path), list(error.absolute_schema_path)
            if error.validator == "required":
                # one error names one member: the first that was not told yet stands in its message
                missing = [name for name in error.validator_value if f"{name!r} is a required" in error.message]
                yield Fault("required", path, None, tuple(missing))
            elif error.validator == "additionalProperties":
                known = error.schema.get("properties", {})
                yield Fault("additionalProperties", path, None, tuple(n for n in error.instance if n not in known))
            elif error.validator == "not" and error.validator_value == {}:
                yield Fault("false", path, error.instance)
            elif error.validator in ("contains", "minContains", "maxContains"):
                yield _contained(schema, path, keywords, error.instance)
            else:
                options = error.validator_value if error.validator in ("enum", "const", "maxItems") else ()
                yield Fault(_keyword(keywords), path, error.instance, _allowed(options))

    return validator.is_valid, faults


def _options(kind: Any) -> object:
    for said in ("options", "expected_value", "limit"):
        if hasattr(kind, said):
            return getattr(kind, said)
    return ()


def _allowed(options: object) -> tuple[str, ...]:
    return tuple(options) if isinstance(options, (list, tuple)) else (str(options),)


def _keyword(keywords: Sequence[str | int]) -> str:
    """The failed keyword; a pattern within allOf is a bound."""
    last = str(keywords[-1])
    if last == "pattern" and len(keywords) > 2 and keywords[-3] == "allOf":
        return "bound"
    return last


def _contained(schema: Schema, path: tuple[str | int, ...], keywords: Sequence[str | int], value: Any) -> Fault:
    """A list of documents that lacks a type it must hold, or holds one twice."""
    node: Any = schema
    for token in keywords[:-1]:
        node = node[token]
    form = node["contains"]["properties"]["documentType"]["const"]
    held = sum(1 for entry in value if isinstance(entry, dict) and entry.get("documentType") == form)
    return Fault("tooMany", path, None) if held else Fault("required", path, None, (form,))
