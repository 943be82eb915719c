"""Every name comes out: drawn, inside its box, and found again by whoever reads the paper's text."""

import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.rendering.characters import general, level_3, lost, read, sample, shown
from tests.rendering.helpers import changed, example
from ybzj_docs.rendering import fonts, papers, values

NAMES = [
    pytest.param("古丽娜尔·玉素甫江", id="Uyghur in Han"),
    pytest.param("Gülnar Yüsüpjan", id="Uyghur in Latin"),
    pytest.param("بۇخەلچەم", id="Uyghur"),
    pytest.param("ᠣᠶᠤᠨᠴᠢᠴᠢᠭ", id="Mongolian"),
    pytest.param("Оюунчимэг", id="Mongolian in Cyrillic"),
    pytest.param("ꆈꌠꁱꂷ", id="Yi"),
    pytest.param("ᥖᥭᥰᥘᥫᥴ", id="Tai Le"),
    pytest.param("ꓡꓲ-ꓢꓴ", id="Lisu"),
    pytest.param("O'Brien-Smith Jr.", id="marks and blanks"),
    pytest.param("谢𬱖𰻝", id="beyond level 3"),
    pytest.param("人⼈㘽㦳", id="characters of one drawing"),
]


def test_every_character_of_level_3_has_a_font():
    chars = level_3()
    assert len(set(chars)) == 88_115
    assert fonts.installed().missing("".join(chars)) == []


def test_general_characters_are_found_again(tmp_path):
    chars = general()
    assert len(set(chars)) == 8_105
    found = lost(chars, tmp_path)
    assert not found, shown(found)


def test_two_thousand_of_all_planes_are_found_again(tmp_path):
    found = lost(sample(2_000), tmp_path)
    assert not found, shown(found)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_writing_are_drawn_and_found_again(name, tmp_path):
    document = changed(example("certificate", "minimal"), "/person/name", name)
    assert name in read(papers.pdf(document), tmp_path)


@pytest.mark.parametrize("name", ["བཀྲ་ཤིས་ཚེ་རིང་", "ئايگۈل مەھەممەت", "ەرلان"])
def test_scripts_whose_order_readers_change_have_all_their_letters(name, tmp_path):
    document = changed(example("certificate", "minimal"), "/person/name", name)
    assert set(name) - {" "} <= set(read(papers.pdf(document), tmp_path))


@pytest.mark.parametrize("name", ["欧" * 50, "古丽·" * 16 + "古丽", "W" * 50, "བཀྲ་" * 12])
def test_names_of_fifty_characters_stay_in_their_box(name):
    document = changed(example("certificate", "minimal"), "/person/name", name)
    places = [place for place in papers.places(document) if "/person/name" in place.pointers]
    box = next(place for place in papers.places(document) if "/person/idNumber" in place.pointers)
    assert places
    assert all(place.right < box.left for place in places)
    assert len(PdfReader(BytesIO(papers.pdf(document))).pages) == 1


@pytest.mark.parametrize(
    ("private", "standard"), [("\ue816", "\U00020087"), ("\ue81e", "\u9fb4"), ("\ue7c7", "\u1e3f")]
)
def test_private_characters_that_have_a_code_by_now_are_printed_as_it(private, standard):
    assert values.text(f"王{private}") == f"王{standard}"


def test_other_fonts_of_the_machine_are_not_in_the_set():

    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    assert "DejaVu Serif" in known  # there are more fonts than ours
    assert fonts.installed().families() == set(fonts.FAMILIES)
