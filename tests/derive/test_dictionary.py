"""The data dictionary names everything, and its links lead somewhere."""

import re

import pytest

from ybzj_docs import catalog
from ybzj_docs.derive.dictionary import KINDS, dictionary
from ybzj_docs.derive.members import members

PAGE = dictionary()


def test_every_kind_of_value_is_explained():
    kinds = {name for name, node in catalog.source_schema("common")["$defs"].items() if node["type"] != "object"}
    unexplained = {name for name in kinds if not name.startswith("code-") and not re.fullmatch("text[0-9]+", name)}
    assert unexplained == set(KINDS), "mend: KINDS in ybzj_docs/derive/dictionary.py"


def test_links_lead_somewhere_and_anchors_are_unique():
    anchors = re.findall(r'<a id="([^"]+)">', PAGE)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= set(anchors)


def test_every_row_has_as_many_cells_as_its_head():
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, flags=re.MULTILINE):
        cells = {len(re.split(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(cells) == 1, block


@pytest.mark.parametrize("name", catalog.DOCUMENT_TYPES)
def test_every_document_stands_there_with_its_own_members(name):
    section = PAGE.split(f'<a id="document-{name}"></a>')[1].split("<a id=")[0]
    schema = catalog.schema(name)
    assert schema["title"] in section
    for key in schema["properties"]:
        assert f"| `/{key}` |" in section


def test_every_code_stands_there():
    for name in catalog.codelist_settings():
        section = PAGE.split(f'<a id="codelist-{name}"></a>')[1].split("<a id=")[0]
        assert all(f"| `{code}` |" in section for code in catalog.codelist(name).titles)


def test_members_are_unfolded_with_kind_and_need():
    found = {pointer: (title, kind, needed) for pointer, title, kind, needed in members("application")}
    assert found["/person/name"] == ("姓名", "name", "✓")
    assert found["/person/sex"] == ("性别", "code sex", "")
    assert found["/documentType"][1] == '"application"'
    assert found["/materials"][1] == "[{}]"
    assert found["/materials/*/kind"][1:] == ("code materialKind", "✓")
    assert found["/extensions"][1] == "[extension]"
    assert found["/agent/relationship"][1] == "text"
    assert found["/origin/name"][1] == "text(100)"


@pytest.mark.parametrize("name", catalog.DOCUMENT_TYPES + catalog.EXCHANGES)
def test_members_of_everything_have_a_kind(name):
    assert all(kind for _, _, kind, _ in members(name))


def test_many_documents_are_told_as_one_entry():
    assert members("documents") == [("/*", "单据", "document", "✓")]
    assert ("/documents/*", "单据", "document", "✓") in members("message")
