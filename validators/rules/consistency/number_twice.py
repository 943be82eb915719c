"""Two different documents of one issuer and type bear one number.

Why: a number must name one document; with two, nobody knows which one a reference means.
Basis: GB/T 34282.2-2017 (numbers of certificates and papers; the serial is unique at its issuer); practice of registers.
Bad: two fundNotices of one agency with one documentNumber and different amounts.
Good: copies 1 and 2 of a certificate; a revision with a higher revision; JSON and XML of one document.
"""

from collections.abc import Iterator

from validators.case import Paper
from validators.course import ORDER, place
from validators.finding import ERROR
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_NUMBER = "/documentNumber"


@case_rule(
    "XD-04",
    ERROR,
    title_zh="同一文号用于不同单据",
    why_zh="同一机构同类单据的文号应唯一（联次、修订版除外，同一单据的 JSON 和 XML 视为一件）。"
    "请核对哪一件正确，另编文号，或按修订版填写 revision。",
    forms=tuple(form for form in ORDER if not form.startswith("archive")),
    reads=(_NUMBER, "/revision", "/copy", "/agency/agencyCode", "/agency/regionCode", "/side"),
    risk="伪造",
    covers=("GBT-4-exchange",),
    messages={
        "": (
            "同一文号已用于另一件内容不同的单据；请核对，另编文号或注明修订",
            "another document with different content bears this number; give it a number or a revision of its own",
        )
    },
)
def number_names_one(scene: CaseScene) -> Iterator[At]:
    """Compare, number by number, the documents that bear it; the finding stands at the later one."""
    groups: dict[tuple[str, str], list[Paper]] = {}
    for paper in scene.case.papers:
        number = paper.get(_NUMBER)
        if number is not None:
            groups.setdefault((paper.form, number), []).append(paper)
    for group in groups.values():
        ordered = sorted(group, key=place)
        for position, later in enumerate(ordered):
            clashing = (paper for paper in ordered[:position] if _one_issuer(paper, later) and _clash(paper, later))
            earlier = next(clashing, None)
            if earlier is not None:
                yield on(later, at(_NUMBER, actual=later.get(_NUMBER)), (earlier, _NUMBER))


def _clash(one: Paper, other: Paper) -> bool:
    """Whether two papers of one number are neither copies nor revisions, and differ."""
    copies = one.tree.get("copy") != other.tree.get("copy")
    revisions = one.tree.get("revision", 0) != other.tree.get("revision", 0)
    return not copies and not revisions and one.tree != other.tree


def _one_issuer(one: Paper, other: Paper) -> bool:
    """Whether nothing says that the issuers differ: agency codes, else region codes, and the side."""
    if one.tree.get("side") != other.tree.get("side"):
        return False
    for name in ("agencyCode", "regionCode"):
        codes = [paper.get(f"/agency/{name}") for paper in (one, other)]
        if None not in codes:
            return bool(codes[0] == codes[1])
    return True
