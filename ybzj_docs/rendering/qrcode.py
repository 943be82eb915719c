"""The QR code beside a verification code, as vectors.

What it says is our own choice, no source tells it: the number of the certificate and its verification code, as a query
to the site where the agency's settings name one, else as two words. Nothing personal.
"""

from urllib.parse import urlencode

import segno
from markupsafe import Markup

from ybzj_docs.rendering.values import Field

#: One mask for all: choosing the best of eight takes four times as long, and every reader takes each.
_MASK = 3


def content(number: str, code: str, url: str) -> str:
    """What the QR code says."""
    if not url:
        return f"{number} {code}"
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'number': number, 'code': code})}"


def qr(code: Field, number: Field, url: Field) -> Markup:
    """The QR code as an SVG element, error correction M; nothing where there is no verification code."""
    if not code:
        return Markup("")
    made = segno.make(
        content(str(number), str(code), str(url)), error="m", micro=False, boost_error=False, mask=_MASK
    )
    drawn: str = made.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, title="校验二维码")
    return Markup(drawn.replace("<svg ", '<svg class="qr" xmlns="http://www.w3.org/2000/svg" ', 1))
