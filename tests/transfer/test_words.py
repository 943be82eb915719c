"""What clerks read is Chinese: statuses, sides and verbs in words; only what is typed stands in brackets as it is."""

import re
from itertools import product

import pytest

from ybzj_docs import knowledge
from ybzj_docs.registers import Refused
from ybzj_docs.transfer import states
from ybzj_docs.transfer.desk import Brought
from ybzj_docs.transfer.guards import Asked, agreed, step_of
from ybzj_docs.transfer.record import Record

TYPED = re.compile(r"（[^（）]*）|--[a-z]+")
STATUSES = (
    *product(sorted(states.ANY), ["none"]),
    *product(["issued", "continued", "completed"], sorted(states.MONEY)),
)


def refusal(record, verb):
    """What is said where a verb does not go; nothing where it does."""
    try:
        step_of(Asked(record, verb, "甲", Brought(), knowledge.profile_for("2021")))
    except Refused as refused:
        return refused.zh
    return ""


@pytest.mark.parametrize("side", ["origin", "destination"])
def test_refusals_speak_chinese(side):
    told = [
        refusal(Record(side=side, edition="2021", relationship=relationship, funds=funds, version=1), verb)
        for relationship, funds in STATUSES
        for verb in states.VERBS
    ]
    assert any(told)
    for zh in filter(None, told):
        assert not re.search("[A-Za-z]", TYPED.sub("", zh)), zh


def test_what_was_typed_is_told_with_its_meaning():
    with pytest.raises(Refused) as refused:
        agreed("--outcome", "refused", "accepted")
    assert (
        refused.value.zh
        == "--outcome “不予转移”（refused）与单据或此步骤的“同意转移”（accepted）不一致，请核对后只写一种"
    )
