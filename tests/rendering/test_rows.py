"""Rows that are set by us stand where the layout engine would put them, and are tagged as its cells are."""

import copy
import subprocess
from collections import Counter
from io import BytesIO

import lxml.html
import pikepdf
import pytest

from tests.rendering.helpers import example, rows
from ybzj_docs.rendering import papers, pdftext
from ybzj_docs.rendering import rows as setting


def form(count, name):
    """An information form whose rows have texts of every length, on one line and on several."""
    document = copy.deepcopy(rows(example("informationForm", name), count))
    for index, period in enumerate(document["periods"]):
        period["agencyName"] = "无锡市社会保险基金管理中心测试分中心"[: 4 + index % 16] * (1 + index % 3)
        period["remarks"] = f"第 {index} 段 remarks，" + "备注文字" * (index % 9)
        period["yearEndBalance"] = f"{index * 997}.00"
    return document


@pytest.fixture
def by_the_engine(monkeypatch):
    """The PDF of a document whose rows are all left to the engine."""

    def write(document):
        with monkeypatch.context() as patch:
            patch.setattr(setting, "simplify", lambda page: None)
            return papers.pdf(document)

    return write


def pieces(paper):
    return [
        sorted((piece.text, round(piece.y, 2), round(piece.x, 2)) for piece in sheet.pieces)
        for sheet in pdftext.sheets(pdftext.opened(paper))
    ]


def picture(paper):
    return subprocess.run(["pdftoppm", "-r", "60", "-gray"], input=paper, capture_output=True, check=True).stdout


def kinds(paper):
    """How many elements of each kind the tags have, and whether each marked content has one."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        counted = Counter()
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            counted[str(element.S)] += 1
            kids = element.get("/K", [])
            waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for page, parents in zip(pdf.pages, numbers[1::2], strict=True):
            marks = [
                int(one.operands[1].MCID)
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
            ]
            assert sorted(marks) == list(range(len(parents)))
            for mark in marks:
                held = parents[mark].K if isinstance(parents[mark].K, pikepdf.Array) else [parents[mark].K]
                assert mark in [int(kid) for kid in held if not isinstance(kid, pikepdf.Dictionary)]
    return counted


@pytest.mark.parametrize(("count", "name"), [(1, "minimal"), (1, "full"), (30, "minimal"), (45, "full")])
def test_texts_stand_where_the_engine_puts_them(count, name, by_the_engine):
    document = form(count, name)
    assert pieces(papers.pdf(document)) == pieces(by_the_engine(document))


@pytest.mark.parametrize(
    ("form", "name"), [("archiveIndex", "items"), ("correctionLetter", "items"), ("precheck", "participations")]
)
def test_lists_of_other_forms_look_the_same(form, name, by_the_engine):
    document = example(form, "full")
    entries = document[name]
    document[name] = [entries[index % len(entries)] for index in range(25)]
    ours, its = papers.pdf(document), by_the_engine(document)
    assert picture(ours) == picture(its)
    assert pieces(ours) == pieces(its)


def test_tags_are_those_of_cells(by_the_engine):
    document = form(30, "full")
    ours, its = kinds(papers.pdf(document)), kinds(by_the_engine(document))
    assert {kind: count for kind, count in ours.items() if kind not in ("/Span", "/NonStruct")} == {
        kind: count for kind, count in its.items() if kind not in ("/Span", "/NonStruct")
    }


@pytest.mark.parametrize(
    ("row", "plain"),
    [
        ("<td>1</td><td class='number fit-2'></td>", True),
        ("<td>1</td><td><b>2</b></td>", False),
        ("<td>1</td><td class='other'>2</td>", False),
        ("<td colspan='1'>1</td><td>2</td>", False),
        ("<th>1</th><td>2</td>", False),
        ("<td>1</td>", False),
    ],
)
def test_only_rows_of_plain_texts_are_ours(row, plain):
    head = "<thead><tr><th>a</th><th>b</th></tr></thead>"
    page = lxml.html.document_fromstring(f"<table data-rows='plain'>{head}<tbody><tr>{row}</tr></tbody></table>")
    setting.simplify(page)
    assert bool(page.xpath("//td[@data-cells]")) is plain
