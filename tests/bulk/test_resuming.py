"""A check that is broken off is gone on with: its report is, byte for byte, that of a check that never was."""

import dataclasses
import gzip
import io
import json
import os
import random
import shutil
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from tests.bulk.test_folders import story
from tests.bulk.texts import KINDS, OPTIONS, documents, text
from tests.processes import PATIENCE, YBZJ, give, has_mark, has_taken_all, started, wait_until
from ybzj_docs import checking
from ybzj_docs.bulk import Differs, How, Journal, Sizes, check_into, engine, inputs_of
from ybzj_docs.bulk.journal import begun
from ybzj_docs.checking.reports import FORMATS, open_report
from ybzj_docs.checking.reports.sink import Listing
from ybzj_docs.knowledge import profile

RUN = {"options": {"as_of": "2026-11-02"}}
SIZES = Sizes(1, 3000)


def report(paths, form="jsonl", *, journal=None, stop=None, stdin=b"", options=OPTIONS, jobs=1, sizes=SIZES, **caps):
    """The bytes of a report, which may be broken off after ``stop`` looks at whether to; and what else is told."""
    out, looks = io.BytesIO(), []
    options = dataclasses.replace(options, drawn=form == "html")

    def asked():
        looks.append(1)
        return stop is not None and len(looks) > stop

    listing = Listing(open_report(form, checking.head_of(options), out), **caps)
    how = How(jobs, asked, sizes=sizes, journal=journal)
    try:
        done = check_into(listing, paths, options, stdin=io.BytesIO(stdin), how=how)
    finally:
        if journal is not None:
            journal.close()
    return out.getvalue(), (done.summary, done.unread, done.unused), done.interrupted


def in_steps(file, paths, *args, step, **how):
    """The report of checks of which each but the last is broken off after ``step`` looks; and how many there were."""
    for count in range(1, 500):
        journal = Journal.found(file, RUN)
        found, told, interrupted = report(paths, *args, journal=journal, stop=step, **how)
        if not interrupted:
            journal.end()
            assert not file.exists()
            return found, told, count
    raise AssertionError("it never comes to its end")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_stream_in_steps(kind, form, tmp_path):
    file = tmp_path / f"all.{kind}"
    file.write_bytes(text(kind, documents(kind)))
    expected = report([str(file)], form)
    found = in_steps(tmp_path / "state", [str(file)], form, step=25)
    assert found[:2] == expected[:2]
    assert found[2] > 2


@pytest.mark.parametrize("many", [{"max_findings": 30}, {"max_per_rule": 2}, {"list_all": True}, {"jobs": 2}])
def test_caps_and_processes(many, tmp_path):
    file = tmp_path / "all.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")))
    assert in_steps(tmp_path / "state", [str(file)], step=4, **many)[:2] == report([str(file)], **many)[:2]


def test_more_documents_than_are_all_listed(tmp_path):
    file = tmp_path / "all.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")) * 5)
    sizes = Sizes(1, 60_000)
    expected = report([str(file)], sizes=sizes)
    assert expected[1][0].documents > 1000
    assert in_steps(tmp_path / "state", [str(file)], step=12, sizes=sizes)[:2] == expected[:2]


@pytest.mark.parametrize("kind", KINDS)
def test_packed_and_from_a_pipe_and_in_another_encoding(kind, tmp_path):
    data = text(kind, documents(kind)[::5])
    packed, wide = tmp_path / f"{kind}.gz", tmp_path / f"wide.{kind}"
    packed.write_bytes(gzip.compress(data)[:-9])
    wide.write_bytes(data.decode().replace(' encoding="UTF-8"', "").encode("utf-16"))
    for paths in ([str(packed)], [str(wide)], ["-"], [str(packed), "-", str(wide)]):
        assert in_steps(tmp_path / "state", paths, step=25, stdin=data)[:2] == report(paths, stdin=data)[:2]


def test_several_paths_of_which_one_is_not_there(tmp_path):
    for kind in KINDS:
        (tmp_path / f"all.{kind}").write_bytes(text(kind, documents(kind)[::4]))
    story(tmp_path / "case", 1)
    paths = [str(tmp_path / name) for name in ("gone.json", "all.jsonl", "case", "gone.zip", "all.json", "all.xml")]
    expected = report(paths)
    assert [path for path, _ in expected[1][1]] == [paths[0], paths[3]]
    assert in_steps(tmp_path / "state", paths, step=25)[:2] == expected[:2]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("flat", [3, 500])
