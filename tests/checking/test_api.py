"""``ybzj_docs.check`` tells what the engine tells, prints nothing, and takes its options by name."""

from datetime import date

import pytest

import ybzj_docs
from ybzj_docs import bulk, catalog, checking

AS_OF = date(2026, 11, 2)
FOLDER = str(catalog.form("certificate").folder / "examples")


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_the_twin_of_the_engine(jobs, capfd):
    told = ybzj_docs.check([FOLDER], as_of=AS_OF, jobs=jobs)
    assert told == bulk.check([FOLDER], checking.Options(AS_OF))
    assert capfd.readouterr() == ("", "")


def test_options_by_name():
    wrong = b'{"documentType": "withdrawal"}'
    told = ybzj_docs.check(
        ["-"],
        as_of=AS_OF,
        profile="HRSS-2010-58",
        lang="en",
        stdin=wrong,
        max_findings=2,
        mask_key=b"0123456789abcdef",
    )
    assert (told.profile, len(told.documents[0].findings), told.summary.truncated) == ("HRSS-2010-58", 2, True)
    assert told.documents[0].findings[0].message.startswith("A required")
    with pytest.raises(catalog.UnknownName):
        ybzj_docs.check([], as_of=AS_OF, profile="nowhere")


def test_a_cap_for_each_rule():
    told = ybzj_docs.check(["-"], as_of=AS_OF, stdin=b'{"documentType": "withdrawal"}\n' * 9, max_per_rule=3)
    assert set(told.summary.by_rule) == {"ST-01"} and told.summary.by_rule["ST-01"] > 9
    assert sum(len(one.findings) for one in told.documents) == 3
    assert told.summary.truncated


def test_there_is_nothing_else_in_the_package():
    with pytest.raises(AttributeError):
        _ = ybzj_docs.checks
