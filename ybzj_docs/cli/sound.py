"""Documents that have passed structure, for the commands that refuse all others."""

import secrets
import sys
from dataclasses import dataclass
from typing import Any

from ybzj_docs.cli.frame import say, settings
from ybzj_docs.cli.options import today
from ybzj_docs.cli.output import warn


@dataclass(frozen=True, slots=True)
class Sound:
    """One document that has passed structure; ``number`` as in ``codec.record.Record``."""

    path: str
    number: int | None
    document_type: str
    tree: dict[str, Any]


def sound_documents(paths: tuple[str, ...], encoding: str | None) -> tuple[list[Sound], int]:
    """The sound documents that ``paths`` name, and the exit code for the others, which are told on stderr."""
    from ybzj_docs.checking import Checker, Options
    from ybzj_docs.checking.inputs import inputs
    from ybzj_docs.checking.reports.text import document_lines

    lang = settings().lang
    checker = Checker(Options(today(), None, secrets.token_bytes(32), lang, encoding, audit=False))
    found: list[Sound] = []
    code, seen = 0, False
    for one in inputs(paths, sys.stdin.buffer.read() if "-" in paths else b""):
        if one.error is not None:
            warn(say(f"不能读取 {one.name}：{one.error.strerror}", f"cannot read {one.name}: {one.error.strerror}"))
            code, seen = 3, True
            continue
        for sheet in checker.sheets(one):
            seen = True
            record, result = sheet.record, checker.result(sheet)
            if result.verdict == "valid" and record.tree is not None and record.document_type is not None:
                found.append(Sound(one.name, record.number, record.document_type, record.tree))
                continue
            warn("\n".join(document_lines(result, lang)))
            code = max(code, 3 if any(told.rule.startswith("IO-") for told in result.findings) else 1)
    if not seen:
        warn(say("没有找到单据", "no document was found"))
    return found, code if seen else 3
