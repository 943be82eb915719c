"""``ybzj agency`` and ``ybzj certificate`` as a clerk meets them, and what is told of a store that cannot be used."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_cli import call
from ybzj_docs import resources
from ybzj_docs.importing import import_export
from ybzj_docs.registers import open_store

EXPORT = "samples/platform-export"
ORIGIN = ("--agency", "320200001", "--as-of", "2026-11-02T10:00:00+08:00", "--actor", "甲")
FIRST, SECOND = "320200PZ2026000001", "320200PZ2026000002"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A store with the agencies of the export, in the environment."""
    monkeypatch.setenv("YBZJ_STORE", str(tmp_path / "store.db"))
    monkeypatch.delenv("YBZJ_AGENCY", raising=False)
    return tmp_path


@pytest.fixture
def filled(place, capfd):
    assert answer(capfd, "agency", "import", str(resources.path(EXPORT)))["leftOut"] == []
    return place


@pytest.fixture
def certificate(tmp_path):
    """A certificate of the export, as a draft."""

    import_export(resources.path(EXPORT), tmp_path / "out", as_of=date(2026, 11, 2))
    return str(sorted(tmp_path.glob("out/*/certificate.json"))[0])


def answer(capfd, *words, code=0):
    found, out, err = call(capfd, *words)
    assert (found, err) == (code, ""), out
    return json.loads(out)


def refused(capfd, *words):
    told = answer(capfd, *words, code=1)["refused"]
    assert told["message"]
    return told["reasonCode"], told["rules"]


def test_the_life_of_a_certificate(capfd, filled, certificate):
    made = answer(capfd, "certificate", "issue", "--document", certificate, *ORIGIN)
    assert (made["certificateNumber"], made["status"], made["version"]) == (FIRST, "valid", 1)
    [document] = made["documents"]
    assert (document["documentNumber"], document["issuedOn"]) == (FIRST, "2026-11-02")
    assert refused(capfd, "certificate", "issue", certificate, *ORIGIN)[0] == "R99"
    assert refused(capfd, "certificate", "revoke", FIRST, "--reason", "误出", *ORIGIN)[1] == ["AG-03"]
    same = refused(capfd, "certificate", "revoke", FIRST, "--reason", "误出", *ORIGIN, "--actor", " 甲\u3000")
    assert same[1] == ["AG-03"]
    revoked = answer(capfd, "certificate", "revoke", FIRST, "--reason", "误出", *ORIGIN, "--actor", "乙")
    assert revoked["status"] == "revoked"
    answer(capfd, "certificate", "restore", FIRST, "--reason", "误撤", *ORIGIN, "--actor", "丙")
    again = answer(capfd, "certificate", "reissue", FIRST, *ORIGIN)
    assert again["documents"][0]["replaces"] == FIRST
    shown = answer(capfd, "certificate", "show", FIRST)
    assert [one["event"] for one in shown["history"]] == ["issued", "revoked", "restored", "replaced"]
    assert shown["history"][1]["reason"] == "误出"
    statuses = [(one["certificateNumber"], one["status"]) for one in answer(capfd, "certificate", "list")]
    assert statuses == [(FIRST, "replaced"), (SECOND, "valid")]
    person = document["person"]["idNumber"]
    assert len(answer(capfd, "certificate", "list", "--person", person, "--status", "valid")) == 1
    code = again["documents"][0]["verificationCode"]
    verified = answer(capfd, "certificate", "verify", SECOND, code.lower())
    assert verified == {"found": True, "status": "valid", "name": document["person"]["name"]}
    assert answer(capfd, "certificate", "verify", FIRST, code, code=1) == {"found": False}
    assert answer(capfd, "certificate", "verify", SECOND, "X", code=1)["message"]
    assert refused(capfd, "certificate", "show", "1", "--lang", "en")[0] == "R14"
    assert answer(capfd, "certificate", "expire", *ORIGIN) == {"expired": []}
    assert refused(capfd, "certificate", "expire", SECOND, *ORIGIN)[0] == "R99"


def test_papers_are_printed_and_counted(capfd, filled, certificate):
    answer(capfd, "certificate", "issue", certificate, "--papers", str(filled / "papers"), *ORIGIN)
    answer(capfd, "certificate", "print", FIRST, "--copies", "--papers", str(filled / "again"), *ORIGIN)
    for folder in ("papers", "again"):
        assert (filled / folder / f"{FIRST}.pdf").read_bytes().startswith(b"%PDF")
    assert answer(capfd, "certificate", "show", FIRST)["documents"][0]["printedCount"] == 2


