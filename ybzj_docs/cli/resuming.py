"""``ybzj check --resume``: a check that was broken off is gone on with where it was.

Every check with ``--output`` keeps a journal beside the report (``report.jsonl.resume``; elsewhere with ``--state``),
which is gone when the report is whole.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from ybzj_docs.cli.frame import Refusal, say
from ybzj_docs.cli.output import clear_away, warn
from ybzj_docs.codec.system import chinese

if TYPE_CHECKING:
    from ybzj_docs import bulk
    from ybzj_docs.checking import Options

#: How often a journal that another check holds is asked for, and seconds between.
_TRIES, _PAUSE = 10, 0.1
#: Options that are told otherwise, or on which the report does not depend.
_UNTOLD = ("as_of", "profile_name", "calendar", "mask_key")


class Resumption:
    """The journal of a check, where it is to have one, and what of an earlier check is taken over from it."""

    def __init__(self, output: str | None, state: str | None, *, resume: bool) -> None:
        """Look for an earlier check.

        Raises:
            Refusal: there is no place for a journal, or it cannot be read.
        """
        self._path = Path(state) if state else _beside(output)
        self._resume = resume
        self._earlier: Mapping[str, Any] = {}
        if resume and self._path is None:
            raise Refusal(
                2, "--resume 需要 --output FILE 或 --state FILE", "--resume needs --output FILE or --state FILE"
            )
        if resume and self._path is not None:
            self._earlier = _earlier(self._path)
            clear_away(output)

    def as_of(self, asked: date | None) -> date | None:
        """The day of the check: as asked for, else that of the earlier one."""
        told = self._earlier.get("options", {}).get("as_of")
        return asked or (date.fromisoformat(told) if told else None)

    def key(self) -> bytes:
        """The key of the masks where none is given: of the earlier check, else a new one."""
        told = self._earlier.get("key", {}).get("hex")
        return bytes.fromhex(told) if told else secrets.token_bytes(32)

    @contextmanager
    def journal(
        self, paths: tuple[str, ...], options: "Options", given: Mapping[str, Any]
    ) -> Iterator["bulk.Journal | None"]:
        """The journal of the check of ``paths`` with the options ``given``; None where it has none.

        Raises:
            Refusal: the earlier check was of something else.
        """
        from ybzj_docs import bulk

        if self._path is None:
            yield None
            return
        run = _run(paths, options, given)
        try:
            journal = self._opened(run)
            if self._resume and journal.mark is None:
                warn(say("没有可续做的检查，从头开始", "there is no check to go on with: it begins at the start"))
            try:
                yield journal
            finally:
                journal.close()
        except bulk.Differs as differs:
            raise _refused(differs.what, differs.which) from None

    def _opened(self, run: Mapping[str, Mapping[str, Any]]) -> "bulk.Journal":
        """The journal, for this check alone. Raises Refusal: another check writes it; bulk.Differs."""
        from ybzj_docs import bulk

        assert self._path is not None
        for _ in range(_TRIES if self._resume else 1):
            try:
                journal = bulk.Journal.found(self._path, run) if self._resume else bulk.Journal(self._path, run)
                with suppress(PermissionError, FileNotFoundError, NotADirectoryError):  # told with the first mark
                    journal.claim()
                return journal
            except BlockingIOError:  # perhaps workers of a check that was killed just now
                time.sleep(_PAUSE)
        raise Refusal(
            2,
            f"另一个检查正在写 {self._path}；请等它结束，或另指定 --output",
            f"another check writes {self._path}: wait for it, or give another --output",
        )


def _beside(output: str | None) -> Path | None:
    """The place of the journal of a check whose report goes to ``output``; none for stdout, a device, a pipe."""
    if output is None or output == "-" or (Path(output).exists() and not Path(output).is_file()):
        return None
    target = Path(os.path.realpath(output))
    return target.with_name(f"{target.name}.resume")


def _earlier(path: Path) -> Mapping[str, Any]:
    from ybzj_docs import bulk

    try:
        return bulk.begun(path) or {}
    except OSError as error:
        raise Refusal(
            3, f"不能读取 {path}：{chinese(error.strerror)}", f"cannot read {path}: {error.strerror}"
        ) from None


def _run(paths: tuple[str, ...], options: "Options", given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a check is of: its inputs, and all on which its report depends."""
    from ybzj_docs import bulk
    from ybzj_docs.checking.ruleshash import rules_hash
    from ybzj_docs.version import __version__

    profile, key = options.profile, options.mask_key
    told = {
        "version": __version__,
        "rules": rules_hash(),
        "lang": options.lang,
        "as_of": options.as_of.isoformat(),
        "profile": _digest(orjson.dumps(profile, option=orjson.OPT_SORT_KEYS, default=str)) if profile else None,
        "calendar": _digest(given["calendar"].read_bytes()) if given["calendar"] else None,
        **{name: value for name, value in given.items() if name not in _UNTOLD},
    }
    own = given["mask_key"] is not None or key is None
    masks = {"given": _digest(key) if own and key else None, "hex": key.hex() if not own and key else None}
    return {"options": told, "key": masks, "inputs": {"paths": list(paths), **bulk.inputs_of(paths)}}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _refused(what: str, which: str) -> Refusal:
    if what == "inputs" and which == "paths":
        return Refusal(2, "不能续做：给出的路径与上次不同", "cannot go on: other paths were given")
    if what == "inputs":
        return Refusal(2, f"不能续做：{which} 已改变", f"cannot go on: {which} has changed")
    name = "mask_key" if what == "key" else which
    return Refusal(2, f"不能续做：选项 {name} 与上次不同", f"cannot go on: the option {name} is not what it was")
