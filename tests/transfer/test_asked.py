"""What is asked of the records: the trail, what is due, progress, export, verification, papers as PDF."""

import json

import pytest

from tests.transfer.offices import example
from tests.transfer.test_roads import accepted, application, requested
from ybzj_docs.transfer import states

__all__ = ["accepted", "requested"]


def test_the_trail_says_who_when_and_from_what_to_what(destination, accepted):
    first, second = destination.call("transfer", "history", accepted)
    assert (first["verb"], first["actor"], first["before"]["relationshipStatus"]) == ("apply", "甲", "")
    assert (second["before"]["relationshipStatus"], second["after"]["relationshipStatus"]) == ("applied", "accepted")
    assert second["channel"] == "cli" and len(second["hash"]) == 64
    assert destination.call("transfer", "verify")["faults"] == []
    assert destination.call("transfer", "verify", accepted)["faults"] == []
    assert destination.call("transfer", "rebuild") == {"differences": []}


def test_a_changed_event_is_found(destination, accepted):
    import sqlite3

    with sqlite3.connect(destination.store) as store:
        for (guard,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f'DROP TRIGGER "{guard}"')
        store.execute("UPDATE events SET actor = '丙' WHERE kind = 'accept'")
    [fault] = destination.call("transfer", "verify", accepted, code=1)["faults"]
    assert (fault["fault"], fault["transferNumber"]) == ("changed", accepted)
    assert "stream" not in fault


def test_an_anchor_kept_elsewhere(destination, accepted):
    told = destination.call("transfer", "verify")
    anchor = told["anchor"]
    assert anchor == f"{told['head']['position']}:{told['head']['hash']}"
    destination.do("remind", accepted, "--text", "x")
    assert destination.call("transfer", "verify", "--anchor", anchor)["faults"] == []
    forged = f"{told['head']['position']}:{'0' * 64}"
    [fault] = destination.call("transfer", "verify", "--anchor", forged, code=1)["faults"]
    assert fault == {"fault": "anchor", "position": told["head"]["position"]}
    cut = destination.call("transfer", "verify", accepted, "--anchor", f"9999:{'0' * 64}", code=1)
    assert cut["faults"] == [{"fault": "anchor", "position": 9999}] and cut["head"]["position"] < 9999
    destination.call("transfer", "verify", "--anchor", "x", code=2)


def test_lost_rows_of_read_models_are_made_again(destination, accepted):
    import sqlite3

    with sqlite3.connect(destination.store) as store:
        store.execute("DELETE FROM transfer_documents")
        store.execute("DELETE FROM agencies")
    differences = destination.call("transfer", "rebuild", code=1)["differences"]
    assert [one["table"] for one in differences] == ["agencies", "transfer_documents"]
    assert destination.call("transfer", "show", accepted)["version"] == 2


def test_due_and_reminders(destination, accepted):
    [line] = destination.call("transfer", "due")["due"]
    assert (line["step"], line["track"], line["owner"], line["days"]) == ("form", "relationship", "origin", 10)
    assert destination.call("transfer", "due", "--within", "3")["due"] == []
    assert destination.call("transfer", "due", "--reminders") == []
    destination.day = "2026-10-22"
    [text] = destination.call("transfer", "due", "--reminders")
    assert text["text"].endswith("转出环节应于 2026年10月26日前办结，还剩 2 个工作日。")
    destination.day = "2026-10-28"
    [late] = destination.call("transfer", "due", "--within", "0")["due"]
    assert (late["days"], late["late"]) == (-2, True)
    destination.do("supplement", accepted, document={"items": [{"title": "委托书"}], "dueOn": "2026-10-30"})
    [asked] = destination.call("transfer", "due", "--reminders")
    assert asked["to"] == "申请人" and "委托书" in asked["text"]


def test_progress_tells_nothing_personal_and_slows_guessing(destination, accepted):
    told = destination.call("transfer", "progress", "--number", accepted, "--id-tail", "1176")
    assert told["relationshipWords"] == "已受理" and told["contact"]["phone"]
    assert [step["step"] for step in told["steps"]] == ["apply", "accept", "form"]
    text = json.dumps(told, ensure_ascii=False)
    person = application()["person"]
    assert not any(str(value) in text for value in (person["name"], person["idNumber"], person["mobile"]))
    for tail in ("0000", "1175", "117X", "ab", "1234", "4321"):
        destination.call("transfer", "progress", "--number", accepted, "--id-tail", tail, code=1)
    destination.call("transfer", "progress", "--number", accepted, "--id-tail", "1176", code=1)
    destination.day = "2026-10-13"
    destination.call("transfer", "progress", "--number", accepted, "--id-tail", "1176")
    destination.call("transfer", "progress", "--number", "x' OR 1", "--id-tail", "1176", code=1)


def test_no_name_of_a_stream_holds_a_persons_number(destination):
    asked = application()
    person = asked["person"]["idNumber"]
    number = destination.do("apply", document={k: v for k, v in asked.items() if k != "documentNumber"})
    destination.call("transfer", "progress", "--number", person, "--id-tail", "1176", code=1)
    told = destination.refuses("accept", number["applicationNumber"], "--expect", "3")
    assert number["applicationNumber"] in told["message"] and person not in told["message"]
    file = destination.folder / "log.jsonl"
    destination.call("transfer", "export", "--log", "--output", str(file))
    streams = [json.loads(line)["stream"] for line in file.read_text().splitlines()]
    assert len(streams) == 2 and not any(person in stream for stream in streams)


