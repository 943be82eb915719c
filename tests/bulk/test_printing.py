"""Many papers at once: names, order, what is refused, files of many, memory."""

import gzip
import io
import json
import os
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from ybzj_docs import catalog
from ybzj_docs.bulk import press, printing
from ybzj_docs.bulk.printed import JsonReport, Summary, print_into
from ybzj_docs.bulk.printing import Wanted, Why, papers
from ybzj_docs.bulk.reading import Refused, Unread, documents
from ybzj_docs.bulk.stack import Files, Merged, stem
from ybzj_docs.bulk.tasks import Sound
from ybzj_docs.checking import Options
from ybzj_docs.codec.write import to_xml

OPTIONS = Options(date(2026, 11, 2), None, b"0123456789abcdef")
HTML = Wanted("html")


def example(form="withdrawal", name="minimal", **more):
    tree = json.loads((catalog.form(form).folder / "examples" / "valid" / f"{name}.json").read_bytes())
    return tree | more


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def met(*paths, stdin=None, options=OPTIONS):
    return list(documents([str(path) for path in paths], options, stdin))


def numbers(found):
    return [(one.number, one.tree["documentNumber"]) for one in found if isinstance(one, Sound)]


def stream(count):
    return [example(documentNumber=f"N{index}") for index in range(count)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", lambda trees: b"\n".join(json.dumps(tree).encode() for tree in trees)),
        ("a.json", lambda trees: json.dumps(trees).encode()),
        ("a.xml", to_xml),
        ("a.jsonl.gz", lambda trees: gzip.compress(b"\n".join(json.dumps(tree).encode() for tree in trees))),
    ],
)
@pytest.mark.parametrize("count", [3, 4000])
def test_streams_of_any_size(tmp_path, name, data, count):
    (tmp_path / name).write_bytes(data(stream(count)))
    found = met(tmp_path / name)
    assert numbers(found) == [(index + 1, f"N{index}") for index in range(count)]
    assert len(found) == count


def test_what_does_not_pass_is_told_in_its_place_and_the_rest_goes_on(tmp_path):
    trees = stream(5000)
    lines = [json.dumps(tree) for tree in trees]
    lines[10], lines[4000] = '{"documentType": "withdrawal"}', "{broken"
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = met(tmp_path / "a.jsonl", tmp_path / "gone.json")
    refused = [one.result.record for one in found if isinstance(one, Refused)]
    assert (len(numbers(found)), refused) == (4998, [11, 4001])
    assert isinstance(found[-1], Unread)


def test_folders_and_zips_are_read_as_in_a_check(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.json").write_text(json.dumps(example(documentNumber="B")))
    (folder / "sub" / "a.xml").write_bytes(to_xml(example(documentNumber="A")))
    (folder / "report.json").write_text('{"importVersion": "1"}')
    (folder / ".hidden.json").write_text("{}")
    (folder / "note.txt").write_text("no")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as packed:
        packed.writestr("x/c.json", json.dumps(example(documentNumber="C")))
    assert numbers(met(folder, tmp_path / "c.zip")) == [(None, "B"), (None, "A"), (None, "C")]
    (tmp_path / "d.zip").write_bytes(b"PK no")
    assert isinstance(met(tmp_path / "d.zip")[0], Refused)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path, encoding):
    (tmp_path / "a.json").write_text(json.dumps(example(reason="迁居"), ensure_ascii=False), encoding=encoding)
    options = Options(date(2026, 11, 2), None, b"k" * 16, encoding="gb18030" if encoding == "gb18030" else None)
    [one] = met(tmp_path / "a.json", options=options)
    assert one.tree["reason"] == "迁居"


def test_stdin():
    data = "\n".join(json.dumps(tree) for tree in stream(2)).encode()
    assert numbers(met("-", stdin=io.BytesIO(data))) == [(1, "N0"), (2, "N1")]


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        ({"documentNumber": "320200PZ2026000001"}, "320200PZ2026000001"),
        ({"documentNumber": "320200PZ2026000001", "copy": "2"}, "320200PZ2026000001-2"),
        ({"archivalCode": "J001-ZY·YB-2026-D100-ZR-0001"}, "J001-ZY·YB-2026-D100-ZR-0001-archiveNote"),
        ({"documentNumber": "../../etc/passwd"}, "_.._etc_passwd"),
        ({"documentNumber": "苏 2026 年 第 1 号"}, "苏 2026 年 第 1 号"),
        ({"documentNumber": "..."}, "archiveNote"),
        ({"documentNumber": "CON"}, "_CON"),
        ({"documentNumber": "a\u202egpj"}, "a_gpj"),
        ({"archivalCode": "档" * 200}, "档" * 60),
    ],
)
def test_names_of_files(tree, name):
    assert stem(tree, "archiveNote") == name


def run(stack, found, wanted=HTML, jobs=1):
    return list(print_into(stack, found, wanted, jobs))