def test_wrong_calls(capfd, filled, certificate, tmp_path):
    two = tmp_path / "two.json"
    text = Path(certificate).read_text(encoding="utf-8")
    two.write_text(f"[{text},{text}]")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for words, code in (
        (("certificate", "issue"), 2),
        (("certificate", "issue", "none.json"), 3),
        (("certificate", "issue", str(two)), 3),
        (("certificate", "issue", str(broken)), 3),
        (("certificate", "issue", certificate, "--profile", "none"), 2),
        (("certificate", "issue", certificate, "--as-of", "gestern"), 2),
        (("certificate", "issue", certificate, "--as-of", "2026-02-30"), 2),
        (("certificate", "list", "--store", "mysql://a/b"), 2),
        (("agency", "list", "--store", ":memory:"), 2),
        (("agency", "list", "--store", ""), 2),
        (("certificate", "list", "--store", str(tmp_path / "none.db")), 3),
        (("certificate", "list", "--store", str(two)), 3),
        (("agency", "import", str(two).replace(".json", ".csv")), 3),
        (("agency", "import", str(two), "--store", str(tmp_path / "none" / "a.db")), 3),
        (("agency", "publish"), 2),
    ):
        found, out, err = call(capfd, *words)
        assert (found, out) == (code, ""), words
        assert err
        assert "Traceback" not in err


def test_agencies_are_published_and_imported(capfd, filled, monkeypatch):
    assert answer(capfd, "agency", "import", str(resources.path(EXPORT)))["entered"] == []
    assert len(answer(capfd, "agency", "list", "--region", "320200")) == 1
    assert len(answer(capfd, "agency", "list", "--all")) == 8
    file = str(filled / "published.json")
    answer(capfd, "agency", "verify", "320200001", *ORIGIN)
    assert call(capfd, "agency", "publish", "-o", file, *ORIGIN)[0] == 0
    assert call(capfd, "check", file, "--as-of", "2026-11-02")[0] == 0
    monkeypatch.setenv("YBZJ_STORE", str(filled / "other.db"))
    assert len(answer(capfd, "agency", "import", file, *ORIGIN)["entered"]) == 1
    shown = answer(capfd, "agency", "show", "320200001")
    assert [one["verifiedOn"] for one in shown["stretches"] + shown["accounts"]] == ["2026-11-02"] * 2
    [record] = json.loads((filled / "published.json").read_text())
    record["bankAccount"]["number"] = "99990000"
    changed = filled / "changed.json"
    changed.write_text(json.dumps({"documentType": "agencyRecord", "agency": record["agency"], "validFrom": "2015-01-01",
                                   "bankAccount": record["bankAccount"]}))  # fmt: skip
    [entered] = answer(capfd, "agency", "add", str(changed), *ORIGIN)
    assert [one["field"] for one in entered["changes"]] == ["/bankAccount/number"]
    assert answer(capfd, "agency", "add", str(changed), *ORIGIN) == []
    assert refused(capfd, "agency", "show", "999")[1] == ["AG-01"]


def test_rows_that_cannot_be_used_are_told(capfd, place):
    table = place / "agencies.csv"
    head = resources.read_text(f"{EXPORT}/agencies.csv").splitlines()[0]
    rows = "1,甲中心,320200,,,,,,,,,2015-01-01,\n2,乙中心,32,,,,,,,,,2015-01-01,\n3,丙中心,310000,,,,,,,,,2016-01-01,2015-01-01\n"
    table.write_text(f"{head}\n{rows}")
    told = answer(capfd, "agency", "import", str(table), *ORIGIN, code=1)
    assert [one["agencyCode"] for one in told["entered"]] == ["1"]
    assert [(one["line"], one.get("columns")) for one in told["leftOut"]] == [(3, ["admdvs"]), (4, None)]
    table.write_bytes(f"{head}\n{rows}".encode("gb18030"))
    assert call(capfd, "agency", "import", str(table))[0] == 3
    assert answer(capfd, "agency", "import", str(table), "--encoding", "gb18030", *ORIGIN, code=1)["read"] == 2
    wrong = place / "wrong.json"
    wrong.write_text(
        json.dumps([{"documentType": "agencyRecord", "agency": {"name": "x"}, "validFrom": "2015-01-01"}])
    )
    assert answer(capfd, "agency", "import", str(wrong), code=1)["leftOut"][0]["rules"] == ["ST-01"]
    assert refused(capfd, "agency", "add", str(wrong))[1] == ["ST-01"]


def test_a_store_of_a_later_version(capfd, filled):
    store = open_store(str(filled / "store.db"))
    with store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    code, out, err = call(capfd, "agency", "list")
    assert (code, out) == (3, "")
    assert "9999" in err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_documents_are_checked_against_the_registers(capfd, filled, certificate, jobs):
    answer(capfd, "certificate", "issue", certificate, *ORIGIN)
    words = ("check", str(filled / "out"), "--as-of", "2026-11-02", "--no-case", "--format", "json", "--jobs", jobs)
    found = {
        store: json.loads(call(capfd, *words, *store)[1])["summary"]["byRule"]
        for store in ((), ("--store", str(filled / "store.db")))
    }
    bare, registered = found.values()
    assert "CF-03" not in bare
    assert registered["CF-03"] == 49  # all but the one that was issued
    code, out, err = call(capfd, *words, "--store", str(filled / "none.db"))
    assert (code, out) == (3, "")
    assert "none.db" in err
