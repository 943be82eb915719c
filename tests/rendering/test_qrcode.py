"""The QR code: what it says, where it stands, and that its squares are those of the encoder."""

import re

import pytest
import segno

from tests.rendering.helpers import changed, example
from ybzj_docs.rendering import papers, qrcode, squares
from ybzj_docs.rendering.values import Field


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "320200PZ2026000001 TEST2345"),
        ("https://ybzj.example/", "https://ybzj.example/?number=320200PZ2026000001&code=TEST2345"),
        ("https://ybzj.example/?a=b", "https://ybzj.example/?a=b&number=320200PZ2026000001&code=TEST2345"),
    ],
)
def test_it_says_number_and_code_and_nothing_personal(url, said):
    assert qrcode.content("320200PZ2026000001", "TEST2345", url) == said


@pytest.mark.parametrize("code", ["TEST2345", "A" * 32])
def test_squares_are_those_of_the_encoder(code):
    drawn = qrcode.qr(Field(code), Field("320200PZ2026000001"), Field("https://ybzj.example/" + "x" * 100))
    said = qrcode.content("320200PZ2026000001", code, "https://ybzj.example/" + "x" * 100)
    matrix = segno.make(said, error="m", micro=False, boost_error=False, mask=3).matrix
    found = [[0] * len(matrix) for _ in matrix]
    for left, top, length in squares.runs(re.search(' d="([^"]+)"', drawn)[1]):
        found[int(top)][int(left) : int(left + length)] = [1] * int(length)
    assert found == [list(row) for row in matrix]


def test_it_stands_only_beside_a_verification_code():
    document = example("certificate", "minimal")
    assert "<svg" not in papers.html(document)
    with_code = changed(document, "/verificationCode", "TEST2345")
    assert papers.html(with_code).count("<svg") == 1
    assert len(papers.pdf(with_code)) > len(papers.pdf(document))
