"""The cover of a volume has a term too short, a wrong beginning of it, or a wrong number of pages.

Why: what is destroyed too early can never prove a year of contribution again.
Basis: 社会保险业务档案管理规定（试行）(人社部令第3号): papers of transfers 100 years at least, counted from 1 January of
    the year after; a case of refusal is kept as the place says, ten years at least. Pages are those of the index.
Bad: retention "30"; dateTo "2026-11-02" with retentionFrom "2026-11-02"; pageCount 9 where the index has 10 pages.
Good: retention "100" or "permanent"; retentionFrom "2027-01-01"; retention "10" in a case of refusal.
"""

from collections.abc import Iterator

from validators.case import Case
from validators.finding import ERROR
from validators.rule import At, Document, at, in_case, on, rule
from validators.scene import CaseScene, Scene

_LONG = frozenset({"100", "permanent"})


@rule(
    "AR-01",
    ERROR,
    title_zh="案卷保管期限、起算日或页数有误",
    why_zh="依据人社部令第3号：关系转移档案保管期限不少于 100 年（不予受理的案卷不少于 10 年），自形成次年 1 月 1 日起算；"
    "封面页数应等于卷内目录页数之和。请更正封面。",
    forms=("archiveCover",),
    reads=(("/retention",), ("/dateTo", "/retentionFrom")),
    risk="信息",
    covers=("LING3-terms", "LING3-start", "GBT-8"),
    messages={
        "retention": (
            "关系转移案卷的保管期限应为 100 年或永久；请更正",
            "papers of a transfer are kept 100 years or permanently; correct the term",
        ),
        "from": (
            "保管期限自截止日期次年 1 月 1 日（{expected}）起算；请更正",
            "the term is counted from 1 January after dateTo, {expected}; correct it",
        ),
        "pages": (
            "封面页数应等于卷内目录页数之和 {expected}；请核对",
            "the cover's pages must be those of the index together, {expected}; count them again",
        ),
    },
)
def cover_keeps_long_enough(document: Document, scene: Scene) -> Iterator[At]:
    """Judge the term, which may be any in a case of refusal, and its beginning."""
    retention = document.get("retention", "100")
    if retention not in _LONG and not (scene.case and _refused(scene.case)):
        yield at("/retention", "retention", expected="100 / permanent", actual=retention)
    given = document.get("retentionFrom")
    if given is not None:
        begins = f"{int(document['dateTo'][:4]) + 1}-01-01"
        if given != begins:
            yield at("/retentionFrom", "from", expected=begins, actual=given)


@in_case("AR-01")
def cover_counts_the_index(scene: CaseScene) -> Iterator[At]:
    """Compare the pages of each cover with the index that bears the same archival code."""
    for cover in scene.case.of("archiveCover"):
        for index in scene.case.of("archiveIndex"):
            pages = [item.get("pages") for item in index.get("/items") or ()]
            told, code = cover.get("/pageCount"), cover.get("/archivalCode")
            if code is None or code != index.get("/archivalCode") or told is None or not pages or None in pages:
                continue
            if told != sum(pages):
                yield on(
                    cover, at("/pageCount", "pages", expected=str(sum(pages)), actual=str(told)), (index, "/items")
                )


def _refused(case: Case) -> bool:
    """Whether the case ended in a refusal: of the application, or by the origin's reply."""
    replies = case.of("letterReply")
    refused = case.one("refusalNotice") or any(reply.get("/outcome") == "refused" for reply in replies)
    return bool(refused) and case.one("completionNotice") is None
