"""Bad input through the real command: a finding or a clear refusal, the exit code, nothing lost that could be read."""

import gzip
import json
import os
import resource
import subprocess
import threading
import zipfile

import pytest

from tests import processes
from tests.bulk.texts import OPTIONS, documents, parts, text, whole
from tests.processes import PATIENCE, started
from ybzj_docs import catalog
from ybzj_docs.bulk.reading import documents as read
from ybzj_docs.codec.write import to_xml

YBZJ = (*processes.YBZJ, "check", "--as-of", "2026-11-02")
TREE = json.loads((catalog.form("withdrawal").folder / "examples/valid/full.json").read_bytes())
GOOD = json.dumps(TREE, ensure_ascii=False).encode()
CHILD = to_xml(TREE).partition(b"?>\n")[2].strip()


def check(*arguments, **how):
    """Exit code, the report, and what was said; no traceback ever."""
    done = subprocess.run(
        [*YBZJ, *map(str, arguments), "--format", "json", "--all"], capture_output=True, check=False, **how
    )
    said = done.stderr.decode()
    assert "Traceback" not in said
    return done.returncode, json.loads(done.stdout) if done.stdout else None, said


def told(report):
    """Of each document its record, and the codes of its findings."""
    return [(one.get("record"), [finding["rule"] for finding in one["findings"]]) for one in report["inputs"]]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "-"])
def test_a_line_of_a_hundred_megabytes(name, tmp_path):
    lines = GOOD + b'\n{"a":"' + b"x" * (100 << 20) + b'"}\n' + GOOD + b"\n"
    file = tmp_path / name.replace("-", "stdin")
    file.write_bytes(gzip.compress(lines, 1) if name.endswith("gz") else lines)
    with file.open("rb") as opened:
        limits = ["--max-ratio", "1000"]
        code, report, _ = check(name if name == "-" else file, *limits, stdin=opened)
    assert code == 3
    assert told(report) == [(1, []), (2, ["IO-04"]), (3, [])]
    assert report["inputs"][1]["findings"][0]["line"] == 2


def test_a_gz_that_ends_early(tmp_path):
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress((GOOD + b"\n") * 50, 0)[:-2000])
    code, report, _ = check(file)
    assert code == 3
    assert len(report["inputs"]) >= 40
    assert [rules for _, rules in told(report)] == [[]] * (len(report["inputs"]) - 1) + [["IO-02"]]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jsonl", GOOD + b"\n" + GOOD[:-20] + b"\n" + GOOD + b"\n", [[], ["IO-02"], []]),
        ("a.jsonl", GOOD + b"\n" + GOOD[:-20], [[], ["IO-02"]]),
        ("a.json", b"[" + GOOD + b",\n" + GOOD[:-20], [[], ["IO-02"]]),
        ("a.xml", b'<documents xmlns="urn:ybzj:docs:2017">' + CHILD + b"\n" + CHILD[:-20], [[], ["IO-02"]]),
    ],
)
@pytest.mark.parametrize("padded", [0, 2 << 20])
def test_a_record_without_its_end(name, data, expected, padded, tmp_path):
    file = tmp_path / name
    file.write_bytes(b" " * padded + data)
    code, report, _ = check(file)
    assert code == 3
    assert told(report) == [(number, rules) for number, rules in enumerate(expected, 1)]


