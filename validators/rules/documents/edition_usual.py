"""The document follows another edition than its profile.

Why: the forms of an older regulation lack what the newer one demands, and the other way round.
Basis: the four national regulations and their forms; local profiles let older forms be used up, so they are not judged.
Bad: edition "2016" checked under NHSA-2021-43.
Good: edition "2021" under NHSA-2021-43; any edition under a local profile.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

#: The profiles of the national regulations; every other one is local.
_NATIONAL = frozenset({"HRSS-2010-58", "HRSS-2016-94", "GBT34282-2017", "NHSA-2021-43"})


@rule(
    "DC-05",
    WARNING,
    title_zh="单据版本与适用规定不符",
    why_zh="不同规定的表单栏目不同，按新规定办理应使用新版表单。请核对版本；确系旧表沿用的可忽略。",
    reads=("/edition",),
    risk="信息",
    covers=("GBT-forms",),
    messages={
        "": (
            "该规定通常使用 {expected} 版表单，本单据为 {actual} 版；请核对版本",
            "this regulation usually goes with forms of edition {expected}, this is {actual}; check the edition",
        )
    },
)
def edition_is_usual(document: Document, scene: Scene) -> Iterator[At]:
    """Compare the edition with the one of a national profile."""
    profile = scene.profile
    if document["edition"] != profile.edition and profile.id in _NATIONAL:
        yield at("/edition", expected=profile.edition, actual=document["edition"])
