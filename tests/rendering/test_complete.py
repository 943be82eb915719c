"""Every member of a form is printed, or its form.toml says why not: seen by what the templates take."""

import pytest
from markupsafe import escape

from tests.rendering.helpers import FORMS, changed, every_example, example
from ybzj_docs import catalog
from ybzj_docs.rendering import papers, shape, values


@pytest.fixture
def recorded(monkeypatch):
    """The pointers of all values that templates write, list positions as ``*``."""
    pointers = set()

    def record(field):
        pointers.update(
            "/".join("*" if token.isdecimal() else token for token in one.split("/")) for one in field.pointers
        )
        return escape(str(field))

    monkeypatch.setattr(values.Field, "__html__", record)
    return pointers


def below(pointer, places):
    return any(pointer == place or pointer.startswith(f"{place}/") for place in places)


@pytest.mark.parametrize("to", ["html", "docx"])
@pytest.mark.parametrize("form", FORMS)
def test_printed_and_not_printed_are_all_members(form, to, recorded):
    full = example(form, "full")
    papers.render(full, to)
    papers.render(changed(full, "/person/idType", "08"), to)
    papers.render({key: value for key, value in full.items() if key != "printedOn"}, to)
    unprinted = catalog.form(form).settings["not_printed"]
    leaves = {pointer for pointer, _ in shape.leaves(shape.of(form))}
    expected = {pointer for pointer in leaves if not below(pointer, unprinted)}
    assert expected - recorded == set(), "mend: print them, or say in form.toml [not_printed] why not"
    assert recorded - expected == set(), "mend: these are printed, take them out of [not_printed]"
    stale = [place for place in unprinted if not any(below(leaf, [place]) for leaf in leaves)]
    assert stale == [], "mend: [not_printed] names what the schema does not have"


@pytest.mark.parametrize("to", ["html", "docx"])
@pytest.mark.parametrize(("form", "name"), every_example())
def test_every_valid_example_prints_under_strict_undefined(form, name, to):
    assert papers.render(example(form, name), to, copies=True)
