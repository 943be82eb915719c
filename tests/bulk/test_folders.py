"""Folders and zips: the order of paths, cases however many files there are, long texts among short ones."""

import copy
import gzip
import json
import random
import shutil
import zipfile

import pytest

from tests.bulk.texts import OPTIONS, documents, first_difference, parts, text, whole
from ybzj_docs import catalog

STORY = ("application", "acceptanceNotice", "contactLetter", "letterReply", "informationForm", "completionNotice")


def full(form):
    return json.loads((catalog.form(form).folder / "examples/valid/full.json").read_bytes())


def story(folder, number):
    """The documents of one transfer, with numbers of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in STORY:
        data = json.dumps(full(form), ensure_ascii=False).replace("2026000", f"2026{number:03d}")
        (folder / f"{number:03d}-{form}.json").write_text(data, encoding="utf-8")


@pytest.fixture
def tree(tmp_path):
    """Folders within folders: cases of their own, several in one, alone, broken, hidden, packed, many in a file."""
    root = tmp_path / "root"
    story(root / "b", 3)
    for number in range(4, 9):
        story(root / "m" / "many", number)
    story(root / "m", 1)
    (root / "z.json").write_bytes(json.dumps(full("certificate")).encode())
    (root / "a.json").write_text("{")
    (root / "m.json").write_bytes(json.dumps(full("withdrawal")).encode())
    (root / "lines.jsonl").write_bytes(text("jsonl", documents("jsonl")[:40]))
    (root / "m" / "all.xml").write_bytes(text("xml", documents("xml")[:40]))
    (root / "m" / "packed.jsonl.gz").write_bytes(gzip.compress(text("jsonl", documents("jsonl")[:9])))
    (root / "m" / "one.json.gz").write_bytes(gzip.compress(json.dumps(full("certificate")).encode()))
    (root / ".hidden").mkdir()
    (root / ".hidden" / "x.json").write_text("{")
    (root / "report.json").write_text(json.dumps({"reportVersion": "1"}))
    (root / "notes.txt").write_text("none of ours")
    return root


def both(paths, options=OPTIONS, stdin=b"", **how):
    expected, found = whole(paths, options, stdin), parts(paths, options, stdin=stdin, **how)
    assert first_difference(found, expected) is None
    assert found == expected
    return found


@pytest.mark.parametrize("how", [{}, {"flat": 3}, {"flat": 3, "jobs": 2}, {"jobs": 2}, {"stream": 1 << 20}])
def test_a_tree_of_folders(tree, how):
    found, _, cases, _ = both([str(tree)], **how)
    assert len(cases) == 7
    assert [result.path for result in found] == sorted(
        (result.path for result in found), key=lambda path: path.split("/")
    )


@pytest.mark.parametrize("how", [{}, {"flat": 3}, {"jobs": 2}])
def test_a_zip(tree, tmp_path, how):
    archive = shutil.make_archive(str(tmp_path / "all"), "zip", tree)
    _, _, cases, _ = both([archive], **how)
    assert len(cases) == 7


def test_one_person_in_a_folder_of_many(tmp_path):
    """Nothing stands twice, and all are of one person: one case, as in a small folder."""
    folder = tmp_path / "story"
    story(folder, 1)
    for number in range(9):
        paper = full("fundNotice") | {"documentNumber": f"320200HK20260001{number:02d}"}
        (folder / f"notice{number}.json").write_text(json.dumps(paper))
    both([str(folder)], flat=2)


def test_versions_of_one_document_in_a_folder_of_many(tmp_path):
    folder = tmp_path / "story"
    story(folder, 1)
    newer = copy.deepcopy(full("informationForm")) | {"revision": 7}
    (folder / "newer.json").write_text(json.dumps(newer))
    both([str(folder)], flat=2)


def test_many_folders_in_two_processes(tmp_path):
    for number in range(60):
        story(tmp_path / "cases" / f"{number % 7}" / f"{number}", number)
    _, _, cases, _ = both([str(tmp_path / "cases")], jobs=2)
    assert [case.number for case in cases] == list(range(1, 61))


@pytest.mark.parametrize("cases", [True, False])
def test_with_cases_as_asked_for(tree, cases):
    from dataclasses import replace

    both([str(tree)], replace(OPTIONS, cases=cases))


def test_one_case_of_a_file_of_many_a_broken_line_and_stdin(tmp_path):
    from dataclasses import replace

    lines = [json.dumps(full(form)).encode() for form in STORY]
    file = tmp_path / "case.jsonl"
    file.write_bytes(b"\n".join([lines[0], b"{", *lines[1:-1]]))
    options = replace(OPTIONS, cases=True)
    found, _, cases, _ = both([str(file), "-", str(tmp_path / "gone.zip")], options, stdin=lines[-1])
    assert [result.case for result in found] == [1, None, 1, 1, 1, 1, 1]
    assert [case.number for case in cases] == [1]


def test_files_named_one_by_one(tree):
    files = [str(file) for file in sorted(tree.rglob("*.json"))]
    random.Random(1).shuffle(files)
    both(files, stream=1 << 20)
    both(sorted(files), stream=1 << 20, flat=4)


def test_what_is_not_there(tree):
    _, _, _, unread = both([str(tree / "b"), str(tree / "gone.json"), str(tree / "gone.zip"), str(tree / "z.json")])
    assert [path for path, _ in unread] == [str(tree / "gone.json"), str(tree / "gone.zip")]


def test_a_member_that_is_a_bomb_and_what_lies_outside(tmp_path):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../out.json", json.dumps(full("certificate")))
        packed.writestr("b.json", b" " * (70 << 20))
        packed.writestr("c.jsonl", text("jsonl", documents("jsonl")[:3]))
    found, *_ = both([str(archive)], stream=1 << 20)
    assert [result.findings[0].rule for result in found if result.path.endswith("b.json")] == ["IO-04"]
    (tmp_path / "none.zip").write_bytes(b"PK")
    both([str(tmp_path / "none.zip")])
