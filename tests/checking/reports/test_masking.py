"""Nothing personal stands in any report, nor in any log, of documents that are broken in many ways."""

import itertools
import json
import re
import subprocess

import pytest
from hypothesis import given, settings

from tests.processes import YBZJ, has_mark, started, wait_until
from tests.strategies import mutations
from validators.numbers import citizen_id
from ybzj_docs import catalog
from ybzj_docs.checking.reports import FORMATS
from ybzj_docs.checking.wording import names
from ybzj_docs.codec.write import to_json, to_xml

COUNT = itertools.count(1)
EACH = 24


def full(form):
    return json.loads((catalog.form(form).folder / "examples/valid/full.json").read_bytes())


def secretive(tree, secrets):
    """``tree`` with a value of its own in every personal leaf; they are added to ``secrets``."""
    form = tree["documentType"]

    def walk(node, pointer):
        if isinstance(node, dict):
            return {key: walk(child, f"{pointer}/{key}") for key, child in node.items()}
        if isinstance(node, list):
            return [walk(child, f"{pointer}/{index}") for index, child in enumerate(node)]
        said = names(form, tree, pointer)[1] or {}
        if not said.get("x-personal") or not isinstance(node, str):
            return node
        value = secret(pointer.rpartition("/")[2], next(COUNT))
        secrets.add(value)
        return value

    return walk(tree, "")


def secret(member, number):
    """A value that stands nowhere else; numbers of persons are right, so that rules go on and compare them."""
    born = f"{1931 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
    if member.endswith("Number") and member.lower().startswith(("id", "formerid")):
        first = f"320202{born.replace('-', '')}{number % 1000:03}"
        return next(first + last for last in "0123456789X" if citizen_id.is_valid(first + last))
    if member == "birthDate":
        return born
    if re.search("(?i)number|account|phone|mobile|fax|postcode", member):
        return f"7731{number:09}"
    return f"秘密某{number:05}人"


def changed(tree):
    """Trees that each differ from ``tree`` in one place."""
    found = []

    @settings(max_examples=EACH)
    @given(mutations(tree))
    def collect(mutation):
        found.append(mutation.tree)

    collect()
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Broken documents in folders that are cases, as JSON and XML, whole and torn, alone and in a stream; and secrets."""
    root, secrets = tmp_path_factory.mktemp("broken"), set()
    for form in catalog.DOCUMENT_TYPES:
        tree = secretive(full(form), secrets)
        for number, broken in enumerate(changed(tree)):
            text = json.dumps(broken, ensure_ascii=False, indent=2)  # also what no writer of ours would write
            (root / f"case{number}").mkdir(exist_ok=True)
            (root / f"case{number}" / f"{form}.json").write_text(text, encoding="utf-8")
            (root / f"{form}{number}-torn.json").write_text(text[: len(text) * 2 // 3], encoding="utf-8")
        text = to_xml(tree).decode()
        (root / f"{form}.xml").write_text(
            text.replace("</person>", "<x>秘密某00000人</x></person>"), encoding="utf-8"
        )
        (root / f"{form}-group.json").write_text(to_json(tree | {"person": sorted(secrets)[-1]}), encoding="utf-8")
        lines = "\n".join(
            json.dumps(tree | extra, ensure_ascii=False) for extra in ({}, {"edition": "秘密某00000人"})
        )
        (root / f"{form}.jsonl").write_text(lines, encoding="utf-8")
    return root, secrets


def test_so_many_documents_of_all_kinds(folder):
    """A thousand at least, of every form, with something to say of most of them."""
    done = subprocess.run(
        [*YBZJ, "check", ".", "--format", "json", "--all"], cwd=folder[0], capture_output=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["summary"]["documents"] >= 1000
    assert report["summary"]["invalid"] >= 700
    assert {one["documentType"] for one in report["inputs"]} >= set(catalog.DOCUMENT_TYPES)
    assert len(report["summary"]["byRule"]) > 15


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_secret_is_told(folder, form, lang):
    root, secrets = folder
    assert len(secrets) > 300
    assert len(list(root.rglob("*.*"))) > 1000
    command = [*YBZJ, "check", ".", "--all", "--format", form, "--lang", lang]
    done = subprocess.run([*command, "--as-of", "2026-11-02"], cwd=root, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr.decode()
    told = (done.stdout + done.stderr).decode()
    assert "masked:" in told
    assert not [value for value in secrets if value in told]


def test_the_secrets_are_told_where_they_are_asked_for(folder):
    root, secrets = folder
    command = [*YBZJ, "check", ".", "--show-values", "--format", "json"]
    done = subprocess.run([*command, "--as-of", "2026-11-02"], cwd=root, capture_output=True, check=False)
    assert [value for value in secrets if value in done.stdout.decode()]


def test_no_secret_is_told_by_a_server_or_of_what_is_not_converted_printed_or_sent(folder):
    """The other ways on which something is told of documents: a server's answers, and what goes to stderr."""
    root, secrets = folder
    files = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*.json*"))]
    requests = "".join(json.dumps({"id": name, "paths": [name]}) + "\n" for name in files[::5])
    told = subprocess.run(
        [*YBZJ, "check", "--server"], cwd=root, input=requests.encode(), capture_output=True, check=False
    )
    assert told.stdout.count(b"masked:") > 100
    lines = [path.name for path in sorted(root.glob("*.jsonl"))]
    logs = [
        subprocess.run(
            [*YBZJ, "convert", name, "--to", "xml", "-o", "/dev/null"], cwd=root, capture_output=True, check=False
        )
        for name in lines[::3]
    ]
    assert all(log.returncode == 1 for log in logs)
    said = "".join(done.stdout.decode() + done.stderr.decode() for done in (told, *logs))
    assert not [value for value in secrets if value in said]


def test_no_secret_stands_in_what_a_check_keeps_to_be_gone_on_with(folder, tmp_path):
    root, secrets = folder
    names = sorted(root.glob("*.jsonl"))
    (tmp_path / "all.jsonl").write_bytes(b"".join(name.read_bytes() + b"\n" for name in names) * 20)
    journal = tmp_path / "report.txt.resume"
    command = (*YBZJ, "check", "all.jsonl", "-", "--output", "report.txt")
    with started(*command, cwd=tmp_path, stdin=subprocess.PIPE) as running:
        wait_until(lambda: has_mark(journal), running)
        kept = journal.read_text(encoding="utf-8")
    assert "masked:" in kept
    assert not [value for value in secrets if value in kept]
