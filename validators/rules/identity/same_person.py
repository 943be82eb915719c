"""The documents of a case name different people.

Why: a transfer is of one person; another name or number is a mistake, or somebody else's months and money.
Basis: 医保办发〔2021〕43号 (data are compared before anything is transferred); names may be spelled in several ways, and
    change over a life: then the proof of the change belongs to the case.
Bad: name "张宁" in the application and "张凝" in the information form; idNumber of another person.
Good: "古丽娜尔‧玉素甫" and "古丽娜尔·玉素甫"; "…002x" and "…002X"; a name that is the other's formerName (a warning).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from validators import names
from validators.case import Paper
from validators.course import in_order
from validators.finding import ERROR, WARNING
from validators.rule import At, at, case_rule, on
from validators.scene import CaseScene

_PARTS = (("name", "formerName"), ("idNumber", "formerIdNumber"))
Person = Mapping[str, Any]


@case_rule(
    "ID-05",
    ERROR,
    also=(WARNING,),
    title_zh="各单据的参保人不一致",
    why_zh="依据 43 号：转移前核对姓名、证件类型、证件号码，各单据应为同一人（写法不同的姓名视为一致）。"
    "请核对身份证件并更正；与曾用名、原证件号码一致的，请附变更证明。",
    forms=(
        *("precheck", "certificate", "application", "contactLetter", "letterReply", "informationForm"),
        *("fundNotice", "fundReceipt", "accountPayout", "acceptanceNotice", "refusalNotice", "supplementNotice"),
        *("arrearsNotice", "withdrawal", "completionNotice", "transferConfirmation"),
    ),
    reads=("/person/name", "/person/idType", "/person/idNumber", "/person/formerName", "/person/formerIdNumber"),
    risk="冒名",
    covers=("GBT-7", "43-precheck"),
    messages={
        "name": (
            "姓名与本案其他单据不一致（应为 {expected}）；请按身份证件核对更正",
            "the name differs from that of the other documents; correct it after the identity paper",
        ),
        "idNumber": (
            "证件号码与本案其他单据不一致（应为 {expected}）；请按身份证件核对更正",
            "the number differs from that of the other documents; correct it after the identity paper",
        ),
        "idType": (
            "证件类型与本案其他单据不一致（应为 {expected}）；请核对更正",
            "the kind of identity paper differs from that of the other documents; correct it",
        ),
        "former-name": (
            "与其他单据的曾用名一致；请附姓名变更证明并统一姓名",
            "this is the former name of the other documents; add the proof of the change and write one name",
        ),
        "former-idNumber": (
            "与其他单据的原证件号码一致；请附号码变更证明并统一号码",
            "this is the former number of the other documents; add the proof of the change and write one number",
        ),
    },
)
def one_person(scene: CaseScene) -> Iterator[At]:
    """Compare every current document with the one that leads the case, else with the first that names a person."""
    leader = scene.case.lead
    named = [paper for paper in scene.case.current if isinstance(paper.get("/person"), Mapping)]
    named.sort(key=lambda paper: paper is not leader)
    for paper in named[1:]:
        yield from _compare(*in_order(named[0], paper))


def _compare(earlier: Paper, later: Paper) -> Iterator[At]:
    wanted, given = earlier.tree["person"], later.tree["person"]
    changed = False
    for member, former in _PARTS:
        if member not in wanted or member not in given or _key(member, wanted) == _key(member, given):
            continue
        known = _is_former(member, former, wanted, given)
        changed = changed or known
        key, severity = (f"former-{member}", WARNING) if known else (member, None)
        pointer = f"/person/{member}"
        told = at(pointer, key, expected=wanted[member], actual=given[member], severity=severity)
        yield on(later, told, (earlier, pointer))
    kinds = wanted.get("idType"), given.get("idType")
    if None not in kinds and kinds[0] != kinds[1] and not changed:
        yield on(
            later, at("/person/idType", "idType", expected=kinds[0], actual=kinds[1]), (earlier, "/person/idType")
        )


def _key(member: str, person: Person) -> str | None:
    value = person.get(member)
    if value is None:
        return None
    return names.key(value) if member.lower().endswith("name") else "".join(value.split()).upper()


def _is_former(member: str, former: str, one: Person, other: Person) -> bool:
    """Whether what one person is called or numbered is what the other once was."""
    return _key(member, one) == _key(former, other) or _key(member, other) == _key(former, one)