def test_folders_and_zips(packed, flat, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_MARK", 5)
    root = tmp_path / "root"
    for number in range(20):
        story(root / "cases" / str(number), number)
    (root / "lines").mkdir()
    (root / "lines" / "a.json").write_text("{")
    (root / "lines" / "b.jsonl").write_bytes(text("jsonl", documents("jsonl")[:60]))
    (root / "lines" / "c.xml").write_bytes(text("xml", documents("xml")[:60]))
    path = shutil.make_archive(str(root), "zip", root) if packed else str(root)
    sizes = Sizes(20_000, 3000, flat)
    expected = report([path], "json", sizes=sizes)
    assert len(json.loads(expected[0])["cases"]) == 20
    found = in_steps(tmp_path / "state", [path], "json", step=12, sizes=sizes)
    assert found[:2] == expected[:2]
    assert found[2] > 2


def test_overrides_that_met_something_are_remembered(tmp_path):
    own = tmp_path / "own.toml"
    rows = [f'[[overrides]]\nrule = "{rule}"\nseverity = "info"\nreason = "r"\n' for rule in ("ID-01", "AG-07")]
    own.write_text('extends = "NHSA-2021-43"\ntitle = "own"\nsource = "own"\n' + "\n".join(rows))
    options = dataclasses.replace(OPTIONS, profile=profile(str(own)))
    file = tmp_path / "all.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")))
    expected = report([str(file)], options=options)
    assert in_steps(tmp_path / "state", [str(file)], step=3, options=options)[:2] == expected[:2]


def broken_off(tmp_path, kind="jsonl"):
    """A check that was broken off, its file and its journal."""
    file, state = tmp_path / f"all.{kind}", tmp_path / "state"
    file.write_bytes(text(kind, documents(kind)))
    _, _, interrupted = report([str(file)], journal=Journal(state, RUN), stop=9)
    assert interrupted
    return file, state


def test_a_journal_that_was_torn_anywhere_is_gone_on_with(tmp_path):
    file, state = broken_off(tmp_path)
    expected, whole = report([str(file)]), state.read_bytes()
    places = random.Random(5)
    for _ in range(12):
        at = places.randrange(len(whole))
        torn = bytearray(whole[:at]) if places.random() < 0.5 else bytearray(whole)
        if len(torn) == len(whole):
            torn[at : at + 30] = bytes(30)
        state.write_bytes(torn)
        assert in_steps(state, [str(file)], step=40)[:2] == expected[:2]


def test_another_check_is_refused(tmp_path):
    _, state = broken_off(tmp_path)
    with pytest.raises(Differs) as caught:
        Journal.found(state, {"options": {"as_of": "2026-11-03"}})
    assert (caught.value.what, caught.value.which) == ("options", "as_of")
    assert begun(state)["options"] == RUN["options"]
    assert begun(tmp_path / "none") is None


def test_a_pipe_that_brings_something_else_is_refused(tmp_path):
    data = text("jsonl", documents("jsonl"))
    state = tmp_path / "state"
    report(["-"], journal=Journal(state, RUN), stop=9, stdin=data)
    with pytest.raises(Differs):
        report(["-"], journal=Journal.found(state, RUN), stdin=data.replace(b"2", b"3", 1))
    with pytest.raises(Differs):
        report(["-"], journal=Journal.found(state, RUN), stdin=data[:300])


def test_a_folder_that_has_changed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_MARK", 5)
    state = tmp_path / "state"
    for number in range(9):
        story(tmp_path / "cases" / str(number), number)
    paths = [str(tmp_path / "cases")]
    assert report(paths, journal=Journal(state, RUN), stop=4, sizes=Sizes(flat=3))[2]
    (tmp_path / "cases" / "0" / "more.json").write_text("{}")
    with pytest.raises(Differs):
        report(paths, journal=Journal.found(state, RUN))


def test_what_tells_an_input(tmp_path):
    file = tmp_path / "a.json"
    file.write_text("{}")
    told = inputs_of([str(file), str(tmp_path), "-", str(tmp_path / "none")])
    assert [told[str(tmp_path)], told["-"], told[str(tmp_path / "none")]] == ["folder", "stream", None]
    before = file.stat()
    file.write_text("[]")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert inputs_of([str(file)])[str(file)] != told[str(file)]


# --- the command ---

#: Comes through stdin, behind the file: who holds it open holds the check.
LAST = documents("jsonl")[0] + b"\n"


