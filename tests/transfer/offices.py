"""Agencies with a store each that work at the command line, and the story of the examples as people bring it."""

import json

from ybzj_docs import resources
from ybzj_docs.cli.main import run

ORIGIN, DESTINATION = "320200001", "310000001"
NEVER = ("replaces", "revision", "correctionNumber", "transferNumber", "printedNumber", "delivery", "seal")


class Office:
    """An agency, its store, and how it is asked."""

    def __init__(self, folder, agency, capfd):
        self.folder, self.agency, self.capfd = folder, agency, capfd
        self.store = str(folder / f"{agency}.db")
        self.day, self.actor = "2026-10-12", "甲"
        self.call("agency", "import", str(resources.path("samples/platform-export/agencies.csv")))

    def call(self, *arguments, code=0, document=None):
        """What a command prints, as JSON; the words where it prints none."""
        words = [*arguments, "--store", self.store, "--agency", self.agency, "--as-of", self.day]
        if "--actor" not in arguments:
            words += ["--actor", self.actor]
        if document is not None:
            file = self.folder / "document.json"
            file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            words += ["--document", str(file)]
        self.capfd.readouterr()
        left = run(words)
        out, err = self.capfd.readouterr()
        assert "Traceback" not in out + err
        assert left == code, f"{left}: {' '.join(arguments)}\n{out}\n{err}"
        return json.loads(out) if out.strip() else err

    def tried(self, *arguments):
        """What a command tells, and its exit code."""
        words = [
            *arguments,
            "--store",
            self.store,
            "--agency",
            self.agency,
            "--as-of",
            self.day,
            "--actor",
            self.actor,
        ]
        self.capfd.readouterr()
        code = run(words)
        return self.capfd.readouterr(), code

    def do(self, verb, *arguments, document=None, status=None, funds=None):
        """Do a verb and look at the statuses after it."""
        answer = self.call("transfer", verb, *arguments, document=document)
        assert status in (None, answer["relationshipStatus"]), answer
        assert funds in (None, answer["fundStatus"]), answer
        return answer

    def made(self, verb, *arguments, document=None, **after):
        """Do a verb; the one paper that it makes."""
        [paper] = self.do(verb, *arguments, document=document, **after)["documents"]
        return paper

    def refuses(self, verb, *arguments, document=None, reason=None, rule=None):
        """Have a verb refused, with nothing written."""
        before = self.count()
        refused = self.call("transfer", verb, *arguments, document=document, code=1)["refused"]
        assert reason in (None, refused["reasonCode"]), refused
        assert rule is None or rule in refused["rules"], refused
        assert self.count() == before
        return refused

    def count(self):
        """How many events the store has."""
        from ybzj_docs.registers import open_store

        store = open_store(self.store)
        try:
            with store.reading() as tx:
                return tx.head()[0]
        finally:
            store.close()


def example(form, *gone, name="full", **members):
    """A document of the story, as nobody has changed it yet, without the members ``gone``."""
    tree = json.loads(resources.read_text(f"schemas/forms/{form}/examples/valid/{name}.json"))
    return {name: value for name, value in tree.items() if name not in (*NEVER, *gone)} | members


def draft(form, *gone, **members):
    """As :func:`example`, without what the store gives."""
    return example(form, "signature", "documentNumber", "issuedOn", "agency", "recipient", *gone, **members)
