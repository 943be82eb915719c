"""Whatever a valid document holds is printed, or a character without a glyph is named; nothing else happens."""

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.rendering.helpers import FORMS, docx_text
from tests.strategies import documents
from ybzj_docs.rendering import MissingGlyphs, render


@pytest.mark.parametrize("form", FORMS)
def test_any_valid_document_is_printed_or_its_missing_characters_named(form):
    @settings(max_examples=25)
    @given(documents(form))
    def check(document):
        try:
            page = render(document, "html", copies=True)
        except MissingGlyphs as error:
            assert error.characters
            with pytest.raises(MissingGlyphs):
                render(document, "docx")
            return
        assert etree.HTML(page.decode()).find(".//h1") is not None
        assert docx_text(render(document, "docx", copies=True))

    check()
