"""Nothing personal stands in any report, nor in any log, of documents that are broken in many ways."""

import io
import itertools
import json
import re
import subprocess
from datetime import date

import pytest
from hypothesis import given, settings

from tests.processes import YBZJ, has_mark, started, wait_until
from tests.strategies import mutations
from validators.numbers import citizen_id
from ybzj_docs import catalog
from ybzj_docs.bulk import check_into
from ybzj_docs.checking import Options, head_of
from ybzj_docs.checking.reports import FORMATS, Listing, open_report
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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_secret_is_told_by_the_command(folder, lang):
    """Of a thousand documents at least, of every form, with something to say of most of them."""
    root, secrets = folder
    command = [*YBZJ, "check", ".", "--format", "json", "--all", "--lang", lang, "--as-of", "2026-11-02"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["summary"]["documents"] >= 1000
    assert report["summary"]["invalid"] >= 700
    assert {one["documentType"] for one in report["inputs"]} >= set(catalog.DOCUMENT_TYPES)
    assert len(report["summary"]["byRule"]) > 15
    assert not told_of(secrets, done.stdout + done.stderr)


def told_of(secrets, raw):
    text = raw.decode()
    return [value for value in secrets if value in text]


class Everywhere:
    """A sink that hands on to several."""

    def __init__(self, sinks):
        self.sinks = sinks

    def document(self, result):
        for sink in self.sinks:
            sink.document(result)

    def case(self, told):
        for sink in self.sinks:
            sink.case(told)

    def end(self, tail):
        for sink in self.sinks:
            sink.end(tail)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_secret_is_told_in_any_format(folder, lang, monkeypatch):
    root, secrets = folder
    assert len(secrets) > 300
    assert len(list(root.rglob("*.*"))) > 1000
    monkeypatch.chdir(root)
    options = Options(date(2026, 11, 2), mask_key=b"0123456789abcdef", lang=lang, drawn=True)
    head, outs = head_of(options, list_all=True), {form: io.BytesIO() for form in FORMATS}
    listing = Listing(Everywhere([open_report(form, head, out) for form, out in outs.items()]), list_all=True)
    check_into(listing, ["."], options)
    for form, out in outs.items():
        assert b"masked:" in out.getvalue(), form
        assert not told_of(secrets, out.getvalue()), form


def test_the_secrets_are_told_where_they_are_asked_for(folder):
    root, secrets = folder
    command = [*YBZJ, "check", "case1", "--show-values", "--format", "json"]
    done = subprocess.run([*command, "--as-of", "2026-11-02"], cwd=root, capture_output=True, check=False)
    assert told_of(secrets, done.stdout)


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
    assert not told_of(secrets, b"".join(done.stdout + done.stderr for done in (told, *logs)))


def test_no_secret_stands_in_what_a_check_keeps_to_be_gone_on_with(folder, tmp_path):
    root, secrets = folder
    names = sorted(root.glob("*.jsonl"))
    (tmp_path / "all.jsonl").write_bytes(b"".join(name.read_bytes() + b"\n" for name in names) * 20)
    journal = tmp_path / "report.txt.resume"
    command = (*YBZJ, "check", "all.jsonl", "-", "--output", "report.txt")
    with started(*command, cwd=tmp_path, stdin=subprocess.PIPE) as running:
        wait_until(lambda: has_mark(journal), running)
        kept = journal.read_bytes()
    assert b"masked:" in kept
    assert not told_of(secrets, kept)
