"""Processes that die, rules that crash, Ctrl-C, files that change, packed files that end early, lines without end."""

import gzip
import io
import json
import os
import signal
import subprocess
import tracemalloc
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from tests.bulk.texts import OPTIONS, documents, parts, text, whole
from tests.processes import PATIENCE, YBZJ, give, has_mark, started, wait_until, waits_for_more
from validators import run
from ybzj_docs.bulk import How, Sizes, check_into
from ybzj_docs.bulk import worker as work
from ybzj_docs.bulk.text import CHANGED
from ybzj_docs.checking.checker import Checker
from ybzj_docs.checking.reports.sink import Collected, Listing


@pytest.fixture
def lines(tmp_path):
    file = tmp_path / "many.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")))
    return str(file)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rule_that_crashes_is_told_with_its_code(lines, jobs, monkeypatch):
    def crash(*_):
        raise run.RuleCrashed("ID-01")

    monkeypatch.setattr(Checker, "audit", crash)  # the processes are forked, and crash too
    with pytest.raises(run.RuleCrashed, match="ID-01") as caught:
        parts([lines], size=3000, jobs=jobs)
    assert caught.value.code == "ID-01"


def test_a_process_that_dies_is_our_failure(lines, monkeypatch):
    monkeypatch.setattr(work.Worker, "do", lambda *_: os._exit(9))
    with pytest.raises(BrokenProcessPool):
        parts([lines], size=3000, jobs=2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_asked_to_stop_it_leaves_a_report_that_says_so(lines, jobs):
    kept, asked = Collected(), []

    def stop():
        asked.append(1)
        return len(asked) > 6

    how = How(jobs, stop, sizes=Sizes(1, 2000))
    done = check_into(Listing(kept), [lines], OPTIONS, how=how)
    expected = whole([lines])[0]
    assert done.interrupted
    assert kept.tail.interrupted
    assert 0 < len(kept.documents) < len(expected)
    assert kept.documents == expected[: len(kept.documents)]


def test_progress_is_told_and_comes_to_its_end(lines):
    told = []
    check_into(Listing(Collected()), [lines], OPTIONS, how=How(progress=told.append, sizes=Sizes(1, 2000)))
    assert told[-1].read == told[-1].of == Path(lines).stat().st_size
    assert [one.read for one in told] == sorted(one.read for one in told)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_changes_while_it_is_read_is_told(lines, jobs):
    def shorten(_progress):
        os.truncate(lines, 100)

    done = check_into(Listing(Collected()), [lines], OPTIONS, how=How(jobs, progress=shorten, sizes=Sizes(1, 2000)))
    assert done.unread == ((lines, CHANGED),)


def test_a_file_that_grows_while_it_is_read_is_told(lines):
    def grow(_progress):
        with Path(lines).open("ab") as file:
            file.write(b"{}\n")

    done = check_into(Listing(Collected()), [lines], OPTIONS, how=How(progress=grow, sizes=Sizes(1, 20_000)))
    assert done.unread == ((lines, CHANGED),)


def test_what_a_gz_that_ends_early_holds_is_checked(tmp_path):
    data = text("jsonl", documents("jsonl"))
    packed = gzip.compress(data, compresslevel=1)
    file = tmp_path / "cut.jsonl.gz"
    file.write_bytes(packed[: len(packed) * 2 // 3])
    found, *_ = parts([str(file)], size=5000)
    assert len(found) > 20
    assert [told.rule for told in found[-1].findings] == ["IO-02"]
    assert found[-1].record == len(found)
    expected = whole(["-"], stdin=data)[0]
    assert [one.findings for one in found[:-1]] == [one.findings for one in expected[: len(found) - 1]]


class Endless(io.RawIOBase):
    """A stream of one good record, one that is very long, and one more."""

    def __init__(self, before, between, after, length):
        good = documents("jsonl")[0]
        begin, end = before + good + between + b'{"a":"', b'"}' + between + good + after
        self._parts = [begin, *[b"x" * (1 << 20)] * length, end]

    def read(self, size=-1):
        return self._parts.pop(0) if self._parts else b""


@pytest.mark.parametrize("around", [(b"", b"\n", b"\n"), (b"[", b",", b"]")])
def test_a_record_of_a_hundred_megabytes_is_not_held(around):
    stream = Endless(*around, 100)
    kept = Collected()
    tracemalloc.start()
    check_into(Listing(kept), ["-"], OPTIONS, stdin=stream, how=How())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [told.rule for told in kept.documents[1].findings] == ["IO-04"]
    assert [(one.record, one.verdict) for one in kept.documents] == [(1, "valid"), (2, "invalid"), (3, "valid")]
    assert peak < 150 << 20


PIPES = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


def checking(*arguments, **how):
    return started(*YBZJ, "check", "--as-of", "2026-11-02", *arguments, **PIPES, **how)


def test_an_interrupt_leaves_a_part_and_exit_code_130(tmp_path):
    file = tmp_path / "long.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")) * 12)
    out = tmp_path / "report.json"
    call = (str(file), "-", "--format", "json", "--output", str(out), "--jobs", "2")
    with checking(*call, stdin=subprocess.PIPE) as running:
        wait_until(lambda: has_mark(tmp_path / "report.json.resume"), running)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130, running.stderr.read()
    assert json.loads(out.read_bytes())["interrupted"] is True


@pytest.mark.parametrize("begun", [b"", b'{"documentType": "withdrawal"}\n' * 9, b"x" * (3 << 20)])
def test_one_interrupt_is_enough_where_nothing_comes(begun):
    """Blocked on stdin: the first Ctrl-C takes effect, and leaves a report that says so."""
    with checking("-", "--format", "json", stdin=subprocess.PIPE) as running:
        give(running, begun)
        wait_until(lambda: waits_for_more(running), running)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
        assert json.loads(running.stdout.read())["interrupted"] is True
        assert "Traceback" not in running.stderr.read().decode()


@pytest.mark.parametrize("opened", [False, True])
def test_one_interrupt_is_enough_at_a_named_pipe(opened, tmp_path):
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR) if opened else None
    with checking(str(pipe)) as running:
        wait_until(lambda: waits_for_more(running), running)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
    if writer is not None:
        os.close(writer)


def test_a_closed_pipe_is_no_failure(tmp_path):
    file = tmp_path / "long.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")) * 30)
    with checking(str(file), "--format", "json", "--all", "--jobs", "2") as running:
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(PATIENCE) == 0
