"""The documents of a case name different agencies for one side.

Why: money and papers go to the agency that a document names; another code sends them elsewhere.
Basis: GB/T 34282.2-2017 (agency information is kept and published); compared are pooling areas where both are given,
    else region codes, and agency codes; a name alone may be an old one.
Bad: destination "310000" in the application and "310100" in the information form.
Good: the same codes; the same codes and another name (information).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from validators.case import Case, Paper
from validators.course import Side, in_order, issuer
from validators.finding import ERROR, INFO
from validators.names import key
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

Agency = Mapping[str, Any]
_SIDES: tuple[Side, ...] = ("origin", "destination")


@case_rule(
    "XD-01",
    ERROR,
    also=(INFO,),
    title_zh="各单据的经办机构不一致",
    why_zh="同一案中转出地、转入地机构的统筹区（否则行政区划代码）和机构编码应一致；仅名称不同的提示核对。"
    "请按机构信息核对更正，以免材料和资金送错。",
    forms=(
        *("precheck", "certificate", "application", "contactLetter", "letterReply", "informationForm", "fundNotice"),
        *("fundReceipt", "fundReturn", "accountPayout", "arrearsNotice", "completionNotice", "transferConfirmation"),
    ),
    reads=tuple(
        f"/{holder}/{name}"
        for holder in ("origin", "destination", "agency", "otherAgency")
        for name in ("regionCode", "poolingArea", "agencyCode", "name")
    ),
    risk="资金",
    covers=("GBT-4-agencies", "GBT-4-exchange"),
    messages={
        "code": (
            "与本案其他单据的同一方机构代码不一致（应为 {expected}）；请按机构信息核对更正",
            "the code differs from that of the same side in the other documents, {expected}; check the agency's data",
        ),
        "name": (
            "机构名称与本案其他单据不同（代码一致），请核对是否为曾用名：{expected}",
            "the agency's name differs from the other documents, the codes agree: {expected}; it may be a former name",
        ),
    },
)
def agencies_agree(scene: CaseScene) -> Iterator[At]:
    """Compare, side by side, every mention of an agency with the one in the document that leads the case."""
    leader = scene.case.lead
    for side in _SIDES:
        mentions = sorted(_mentions(scene.case, side), key=lambda mention: mention[0] is not leader)
        for mention in mentions[1:]:
            found = _differ(mentions[0], mention)
            if found is not None:
                yield found


def _mentions(case: Case, side: Side) -> Iterator[tuple[Paper, str]]:
    """Every document that names the agency of a side, with the member that holds it."""
    for paper in case.current:
        holders: list[str] = [side]
        issued_by = issuer(paper)
        if issued_by is not None:
            holders.append("agency" if issued_by == side else "otherAgency")
        yield from ((paper, holder) for holder in holders if isinstance(paper.tree.get(holder), Mapping))


def _differ(one: tuple[Paper, str], other: tuple[Paper, str]) -> At | None:
    """The first difference of two mentions, at the later document; None where they agree."""
    earlier, _ = in_order(one[0], other[0])
    (first, where), (later, there) = (one, other) if earlier is one[0] else (other, one)
    wanted, given = first.tree[where], later.tree[there]
    area = "poolingArea" if "poolingArea" in wanted and "poolingArea" in given else "regionCode"
    for name, kind in ((area, "code"), ("agencyCode", "code"), ("name", "name")):
        if name in wanted and name in given and _plain(name, wanted) != _plain(name, given):
            severity = None if kind == "code" else INFO
            told = at(f"/{there}/{name}", kind, expected=wanted[name], actual=given[name], severity=severity)
            return on(later, told, (first, f"/{where}/{name}"))
    return None


def _plain(name: str, agency: Agency) -> str:
    value = str(agency[name])
    return key(value) if name == "name" else value
