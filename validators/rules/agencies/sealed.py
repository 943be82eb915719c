"""The information form lacks its electronic seal.

Why: the destination takes over years and money by this form; the seal says that it is the origin's.
Basis: 医保办发〔2021〕43号 (information form with electronic seal), as the profile says by ``e_seal``; a wet seal on paper
    cannot be seen by a machine. Judged from stage ``form`` on; whether the signature holds is not.
Bad: an information form under NHSA-2021-43 without seal, or with seal.kind "wet".
Good: seal.kind "electronic"; no seal under HRSS-2016-94.
"""

from collections.abc import Iterator

from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AG-04",
    ERROR,
    title_zh="信息表缺电子签章",
    why_zh="依据 43 号：转出地传送的《信息表》须带电子签章，转入地据以核对真伪。请由转出地加盖电子签章后重新传送。",
    forms=("informationForm",),
    reads=("/seal/kind",),
    stage="form",
    risk="伪造",
    covers=("43-seal",),
    messages={
        "": (
            "信息表须带电子签章；请由转出地加盖后重新传送",
            "the information form needs an electronic seal; have the origin seal it and send it again",
        )
    },
)
def form_is_sealed(document: Document, scene: Scene) -> Iterator[At]:
    """Demand an electronic seal where the profile does."""
    if not scene.profile.value("e_seal"):
        return
    kind = document.get("seal", {}).get("kind")
    if kind is None:
        yield at("", expected="seal")
    elif kind != "electronic":
        yield at("/seal/kind", expected="electronic", actual=kind)
