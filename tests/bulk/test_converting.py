"""Streams are converted as a whole: in flat memory, nothing lost there and back, one broken record left out and told."""

import gzip
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bulk.texts import KINDS
from ybzj_docs import catalog
from ybzj_docs.codec.read import read
from ybzj_docs.codec.write import json_array, json_lines, to_json, to_xml, xml_documents

YBZJ = (sys.executable, "-c", "from ybzj_docs.cli.main import main; main()", "convert")


def convert(*arguments, stdin=b"", **how):
    return subprocess.run([*YBZJ, *map(str, arguments)], input=stdin, capture_output=True, check=False, **how)


def sound():
    """The valid examples, as trees."""
    files = itertools.chain.from_iterable(
        sorted((catalog.form(form).folder / "examples/valid").glob("*.json")) for form in catalog.DOCUMENT_TYPES
    )
    return [json.loads(file.read_bytes()) for file in files]


TREES = sound()


def trees(data, name=""):
    return [record.tree for record in read(data, name_hint=name)]


@given(st.lists(st.sampled_from(TREES), max_size=5))
def test_piece_by_piece_as_at_once(some):
    assert b"".join(json_array(some)) == to_json(some).encode()
    assert b"".join(xml_documents(some)) == to_xml(some)
    lines = b"".join(json_lines(some))
    assert lines.count(b"\n") == len(some)
    for data, name in ((lines, "a.jsonl"), (b"".join(xml_documents(some)), ""), (b"".join(json_array(some)), "")):
        assert trees(data, name) == some


@pytest.mark.parametrize("first", KINDS)
def test_there_and_back(first, tmp_path):
    """From each kind of stream to each other one, and back to JSON lines: the same documents, in the same order."""
    given = {
        "jsonl": b"".join(json_lines(TREES)),
        "json": to_json(TREES).encode(),
        "xml": to_xml(TREES),
    }
    file = tmp_path / f"all.{first}"
    file.write_bytes(given[first])
    for how in (["json"], ["json", "--jsonl"], ["xml"]):
        out = tmp_path / f"out.{'jsonl' if '--jsonl' in how else how[0]}"
        done = convert(file, "--to", *how, "-o", out)
        assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")
        back = convert("-", "--to", "json", "--jsonl", stdin=out.read_bytes())
        assert back.returncode == 0
        assert trees(back.stdout, "back.jsonl") == TREES
    assert (tmp_path / "out.xml").read_bytes() == given["xml"]


def test_packed_and_what_is_broken_in_it(tmp_path):
    lines = [json.dumps(tree, ensure_ascii=False).encode() for tree in TREES[:6]]
    file = tmp_path / "some.ndjson.gz"
    file.write_bytes(gzip.compress(b"\n".join([lines[0], b'{"documentType":', lines[1], b"{}", *lines[2:]])))
    done = convert(file, "--to", "xml")
    assert done.returncode == 3
    assert trees(done.stdout) == TREES[:6]
    assert "第 2 条记录" in done.stderr.decode() and "第 4 条记录" in done.stderr.decode()
    wrong = [*lines[:2], json.dumps({"documentType": "withdrawal"}).encode(), lines[2]]
    done = convert("-", "--to", "json", stdin=b"\n".join(wrong))
    assert done.returncode == 1
    assert trees(done.stdout) == TREES[:3]


def test_what_a_gz_that_ends_early_holds_is_converted(tmp_path):
    file = tmp_path / "cut.jsonl.gz"
    packed = gzip.compress(b"".join(json_lines(TREES)), compresslevel=1)
    file.write_bytes(packed[: len(packed) // 2])
    done = convert(file, "--to", "json", "--jsonl")
    assert done.returncode == 3
    found = trees(done.stdout, "found.jsonl")
    assert 3 < len(found) < len(TREES)
    assert found == TREES[: len(found)]


def test_nothing_half_written(tmp_path):
    out = tmp_path / "out.json"
    for stdin, code in ((b"", 3), (b"{", 3), (b'{"documentType": "withdrawal"}', 1)):
        assert convert("-", "--to", "json", "-o", out, stdin=stdin).returncode == code
        assert list(tmp_path.iterdir()) == []
    assert convert(tmp_path / "none.jsonl", "--to", "json", "-o", out).returncode == 3
    assert convert("-", "--to", "xml", "--jsonl", stdin=b"{}").returncode == 2
    assert convert("-", "--to", "json", "-o", "/dev/full", stdin=json.dumps(TREES[0]).encode()).returncode == 4
    assert list(tmp_path.iterdir()) == []


def test_a_message_and_every_example_that_is_one_document():
    for tree in TREES[:5]:
        done = convert("-", "--to", "xml", stdin=json.dumps(tree).encode())
        assert done.stdout == to_xml(tree)


@pytest.mark.parametrize("kind", KINDS)
def test_memory_does_not_grow_with_the_stream(kind, tmp_path):
    """Four times as many documents take no more."""
    peaks = []
    written = {"jsonl": json_lines, "json": json_array, "xml": xml_documents}[kind]
    for times in (50, 200):
        file = tmp_path / f"{times}.{kind}"
        file.write_bytes(b"".join(written(TREES * times)))
        code = (
            "import pathlib, re\nfrom ybzj_docs.cli.main import run\n"
            f"run(['convert', {str(file)!r}, '--to', 'json', '--jsonl', '-o', {str(tmp_path / 'out')!r}])\n"
            "print(re.search('VmHWM: *([0-9]+)', pathlib.Path('/proc/self/status').read_text().replace('\\t', ' '))[1])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        peaks.append(int(done.stdout))
    assert Path(tmp_path, "200." + kind).stat().st_size > 15 << 20
    assert peaks[1] < peaks[0] * 1.1
