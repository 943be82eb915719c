"""A person with another identity document lacks insured number or image.

Why: numbers of passports and permits change and are no key; only the insured number and the paper itself tell who it is.
Basis: note on the printed certificate of real agencies: the insured number is required where the identity number is not
    the unique key; images can be asked for only where the materials are listed. Judged from stage ``application`` on.
Bad: application with idType "08" and no insuredNumber, or without a material of kind ``identity``.
Good: idType "01"; idType "08" with insuredNumber and a material of kind ``identity``, or of a local kind.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene

#: Materials that are no identity document; a kind that is not in our list may be a local name of one.
_OTHER_PAPERS = frozenset({"certificate", "application", "authorisation", "household", "military", "other"})


@rule(
    "ID-06",
    WARNING,
    title_zh="非居民身份证件缺个人编号或证件影像",
    why_zh="护照、通行证等号码会随换证改变，不能作为唯一识别码。依据参保凭证填写说明：使用其他证件的应填写医疗保障个人编号，"
    "并留存证件影像。请补填个人编号，把证件影像列入申请材料。",
    forms=("application",),
    reads=("/person/idType", "/person/insuredNumber", "/materials/*/kind"),
    stage="application",
    risk="冒名",
    covers=("GBT-7", "GBT-6-acceptance"),
    messages={
        "number": (
            "使用居民身份证以外的证件，但未填个人编号；请补填",
            "the identity document is not an identity card, so the insured number is needed; add it",
        ),
        "image": (
            "使用居民身份证以外的证件，但申请材料中没有证件影像；请补充",
            "the identity document is not an identity card, so its image is needed among the materials; add it",
        ),
    },
)
def other_papers_are_backed(document: Document, _scene: Scene) -> Iterator[At]:
    """Demand the insured number, and an image among the materials."""
    person = document["person"]
    if person["idType"] == "01":
        return
    if "insuredNumber" not in person:
        yield at("/person", "number", expected="insuredNumber")
    materials = document.get("materials", ())
    if all(material["kind"] in _OTHER_PAPERS for material in materials):
        yield at("/materials" if materials else "", "image", expected="identity" if materials else "materials")