def command(*arguments, cwd, **how):
    return subprocess.run([*YBZJ, "check", *arguments], cwd=cwd, capture_output=True, check=False, input=LAST, **how)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A folder with a stream of several parts, and the report of it and what comes behind it."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "key").write_bytes(b"0123456789abcdef")
    (folder / "long.jsonl").write_bytes(text("jsonl", documents("jsonl")) * 12)
    call = ("long.jsonl", "-", "--format", "jsonl", "--output", "whole.jsonl", "--mask-key", "key")
    assert command(*call, cwd=folder).returncode == 3
    return folder


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment(long, tmp_path, seed):
    moments = random.Random(seed)
    out = tmp_path / "report.jsonl"
    call = ["long.jsonl", "-", "--format", "jsonl", "--output", str(out), "--mask-key", "key", "--resume"]
    journal = out.with_name("report.jsonl.resume")
    for _ in range(3):
        grown = (journal.stat().st_size if journal.exists() else 0) + moments.randrange(1 << 18)
        with started(*YBZJ, "check", *call, cwd=long, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
            give(running, LAST)
            wait_until(partial(_has_grown, journal, grown, running), running)
            time.sleep(moments.random() * 0.1)  # it cannot end meanwhile
        assert journal.exists() and not out.exists()
    done = command(*call, cwd=long)
    assert done.returncode == 3
    assert out.read_bytes() == (long / "whole.jsonl").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["report.jsonl"]


def _has_grown(journal, size, running):
    """Whether the journal is larger than ``size``, or will not grow any more."""
    return has_taken_all(running) or (journal.exists() and journal.stat().st_size > size)


def test_interrupted_refused_and_gone_on_with(long, tmp_path):
    """Key and day of the first check are taken over; other options and a file that has changed are refused."""
    out, state = tmp_path / "report.html", tmp_path / "report.html.resume"
    file = tmp_path / "long.jsonl"
    shutil.copy2(long / "long.jsonl", file)
    call = ["long.jsonl", "-", "--format", "html", "--output", "report.html"]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(*YBZJ, "check", *call, "--as-of", "2026-11-02", cwd=tmp_path, **pipes) as running:
        give(running, LAST)
        wait_until(lambda: has_mark(state), running)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
        assert "--resume" in running.stderr.read().decode()
    assert "检查被中断" in out.read_text(encoding="utf-8")
    assert state.stat().st_mode & 0o077 == 0
    for other, name in (
        (["--max-per-rule", "3"], "caps"),
        (["--lang", "en"], "lang"),
        (["--show-values"], "show_values"),
    ):
        done = command(*call, *other, "--resume", cwd=tmp_path)
        assert (done.returncode, name in done.stderr.decode()) == (2, True), done.stderr.decode()
    told = file.stat()
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns + 1000))
    done = command(*call, "--resume", cwd=tmp_path)
    assert done.returncode == 2
    assert "long.jsonl 已改变" in done.stderr.decode()
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    done = command(*call, "--resume", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 3, done.stderr.decode()
    page = out.read_text(encoding="utf-8")
    assert "检查被中断" not in page and "2026-11-02" in page
    assert not state.exists()


def test_two_checks_never_write_one_journal(tmp_path):
    call = ["-", "--output", "report.txt"]
    with started(*YBZJ, "check", *call, cwd=tmp_path, stdin=subprocess.PIPE) as running:
        give(running, LAST)
        wait_until(lambda: has_taken_all(running), running)
        for more in ([], ["--resume"]):
            done = command(*call, *more, cwd=tmp_path)
            assert (done.returncode, "report.txt.resume" in done.stderr.decode()) == (2, True), done.stderr.decode()


@pytest.mark.parametrize(
    "head",
    [
        {"options": 5},
        {"options": {"as_of": "some day"}},
        {"options": {"as_of": 5}},
        {"key": []},
        {"key": {"hex": "zz"}},
        {"key": {"hex": 7}},
        {"inputs": "a"},
    ],
)
def test_a_journal_that_is_none_of_ours_is_as_none(tmp_path, head):
    (tmp_path / "a.json").write_text("{}")
    state = tmp_path / "report.resume"
    for lines in (b"", b'{"mark": 5}\n', b'{"mark": {"sum": 0}}\n'):
        state.write_bytes(json.dumps({"journal": {"version": "1", **head}}).encode() + b"\n" + lines)
        assert begun(state) is None
    done = command("a.json", "--resume", "--output", "report", cwd=tmp_path)
    assert (done.returncode, "从头开始" in done.stderr.decode()) == (3, True), done.stderr.decode()
    assert not state.exists()


@pytest.mark.parametrize("mark", [5, {}, {"sum": 0}, {"sum": 0, "state": 5}])
def test_a_mark_that_is_none_counts_for_nothing(tmp_path, mark):
    _, state = broken_off(tmp_path)
    head = state.read_bytes().partition(b"\n")[0]
    state.write_bytes(head + b"\n" + json.dumps({"mark": mark}, separators=(",", ":")).encode() + b"\n")
    journal = Journal.found(state, RUN)
    assert journal.mark is None
    journal.close()


def test_a_report_on_stdout_with_a_journal_of_its_own(long, tmp_path):
    state = tmp_path / "state"
    call = ["long.jsonl", "-", "--format", "jsonl", "--mask-key", "key", "--state", str(state)]
    with started(*YBZJ, "check", *call, cwd=long, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as running:
        wait_until(lambda: has_mark(state), running)
        running.kill()  # its workers are still there
        running.wait()
        done = command(*call, "--resume", cwd=long)
    assert done.stdout == (long / "whole.jsonl").read_bytes()


def test_wrong_use(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    assert command("a.json", "--resume", cwd=tmp_path).returncode == 2
    assert command("--server", "--resume", "--state", "s", cwd=tmp_path).returncode == 2
    done = command("a.json", "--resume", "--output", "report", cwd=tmp_path)
    assert done.returncode == 3
    assert "从头开始" in done.stderr.decode()
    assert Path(tmp_path, "report").exists()
