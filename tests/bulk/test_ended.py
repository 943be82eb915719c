"""A check that a scheduler ends (SIGTERM), and folders that changed before one goes on."""

import json
import os
import signal
import subprocess

import pytest

from tests.bulk.test_resuming import RUN, report, story
from tests.bulk.texts import OPTIONS, documents, text
from tests.processes import PATIENCE, YBZJ, give, started, wait_until, waits_for_more
from ybzj_docs.bulk import Differs, How, Journal, Sizes, check_into, engine
from ybzj_docs.bulk import worker as work
from ybzj_docs.checking.reports.sink import Collected, Listing


def test_sigterm_leaves_a_part_as_an_interrupt_does(tmp_path):
    call = ("check", "-", "--as-of", "2026-11-02", "--format", "json", "--output", str(tmp_path / "report.json"))
    with started(*YBZJ, *call, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        give(running, b'{"documentType": "withdrawal"}\n' * 9)
        wait_until(lambda: waits_for_more(running), running)
        os.killpg(running.pid, signal.SIGTERM)
        assert running.wait(PATIENCE) == 130
        assert "Traceback" not in running.stderr.read().decode()
    assert json.loads((tmp_path / "report.json").read_bytes())["interrupted"] is True


def test_processes_that_are_ended_together_with_us_are_no_failure(tmp_path, monkeypatch):
    """A scheduler ends all processes of a job at once: the report is told as broken off, not as our failure."""
    file = tmp_path / "many.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")))
    told = tmp_path / "told"
    monkeypatch.setattr(work.Worker, "do", lambda *_: (told.touch(), os.kill(os.getpid(), signal.SIGTERM)))
    how = How(2, told.exists, sizes=Sizes(1, 3000))  # we are told to stop when they are
    assert check_into(Listing(Collected()), [str(file)], OPTIONS, how=how).interrupted


@pytest.mark.parametrize("later", [0, 1000])
def test_a_file_of_a_folder_that_was_written_anew_is_seen(later, tmp_path, monkeypatch):
    """Its name and size are what they were."""
    monkeypatch.setattr(engine, "_MARK", 5)
    state, paths = tmp_path / "state", [str(tmp_path / "cases")]
    for number in range(9):
        story(tmp_path / "cases" / str(number), number)
    assert report(paths, journal=Journal(state, RUN), stop=4, sizes=Sizes(flat=3))[2]
    file = next((tmp_path / "cases" / "0").iterdir())
    told = file.stat()
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns + later))
    if later:
        with pytest.raises(Differs):
            report(paths, journal=Journal.found(state, RUN))
    else:
        report(paths, journal=Journal.found(state, RUN))