@pytest.mark.parametrize("padded", [0, 2 << 20])
def test_two_encodings_in_one_file(padded, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n" * padded + GOOD + b"\n" + GOOD.decode().encode("gb18030") + b"\n" + GOOD + b"\n")
    code, report, _ = check(file)
    assert code == 3
    assert told(report)[:2] == [(1, []), (2, ["IO-01"])]
    assert told(report)[2:] == [(3, [])]
    assert "--encoding gb18030" in report["inputs"][1]["findings"][0]["message"]


def test_a_zip_that_leads_outside_and_one_that_is_a_bomb(tmp_path):
    archive = tmp_path / "a.zip"
    long = GOOD + b" " * (2 << 20)
    outside = {
        "../outside.json": GOOD,
        "../long.json": long,
        "../lines.jsonl.gz": b"",
        "/etc/root": b"",
        "..\\a.json": GOOD,
    }
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {**outside, ".hidden.json": b"{", ".git/a.json": b"{", "./good.json": GOOD}.items():
            packed.writestr(name, data)
        packed.writestr("bomb.json", b" " * (80 << 20))
        packed.writestr("good.json", GOOD)
    before = sorted(tmp_path.parent.iterdir())
    expected = {**{name: ["IO-02"] for name in outside}, "bomb.json": ["IO-04"], "./good.json": [], "good.json": []}
    for options in ([], ["--case"]):
        code, report, _ = check(archive, *options)
        assert code == 3
        found = {one["path"].rpartition("!")[2]: [f["rule"] for f in one["findings"]] for one in report["inputs"]}
        assert found == expected, options
    met = [type(one).__name__ for one in read([str(archive)], OPTIONS)]
    assert (met.count("Refused"), met.count("Sound")) == (6, 2)
    assert parts([str(archive)]) == whole([str(archive)])
    assert sorted(tmp_path.parent.iterdir()) == before and [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("command", ["convert", "render"])
def test_a_zip_that_leads_outside_is_told_by_those_who_write(command, tmp_path):
    archive, made = tmp_path / "a.zip", tmp_path / "made"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../outside.json", GOOD)
        packed.writestr("good.json", GOOD)
    options = ["--to", "xml" if command == "convert" else "docx"]
    call = [*YBZJ[:3], command, str(archive), *options, "--output", str(made)]
    done = subprocess.run(call, capture_output=True, check=False)
    assert done.returncode == 3
    assert "IO-02" in done.stderr.decode()


@pytest.mark.parametrize("name", ["a.json.gz", "a.jsonl.gz", "a.json", "-"])
def test_blanks_without_end(name, tmp_path):
    """A document behind them is not told to be missing."""
    data = b" " * (100 << 20) + b"{}"
    file = tmp_path / name.replace("-", "stdin")
    file.write_bytes(gzip.compress(data, 1) if name.endswith("gz") else data)
    with file.open("rb") as opened:
        code, report, _ = check(name if name == "-" else file, stdin=opened)
    assert (code, [rules for _, rules in told(report)]) == (3, [["IO-04"]])


@pytest.mark.parametrize("how", ["truncate", "grow", "remove"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_changes_or_vanishes_while_it_is_read(how, jobs, tmp_path):
    """What is told must be read before more is: whoever reads only its beginning holds the check in the file."""
    file = tmp_path / "a.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")) * 10)
    call = [*YBZJ, str(file), "--format", "jsonl", "--state", str(tmp_path / "state"), "--jobs", jobs]
    with started(*call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pipesize=4096) as running:
        assert running.stdout.readline()
        if how == "truncate":
            os.truncate(file, 1000)
        elif how == "grow":
            with file.open("ab") as opened:
                opened.write(b"{}\n")
        else:
            file.unlink()
        report, said = running.stdout.read(), running.stderr.read().decode()
        assert running.wait(PATIENCE) == 3
    assert "Traceback" not in said and "a.jsonl" in said
    assert json.loads(report.splitlines()[-1])["summary"]["documents"] > 100


def test_a_folder_of_which_a_file_cannot_be_read(tmp_path):
    (tmp_path / "a.json").symlink_to(tmp_path / "gone.json")
    (tmp_path / "b.json").write_bytes(GOOD)
    code, report, said = check(tmp_path)
    assert (code, told(report)) == (3, [(None, [])])
    assert "a.json" in said


def test_a_full_disk(tmp_path):
    """Under --output a device that is full, and a file that may grow no more; stdout alike: our failure, no half file."""
    file, report = tmp_path / "a.jsonl", tmp_path / "report.json"
    file.write_bytes(text("jsonl", documents("jsonl")) * 3)

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    for form in ("jsonl", "html", "junit"):
        call = [*YBZJ, str(file), "--format", form, "--output"]
        done = subprocess.run([*call, "/dev/full"], capture_output=True, check=False)
        assert done.returncode == 4, form
        assert "磁盘已满" in done.stderr.decode()
        done = subprocess.run([*call, str(report)], capture_output=True, check=False, preexec_fn=small)
        assert done.returncode == 4, form
        assert "Traceback" not in done.stderr.decode()
        assert not report.exists() and not list(tmp_path.glob(".*part"))
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run([*YBZJ, str(file)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 4
    assert "磁盘已满" in done.stderr.decode()


@pytest.mark.parametrize("form", ["text", "jsonl", "github"])
def test_a_closed_pipe(form, tmp_path):
    """``| head``: no failure, and nothing is said."""
    file = tmp_path / "a.jsonl"
    file.write_bytes(text("jsonl", documents("jsonl")) * 8)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(*YBZJ, str(file), "--format", form, **pipes) as running:
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(PATIENCE) == 0


@pytest.mark.parametrize("packed", [False, True])
def test_a_named_pipe(packed, tmp_path):
    pipe = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    os.mkfifo(pipe)
    data = (GOOD + b"\n") * 3 + b"{\n" + GOOD
    writer = threading.Thread(target=pipe.write_bytes, args=(gzip.compress(data) if packed else data,), daemon=True)
    writer.start()
    code, report, _ = check(pipe)
    writer.join()
    assert code == 3
    assert told(report) == [(1, []), (2, []), (3, []), (4, ["IO-02"]), (5, [])]


def test_pipes_and_devices_in_a_folder_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "c.json").symlink_to("/dev/zero")
    (tmp_path / "b.json").write_bytes(GOOD)
    code, report, _ = check(tmp_path)
    assert (code, told(report)) == (0, [(None, [])])
