"""``ybzj check --server``: one request a line, one report a line, for programs in any language.

A request is a JSON object on one line: ``paths`` (list of files and folders), or ``text`` (a document's text, with
``name`` as its path), or ``document`` (a document as JSON); with it, where they differ from the command's own options,
``asOf``, ``profile``, ``stage``, ``lang``, ``showValues``. ``id`` comes back with the answer: the JSON report, or
``{"error": {"code", "message"}}`` with an exit code of the contract.
"""

import dataclasses
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

import orjson

from validators.run import RuleCrashed
from validators.scene import STAGES
from ybzj_docs import catalog, knowledge
from ybzj_docs.bulk import check
from ybzj_docs.checking import Options, Report
from ybzj_docs.checking.reports import written

_KNOWN = ("id", "paths", "text", "name", "document", "asOf", "profile", "stage", "lang", "showValues")


class _Wrong(Exception):
    """A request that cannot be meant; its text says why."""


def serve(lines: Iterable[bytes], out: BinaryIO, options: Options) -> None:
    """Answer request after request until ``lines`` end; blank lines are passed over."""
    for line in lines:
        if line.strip():
            out.write(orjson.dumps(_answer(line, options)) + b"\n")
            out.flush()


def _answer(line: bytes, options: Options) -> dict[str, Any]:
    request: Any = None
    try:
        request = orjson.loads(line)
        report = _report(request, options)
        answer: dict[str, Any] = orjson.loads(written("json", report))
    except orjson.JSONDecodeError as error:
        answer = _error(2, f"no JSON object on one line: {error}")
    except (_Wrong, catalog.UnknownName, ValueError) as error:
        answer = _error(2, str(error))
    except RuleCrashed as error:
        answer = _error(4, str(error))
    if isinstance(request, dict) and "id" in request:
        answer = {"id": request["id"], **answer}
    return answer


def _report(request: Any, options: Options) -> Report:
    if not isinstance(request, dict):
        raise _Wrong("a request is a JSON object")
    unknown = [name for name in request if name not in _KNOWN]
    if unknown:
        raise _Wrong(f"unknown members {', '.join(unknown)}; known: {', '.join(_KNOWN)}")
    how = _changed(options, request)
    given = [name for name in ("paths", "text", "document") if name in request]
    if len(given) != 1:
        raise _Wrong("give one of paths, text, document")
    if given == ["paths"]:
        paths = request["paths"]
        if not isinstance(paths, list) or not all(isinstance(path, str) and path != "-" for path in paths):
            raise _Wrong("paths is a list of files and folders")
        report = check(paths, how)
        if report.unread:
            raise _Wrong("; ".join(f"{path}: {reason}" for path, reason in report.unread))
        return report
    text = request["text"] if given == ["text"] else orjson.dumps(request["document"]).decode()
    if not isinstance(text, str) or not isinstance(request.get("name", ""), str):
        raise _Wrong("text and name are texts")
    report = check(["-"], how, stdin=text.encode())
    named = tuple(dataclasses.replace(one, path=request.get("name", "-")) for one in report.documents)
    return dataclasses.replace(report, documents=named)


#: Member of a request -> option that it changes, and how its value is read.
_CHANGES: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "asOf": ("as_of", lambda value: date.fromisoformat(_text(value))),
    "profile": ("profile", lambda value: knowledge.profile(_one_of(value, knowledge.profiles()))),
    "stage": ("stage", lambda value: _one_of(value, STAGES)),
    "lang": ("lang", lambda value: _one_of(value, ("zh", "en"))),
    "showValues": ("mask_key", lambda value: None if value is True else secrets.token_bytes(32)),
}


def _changed(options: Options, request: Mapping[str, Any]) -> Options:
    changes = {option: read(request[name]) for name, (option, read) in _CHANGES.items() if name in request}
    return dataclasses.replace(options, **changes)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"a text is expected, not {value!r}")
    return value


def _one_of(value: Any, known: Iterable[str]) -> str:
    if _text(value) not in known:
        raise _Wrong(f"{value!r} is unknown; known: {', '.join(known)}")
    return str(value)


def _error(code: int, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}
