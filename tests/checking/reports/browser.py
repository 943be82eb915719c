"""A browser without a window, steered through two pipes; it notes everything that a page asks for or complains of."""

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SILENT = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    *("--hide-scrollbars", "--window-size=1280,1600", "--remote-debugging-pipe"),
)
PATIENCE = 60  # seconds for one answer: a page lives as long as the tests of a module take, others between them
#: Becomes the browser, with the pipes where it looks for them: it reads 3 and writes 4.
STARTER = """import fcntl, os, sys
pipes = [fcntl.fcntl(int(pipe), fcntl.F_DUPFD, 10) for pipe in sys.argv[1:3]]
os.dup2(pipes[0], 3)
os.dup2(pipes[1], 4)
os.execv(sys.argv[3], sys.argv[3:])"""


class Page:
    """One page of the browser. ``requests`` are the addresses it asked for, ``complaints`` what it said went wrong."""

    def __init__(self, read: int, write: int) -> None:
        self._in, self._out = os.fdopen(read, "rb", buffering=0), os.fdopen(write, "wb", buffering=0)
        self._rest, self._count, self._session = b"", 0, None
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._loaded: set[str] = set()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Network", "Log", "Runtime", "Page"):
            self.call(f"{part}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def open(self, url: str) -> None:
        """Open ``url`` and wait until it is loaded: it itself, not what was there before."""
        loader = self.call("Page.navigate", url=url)["loaderId"]
        while loader not in self._loaded:
            self._note(self._next())

    def run(self, script: str) -> object:
        """The value of ``script`` in the page; what it throws is a complaint."""
        told = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        self.complaints += [json.dumps(told["exceptionDetails"])] if "exceptionDetails" in told else []
        return told["result"].get("value")

    def call(self, method: str, **params: object) -> dict:
        self._count += 1
        session = {"sessionId": self._session} if self._session else {}
        self._out.write(
            json.dumps({"id": self._count, "method": method, "params": params} | session).encode() + b"\0"
        )
        while (message := self._next()).get("id") != self._count:
            self._note(message)
        assert "error" not in message, message
        return message["result"]

    def _next(self) -> dict:
        while b"\0" not in self._rest:
            assert select.select([self._in], [], [], PATIENCE)[0], "the browser does not answer"
            more = os.read(self._in.fileno(), 1 << 16)
            assert more, "the browser ended"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def _note(self, message: dict) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.complaints.append(json.dumps(params))
        elif method == "Page.lifecycleEvent" and params["name"] == "load":
            self._loaded.add(params["loaderId"])


@contextmanager
def browser() -> Iterator[Page]:
    """A page of a fresh browser; skips, loudly, where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        warnings.warn(
            "NO CHROMIUM: the HTML report was opened in no browser (apt-get install chromium)", stacklevel=2
        )
        pytest.skip("no Chromium is installed")
    to_browser, from_us = os.pipe()
    from_browser, to_us = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [sys.executable, "-c", STARTER, *map(str, (to_browser, to_us)), found, *SILENT]
        command.append(f"--user-data-dir={profile}")
        running = subprocess.Popen(
            command, pass_fds=(to_browser, to_us), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_browser)
        os.close(to_us)
        try:
            yield Page(from_browser, from_us)
        finally:
            running.kill()
            running.wait()
