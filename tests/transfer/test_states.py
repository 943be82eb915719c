"""The table: whole, as the contract names it, and what is generated from it up to date."""

import pytest

from ybzj_docs import catalog, resources
from ybzj_docs.transfer import diagram, states
from ybzj_docs.transfer.page import pages
from ybzj_docs.transfer.words import actor_words, verb_words

CONTRACT = (
    "apply precheck supplement resupply accept refuse request reply resume issue recall take-over arrears settle correct"
    " complete withdraw decease confirm remind notify pay receive match unmatch credit return suspend release payout"
)


def test_every_verb_of_the_contract_is_there():
    assert tuple(CONTRACT.split()) == states.VERBS


def test_statuses_are_those_of_the_code_lists():
    relationship, funds = (set(catalog.codelist(name).titles) for name in ("relationshipStatus", "fundStatus"))
    assert relationship == states.ANY
    assert funds == states.MONEY
    for step in states.STEPS:
        known = relationship if step.track == "relationship" else funds
        assert step.sources <= known
        assert {step.to, *step.outcomes.values()} <= known | {"", "<"}
        assert verb_words(step.verb) and actor_words(step.who)
        assert set(step.papers) <= set(catalog.DOCUMENT_TYPES)
        assert {code for codes in step.reasons.values() for code in codes} <= set(
            catalog.codelist("reasonCode").titles
        )


@pytest.mark.parametrize("track", ["relationship", "funds"])
def test_every_status_can_be_reached_and_the_ends_are_ends(track):
    edges = diagram.edges(track)
    targets = {target for _, target in edges}
    begins = {"applied"} if track == "relationship" else {"pending", "none"}
    known = states.ANY if track == "relationship" else states.MONEY
    assert targets | begins == known
    ends = states.ENDED if track == "relationship" else states.SETTLED
    assert not {source for source, _ in edges} & ends


def test_generated_pages_are_up_to_date():
    for path, contents in pages().items():
        assert (resources.root() / path).read_bytes() == contents, "run `ybzj dev sync`"


def test_the_diagram_at_the_command_line(capfd):
    from ybzj_docs.cli.main import run

    assert run(["transfer", "diagram"]) == 0
    assert capfd.readouterr().out == diagram.text()
    assert run(["transfer", "diagram", "--format", "svg"]) == 0
    assert capfd.readouterr().out.startswith("<svg")