def test_papers_of_one_number_stand_side_by_side(tmp_path):
    trees = [example(documentNumber="A/1"), example(documentNumber="A_1"), example(documentNumber="a_1")]
    found = [Sound("x", index, "withdrawal", tree) for index, tree in enumerate(trees)]
    entries = run(Files(tmp_path, "html"), found)
    assert [Path(entry.file).name for entry in entries] == ["A_1.html", "A_1_2.html", "a_1_3.html"]
    assert listed(tmp_path) == ["A_1.html", "A_1_2.html", "a_1_3.html"]
    again = run(Files(tmp_path, "html"), found)
    assert [entry.file for entry in again] == [entry.file for entry in entries]
    assert len(listed(tmp_path)) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_bad_document_never_stops_the_rest(tmp_path, jobs):
    bad = example(documentNumber="B")
    bad["person"] = bad["person"] | {"name": "郑\ue123"}
    found = [
        Sound("x", 1, "withdrawal", example(documentNumber="A")),
        Sound("x", 2, "withdrawal", bad),
        Unread("gone", "no such file"),
        Sound("x", 4, "withdrawal", example(documentNumber="C")),
    ]
    entries = run(Files(tmp_path, "html"), found, jobs=jobs)
    assert [entry.why.kind if entry.why else "" for entry in entries] == ["", "glyphs", "unread", ""]
    assert "U+E123" in entries[1].why.zh
    assert listed(tmp_path) == ["A.html", "C.html"]
    summary = Summary()
    for entry in entries:
        summary.add(entry)
    assert (summary.printed.total(), summary.refused.total(), summary.code) == (2, 2, 3)


def dies(tree, wanted):
    if tree["documentNumber"] == "B":
        os._exit(9)
    if tree["documentNumber"] == "C":
        raise RuntimeError("a bug")
    return b"paper"


def test_a_process_that_dies_takes_no_other_document_with_it(monkeypatch):
    monkeypatch.setattr(printing, "printed", dies)
    trees = [example(documentNumber=name) for name in "ABCDEFGH"]
    found = [Sound("x", None, "withdrawal", tree) for tree in trees]
    got = [paper if isinstance(paper, bytes) else paper.kind for _, paper in papers(found, HTML, 2)]
    assert got == [b"paper", "crashed", "crashed", *[b"paper"] * 5]


def test_processes_are_renewed(monkeypatch):
    monkeypatch.setattr(printing, "printed", dies)
    monkeypatch.setattr(press, "_LIFE", 3)
    found = [Sound("x", None, "withdrawal", example(documentNumber=f"X{index}")) for index in range(11)]
    assert [paper for _, paper in papers(found, HTML, 1)] == [b"paper"] * 11


def test_a_message_has_no_paper():
    message = example("message", "certificate")
    assert isinstance(printing.printed(message, HTML), Why)


def test_papers_in_one_file(tmp_path):
    found = [Sound("x", None, "withdrawal", example(documentNumber=f"N{index}")) for index in range(5)]
    entries = run(Merged(tmp_path / "all.pdf", together=2), found, Wanted("pdf"), 2)
    assert [Path(entry.file).name for entry in entries] == ["all.pdf"] * 2 + ["all-2.pdf"] * 2 + ["all-3.pdf"]
    assert listed(tmp_path) == ["all-2.pdf", "all-3.pdf", "all.pdf"]
    with pikepdf.open(tmp_path / "all-2.pdf") as pdf, pdf.open_outline() as outline:
        assert (len(pdf.pages), [item.title for item in outline.root]) == (2, ["N2", "N3"])
    before = (tmp_path / "all.pdf").read_bytes()
    run(Merged(tmp_path / "all.pdf", together=2), found, Wanted("pdf"))
    assert (tmp_path / "all.pdf").read_bytes() == before


def test_what_is_left_off_leaves_no_half_file(tmp_path):
    entries = print_into(Merged(tmp_path / "all.pdf"), [Sound("x", None, "withdrawal", example())] * 3, Wanted("pdf"))
    next(entries)
    entries.close()
    assert listed(tmp_path) == []


def test_the_report_is_one_object(tmp_path):
    found = [Sound("x", 1, "withdrawal", example(documentNumber="A")), Unread("gone", "nothing")]
    out, summary = io.BytesIO(), Summary()
    report = JsonReport(out, "html", "zh")
    for entry in run(Files(tmp_path, "html"), found):
        summary.add(entry)
        report.add(entry)
    report.end(summary)
    told = json.loads(out.getvalue())
    assert told["papers"][0]["file"].endswith("A.html")
    assert told["papers"][1]["why"] == "unread"
    assert told["summary"]["printed"] == told["summary"]["notPrinted"] == 1
    empty = io.BytesIO()
    report = JsonReport(empty, "html", "zh")
    report.end(Summary())
    assert json.loads(empty.getvalue())["papers"] == []


def large(tree, wanted):
    return tree["documentNumber"].encode() * 5000


def test_memory_does_not_grow_with_the_papers(tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "printed", large)

    def peak(count):
        found = (Sound("x", index, "withdrawal", example(documentNumber=f"N{index}")) for index in range(count))
        tracemalloc.start()
        printed = sum(entry.why is None for entry in print_into(Files(tmp_path, "html"), found, HTML, 1))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert printed == count
        return held

    peak(10)
    assert peak(1500) < peak(300) + 600_000
