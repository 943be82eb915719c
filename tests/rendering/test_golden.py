"""The papers of the fullest and the shortest example, as they were last looked at by a person.

Written anew by ``YBZJ_GOLDEN=write ./run test``; look at the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from tests.rendering.helpers import FORMS, docx_text, example
from ybzj_docs.rendering import papers

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.mark.parametrize("name", ["minimal", "full"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("to", ["html", "docx"])
def test_paper_is_as_it_was(form, name, to):
    paper = papers.render(example(form, name), to)
    text = docx_text(paper) if to == "docx" else paper.decode()
    golden = GOLDEN / f"{form}-{name}.{'docx.txt' if to == 'docx' else 'html'}"
    if os.environ.get("YBZJ_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), (
        "mend: YBZJ_GOLDEN=write ./run test, then look at the difference"
    )
