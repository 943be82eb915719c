"""An employer is named, but the application says that there is none.

Why: with an employer the destination asks it, without one the person; one of the two entries is wrong.
Basis: 人社险中心函〔2010〕58号 art. 4 and 5 (with and without an employer).
Bad: hasEmployer false with an employer.
Good: hasEmployer true with or without employer; hasEmployer false alone.
"""

from collections.abc import Iterator

from validators.finding import INFO
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "DC-07",
    INFO,
    title_zh="无接收单位却填了用人单位",
    why_zh="依据 58 号第四、五条：随新单位参保与无接收单位的办理方式不同。两栏矛盾，必有一处填错，仅提示，请核对。",
    forms=("application",),
    reads=("/hasEmployer", "/employer/name"),
    risk="信息",
    covers=("58-4", "GBT-6-acceptance"),
    messages={
        "": (
            "填了用人单位，但“有无接收单位”为无；请核对两栏",
            "an employer is named although hasEmployer is false; check both",
        )
    },
)
def employer_agrees(document: Document, _scene: Scene) -> Iterator[At]:
    """Compare the flag with the group."""
    if "employer" in document and not document["hasEmployer"]:
        yield at("/employer")
