"""Documents that commands with a store take in."""

import sys
from pathlib import Path
from typing import Any

from ybzj_docs.cli.frame import Refusal, settings
from ybzj_docs.codec.system import chinese


def read_input(path: str) -> bytes:
    """The bytes of a file, or of stdin for ``-``.

    Raises:
        Refusal: it cannot be read.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refusal(
            3, f"不能读取 {path}：{chinese(error.strerror)}", f"cannot read {path}: {error.strerror}"
        ) from None


def documents(data: bytes, path: str) -> list[dict[str, Any]]:
    """Every document in ``data``, the bytes of ``path``; of a message those that it carries.

    Raises:
        Refusal: one cannot be read (the first IO finding says why), or there is none.
    """
    from ybzj_docs.catalog import DOCUMENT_TYPES
    from ybzj_docs.checking.wording import message
    from ybzj_docs.codec.read import read

    found: list[dict[str, Any]] = []
    for record in read(data, name_hint=path):
        for fault in record.findings[:1]:
            text = message(fault, fault.expected, fault.actual, settings().lang)
            code = 3 if fault.rule.startswith("IO") else 1
            raise Refusal(code, f"{path}：{fault.rule} {text}", f"{path}: {fault.rule} {text}")
        tree = record.tree or {}
        inside = tree.get("documents") if record.document_type == "message" else [tree]
        found += [one for one in inside or () if isinstance(one, dict) and one.get("documentType") in DOCUMENT_TYPES]
    if not found:
        raise Refusal(3, f"{path} 中没有单据", f"there is no document in {path}")
    return found
