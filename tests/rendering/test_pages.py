"""Nothing is cut and nothing overlaps: every value of a paper stands on the sheet, and clear of every other."""

import io
import itertools

import pikepdf
import pytest

from tests.rendering.helpers import FORMS, changed, example, rows
from ybzj_docs.rendering import papers

#: Points within which edges may touch: descenders reach into the line below.
SLACK = 2.0
#: Millimetres of paper that no printer reaches.
EDGE = 5 * 72 / 25.4


def sheets(document):
    with pikepdf.open(io.BytesIO(papers.pdf(document))) as paper:
        return [tuple(float(edge) for edge in page.mediabox[2:]) for page in paper.pages]


def overlapping(places):
    """Pairs of values of one page of which one lies over the other."""
    for _, group in itertools.groupby(sorted(places, key=lambda one: (one.page, one.top)), lambda one: one.page):
        open_ones = []
        for place in group:
            open_ones = [one for one in open_ones if one.bottom - SLACK > place.top]
            for one in open_ones:
                same = one.pointers == place.pointers  # in the text, and in the line that it makes
                if not same and min(one.right, place.right) - max(one.left, place.left) > SLACK:
                    yield one.text, place.text
            open_ones.append(place)


def look(document):
    sizes, places = sheets(document), papers.places(document)
    for place in places:
        width, height = sizes[place.page]
        inside = place.left >= EDGE and place.top >= EDGE
        assert inside and place.right <= width - EDGE and place.bottom <= height - EDGE, place
    assert list(overlapping(places)) == []
    return len(sizes), places


@pytest.mark.parametrize("name", ["full", "minimal"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form(form, name):
    pages, places = look(example(form, name))
    assert places
    assert pages <= 2


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (10, 1), (60, 3), (600, 20)])
def test_information_forms_of_any_length(count, sheets):
    document = rows(
        example("informationForm", "full") | {"totals": example("informationForm", "full")["totals"]}, count
    )
    for period in document["periods"]:
        del period["remarks"]
    pages, places = look(document)
    plain, _ = look(rows(example("informationForm", "minimal"), count))
    assert abs(plain - sheets) <= max(1, sheets // 5)
    printed = {pointer for place in places for pointer in place.pointers}
    assert {f"/periods/{row}/from" for row in range(count)} <= printed
    assert pages >= plain


@pytest.mark.parametrize("count", [1, 10, 60])
def test_lists_of_other_papers(count):
    index = example("archiveIndex", "full")
    items = [{**index["items"][row % len(index["items"])], "sequence": row + 1} for row in range(count)]
    look({**index, "items": items})
    arrears = example("arrearsNotice", "full")
    look({**arrears, "items": [arrears["items"][0]] * count})


def test_the_longest_values():
    document = changed(example("certificate", "full"), "/person/name", "欧" * 50)
    document = changed(document, "/person/householdAddress", "址" * 200)
    document = changed(document, "/agency/name", "中" * 100)
    document = changed(document, "/enrolmentAgencyName", "参" * 100)
    pages, _ = look(document)
    assert pages <= 2


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        ("/person/name", "阿卜杜热合曼·Abdurahman"),
        ("/person/name", "欧" * 50),
        ("/person/householdHead/name", "欧" * 50),
        ("/person/insuredNumber", "32020000000000012345"),
        ("/person/householdAddress", "址" * 198),
        ("/agency/name", "中" * 90),
    ],
)
def test_long_values_of_a_certificate_stay_legible_on_one_page(pointer, text):
    document = changed(example("certificate", "full"), pointer, text)
    pages, places = look(document)
    heights = [place.bottom - place.top for place in places if place.pointers == (pointer,)]
    assert pages == 1
    assert heights
    assert min(heights) >= 7.5
