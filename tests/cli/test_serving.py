"""The server answers line by line, and a wrong request never ends it; a watch checks again on every change."""

import io
import json
from datetime import date

import jsonschema
import pytest

from ybzj_docs import catalog
from ybzj_docs.checking import Options
from ybzj_docs.cli.main import run
from ybzj_docs.cli.serving import serve
from ybzj_docs.cli.watching import watch

FULL = catalog.form("withdrawal").folder / "examples/valid/full.json"
OPTIONS = Options(date(2026, 11, 2), mask_key=b"0123456789abcdef")


def answers(*requests):
    lines = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in requests]
    out = io.BytesIO()
    serve(lines, out, OPTIONS)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_request_has_one_report():
    document = json.loads(FULL.read_bytes())
    wrong = {name: value for name, value in document.items() if name != "person"}
    found = answers(
        {"id": 1, "document": document},
        b"\n",
        {"id": "b", "text": json.dumps(wrong), "name": "w.json"},
        {"paths": [str(FULL)]},
    )
    assert [answer.get("id") for answer in found] == [1, "b", None]
    assert [answer["inputs"][0]["verdict"] for answer in found] == ["valid", "invalid", "valid"]
    assert found[1]["inputs"][0]["path"] == "w.json"
    for answer in found:
        jsonschema.validate({k: v for k, v in answer.items() if k != "id"}, catalog.schema("report"))


def test_a_request_may_change_the_options():
    text = json.dumps({"documentType": "withdrawal"})
    [english] = answers({"text": text, "lang": "en", "asOf": "2020-01-01", "profile": "HRSS-2010-58"})
    assert english["rules"]["asOf"] == "2020-01-01"
    assert english["rules"]["profile"] == "HRSS-2010-58"
    assert "A required member" in english["inputs"][0]["findings"][0]["message"]


@pytest.mark.parametrize(
    "request_",
    [
        b"{", b"[]", {}, {"paths": "x"}, {"paths": ["-"]}, {"text": 1}, {"text": "", "document": {}}, {"bogus": 1},
        {"document": {}, "asOf": "x"}, {"document": {}, "asOf": 1}, {"document": {}, "profile": "x"},
        {"document": {}, "stage": "x"}, {"document": {}, "lang": "fr"}, {"paths": ["/nowhere/at/all"]},
    ],
)  # fmt: skip
def test_a_wrong_request_is_told_and_the_next_is_answered(request_):
    wrong, right = answers(request_, {"paths": [str(FULL)]})
    assert wrong["error"]["code"] == 2
    assert right["summary"]["valid"] == 1


def test_a_watch_checks_at_once_and_on_every_change(tmp_path):
    file = tmp_path / "a.json"
    file.write_text("{}", encoding="utf-8")
    seen = []

    def again():
        seen.append(file.read_text(encoding="utf-8"))
        if len(seen) < 3:
            file.write_text("{}" + " " * len(seen), encoding="utf-8")

    watch(str(tmp_path), again, pause=0, rounds=6)
    assert seen == ["{}", "{} ", "{}  "]


@pytest.mark.parametrize(
    "arguments", [["--server", "a.json"], ["--watch", ".", "a.json"], ["--server", "--watch", "."], []]
)
def test_a_check_is_of_one_thing(arguments, capfd):
    code, said = run(["check", *arguments]), capfd.readouterr()
    assert (code, said.out) == (2, "")
    assert "--server" in said.err