@pytest.mark.parametrize("verb", states.VERBS)
def test_help_says_what_a_verb_needs(destination, verb):
    told = destination.tried("transfer", verb, "--help")[0].out
    assert all(form in told for step in states.rows(verb) for form in step.papers)
    assert "bankReference、amount" in told or verb != "receive"
    assert "accepted（2021）" in told or verb != "issue"


def test_lists_and_figures(destination, accepted):
    destination.do("refuse", code_free(destination), "--reason", "R10", status="refused")
    listed = destination.call("transfer", "list")
    assert sorted(one["relationshipStatus"] for one in listed) == ["accepted", "refused"]
    [one] = destination.call("transfer", "list", "--open", "--side", "destination")
    assert one["transferNumber"] == accepted
    figures = destination.call("transfer", "stats")
    assert figures["relationshipStatus"] == {"accepted": 1, "refused": 1}


def code_free(office):
    """Another application, and its number."""
    from tests.transfer.test_roads import other_person

    asked = application(documentNumber="310000SQ2026000078") | other_person()
    return office.do("apply", document=asked)["applicationNumber"]


def test_one_persons_data_and_the_log(destination, accepted):
    [record] = destination.call("transfer", "export", "--person", application()["person"]["idNumber"])
    assert [line["verb"] for line in record["history"]] == ["apply", "accept"]
    assert destination.call("transfer", "export", "--person", "nobody") == []
    destination.call("transfer", "export", code=2)
    file = destination.folder / "log.jsonl"
    destination.call("transfer", "export", "--log", "--output", str(file))
    assert [json.loads(line)["kind"] for line in file.read_text().splitlines()] == ["apply", "accept"]


def test_papers_are_printed(destination, tmp_path):
    destination.do("apply", document=application())
    paper = destination.made("accept", application()["documentNumber"], "--papers", str(tmp_path / "papers"))
    assert (tmp_path / "papers" / f"{paper['documentNumber']}.pdf").read_bytes().startswith(b"%PDF")


def test_papers_are_kept_as_files_for_the_other_side(origin, destination, accepted, tmp_path):
    kept = tmp_path / "a" / "kept"
    letter = destination.made("request", accepted, "--save", str(kept))
    file = kept / f"{letter['documentNumber']}.json"
    assert json.loads(file.read_text(encoding="utf-8")) == letter
    origin.do("request", "--document", str(file), status="requested")
    origin.refuses("take-over", accepted, "--save", str(kept))
    origin.call("transfer", "reply", accepted, "--outcome", "accepted", "--save", str(file / "below"), code=2)
    assert origin.call("transfer", "show", accepted)["version"] == 1
    assert [one.name for one in kept.iterdir()] == [file.name]


def test_papers_are_made_again_out_of_the_store(destination, accepted, tmp_path):
    destination.call("transfer", "request", accepted, "--save", str(tmp_path / "first"))
    destination.call("transfer", "show", accepted, "--save", str(tmp_path / "again"))
    [letter] = (tmp_path / "first").iterdir()
    assert (tmp_path / "again" / letter.name).read_bytes() == letter.read_bytes()
    assert len(list((tmp_path / "again").iterdir())) == 3


def test_what_cannot_be_read(destination, tmp_path):
    destination.call("transfer", "apply", "--document", str(tmp_path / "nowhere.json"), code=3)
    (tmp_path / "cut.json").write_text('{"documentType":')
    destination.call("transfer", "apply", "--document", str(tmp_path / "cut.json"), code=3)
    destination.call("transfer", "apply", document=application(), code=0)
    destination.call("transfer", "show", "nothing", code=1)


@pytest.mark.parametrize("wrapped", ["message", "array"])
def test_a_message_or_an_array_is_taken(origin, destination, accepted, wrapped):
    letter = destination.made("request", accepted)
    message = {
        "formatVersion": "1", "messageId": "0a0a0a0a-1111-4222-8333-444444444444", "messageType": "transferNotice",
        "edition": "2021", "sentAt": "2026-10-12T09:30:00+08:00", "sender": "310000001", "receiver": "320200001",
        "documents": [letter],
    }  # fmt: skip
    origin.do("request", document=message if wrapped == "message" else [letter], status="requested")
    assert example("contactLetter")["documentType"] == letter["documentType"]


@pytest.mark.parametrize(
    ("verb", "document"),
    [
        ("return", {"documentType": "fundReturn", "amount": "abc"}),
        ("complete", {"documentType": "completionNotice", "documentNumber": "310000BJ2026000009"}),
        ("issue", {"periods": 5}),
        ("issue", {"account": {"balance": "1", "disposition": "transfer"}}),
        ("notify", {"amount": "x"}),
        ("reply", {"documentType": "letterReply", "outcome": ["accepted"]}),
        ("correct", {"concerns": 5}),
        ("request", {"documentType": "contactLetter", "person": "x"}),
        ("apply", {"person": "程安澜"}),
        ("apply", {"person": {"name": "程安澜"}}),
        ("confirm", {"documentType": "informationForm"}),
    ],
)
def test_bad_documents_are_refused_and_nothing_fails(origin, destination, requested, verb, document):
    for office in (origin, destination):
        for target in ([requested], []):
            (office.folder / "bad.json").write_text(json.dumps(document), encoding="utf-8")
            words = ["transfer", verb, *target, "--document", str(office.folder / "bad.json"), "--text", "x"]
            answer, code = office.tried(*words)
            assert code in (1, 2, 3), answer
