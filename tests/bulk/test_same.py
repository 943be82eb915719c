"""Part by part as whole: the same findings at the same places, whatever the sizes and the processes."""

import dataclasses
import gzip
import os
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bulk.texts import KINDS, OPTIONS, documents, parts, same, text, whole
from ybzj_docs import catalog
from ybzj_docs.checking import Options


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("between", [b"\n", b"", b" \r\n\t "])
def test_every_example(kind, between, tmp_path):
    found, *_ = same(tmp_path / f"all.{kind}", text(kind, documents(kind), between), sizes=(300, 4000, 100_000))
    assert len(found) > 50


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_in_two_processes(kind, tmp_path):
    same(tmp_path / f"all.{kind}", text(kind, documents(kind)), sizes=(7000,), jobs=2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", ["", "[", "[]", "[ ]x", "{}", "\n\n", "[1,2]", "[{},]", "<documents>", "<a/>", "x"])
def test_hardly_anything(kind, data, tmp_path):
    same(tmp_path / f"little.{kind}", data.encode())


NAMESPACE = f'xmlns="{catalog.NAMESPACE}"'


@pytest.mark.parametrize(
    "data",
    [
        f"<documents {NAMESPACE}/>",
        f"<documents {NAMESPACE}></documents>",
        f"<documents {NAMESPACE}>text<!-- aside --></documents><!-- after -->",
        f"<documents {NAMESPACE}><!-- a -- b --></documents>",
        f"<documents {NAMESPACE} x='1'>\n<![CDATA[<a>]]>\n</documents>",
        f"<documents {NAMESPACE}></documents>x",
        f"<documents {NAMESPACE}></document>",
        f"<documents {NAMESPACE}>&nothing;<a/></documents>",
        f"<documents {NAMESPACE}><p:a/></documents>",
        f"<p:documents xmlns:p='{catalog.NAMESPACE}'><p:certificate/><certificate/><p:certificate></p:documents>",
        "<documents><certificate/></documents>",
        f"<!DOCTYPE documents><documents {NAMESPACE}><certificate/></documents>",
    ],
)
def test_odd_roots(data, tmp_path):
    same(tmp_path / "odd.xml", data.encode(), sizes=(10, 30, 1000))


@pytest.mark.parametrize("kind", KINDS)
def test_mutated(kind):
    """A few bytes gone, changed or put in anywhere."""
    some = documents(kind)[::9]
    data = text(kind, some)
    pieces = (
        b'"',
        b"{",
        b"}",
        b"]",
        b",",
        b"<",
        b">",
        b"</",
        b"\n",
        b"\\",
        b"&",
        b"\xff",
        b"\x00",
        b"<!--",
        b"-->",
        b"\xe4",
    )
    change = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.sampled_from((b"", *pieces)))

    @settings(max_examples=400, deadline=None)
    @given(st.lists(change, min_size=1, max_size=2), st.sampled_from([64, 900, 20_000]))
    def check(changes, size):
        mutated = data
        for at, gone, put in changes:
            mutated = mutated[:at] + put + mutated[at + gone :]
        with tempfile.TemporaryDirectory() as folder:
            same(Path(folder, f"m.{kind}"), mutated, sizes=(size,))

    check()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(kind, codec, tmp_path):
    declared = text(kind, documents(kind)[::7]).decode().replace(' encoding="UTF-8"', "")
    try:
        data = declared.encode(codec)
    except UnicodeEncodeError:
        pytest.skip("an example that the encoding does not have")
    options = dataclasses.replace(OPTIONS, encoding="gb18030") if codec == "gb18030" else OPTIONS
    same(tmp_path / f"all.{kind}", data, options)
    same(tmp_path / f"cut.{kind}", data[: len(data) // 2 - 1] + b"\xff", options)


@pytest.mark.parametrize("kind", KINDS)
def test_packed(kind, tmp_path):
    file = tmp_path / f"all.{kind}.gz"
    same(file, gzip.compress(text(kind, documents(kind)[::5])))


@pytest.mark.parametrize("kind", KINDS)
def test_from_a_pipe(kind):
    data = text(kind, documents(kind)[::5])
    assert parts(["-"], stdin=data) == whole(["-"], stdin=data)


def test_from_a_named_pipe(tmp_path):
    pipe, data = tmp_path / "pipe.jsonl", text("jsonl", documents("jsonl"))
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True)
    writer.start()
    found, *_ = parts([str(pipe)])
    writer.join()
    assert [one.findings for one in found] == [one.findings for one in whole(["-"], stdin=data)[0]]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_too_long_is_passed_over(kind, tmp_path):
    few = Options(OPTIONS.as_of, limits=dataclasses.replace(OPTIONS.limits, document=3000))
    found, *_ = same(tmp_path / f"all.{kind}", text(kind, documents(kind)), few, sizes=(300, 2000, 50_000))
    assert {"IO-04"} < {told.rule for result in found for told in result.findings}
