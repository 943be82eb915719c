"""Money is directed to an account that the agency register does not have.

Why: an account that was changed on the way, or typed wrong, sends the money to a stranger or back.
Basis: Tianjin and Guizhou agencies compare holder, number and bank with the register before they pay; compilation
    notes (agency information). Width, kind of brackets and blanks of the holder do not count.
Bad: contactLetter.bankAccount "622200003100000009", while the register has "622200003100000001" for the destination.
Good: holder and number as in an entry valid on the day; an agency of whose accounts the register has none.
"""

from collections.abc import Iterator
from datetime import date

from validators.finding import ERROR
from validators.holders import holder_key
from validators.lookups import destination_account, on_record
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-05",
    ERROR,
    title_zh="收款账户不是机构登记的有效账户",
    why_zh="收款账户的户名、账号、行号应与机构信息登记一致且在有效期内，防止账户被改、错付。"
    "请向转入地经办机构核实；确有变更的，先更新机构信息再划款。",
    forms=("contactLetter", "fundNotice"),
    reads=(
        ("/bankAccount/holder", "/bankAccount/number", "/bankAccount/bankCode"),
        ("/payee/holder", "/payee/number", "/payee/bankCode"),
        "/issuedOn",
        "/paidOn",
        ("/destination/regionCode", "/destination/agencyCode"),
        ("/recipient/regionCode", "/recipient/agencyCode"),
        ("/transferNumber",),
        ("/applicationNumber",),
        ("/inReplyTo",),
        ("/replaces",),
        ("/documentNumber",),
    ),
    risk="资金",
    covers=("GBT-4-agencies",),
    registered=True,
    messages={
        "number": (
            "账号不在该机构登记的有效账户中；请向转入地核实，勿先划款",
            "the agency register has no valid account of this number; ask the destination before paying",
        ),
        "holder": (
            "户名与登记不符（应为“{expected}”）；请核对后更正",
            "the register has another holder (“{expected}”); check and correct it",
        ),
        "bankCode": (
            "行号与登记不符（应为 {expected}）；请核对后更正",
            "the register has another bank code ({expected}); check and correct it",
        ),
    },
)
def account_is_registered(document: Document, scene: Scene) -> Iterator[At]:
    """Look the account up by its number, then compare holder and bank code."""
    member, known = destination_account(document, scene)
    account = document.get(member, {})
    if not known or "number" not in account:
        return
    day = date.fromisoformat(document["issuedOn" if member == "bankAccount" else "paidOn"])
    entries = on_record(known, account["number"], day)
    if not entries:
        yield at(f"/{member}/number", "number", actual=account["number"])
        return
    entry, code = entries[-1], account.get("bankCode")
    if holder_key(account["holder"]) != holder_key(entry.holder):
        yield at(f"/{member}/holder", "holder", expected=entry.holder, actual=account["holder"])
    if code and entry.bank_code and code != entry.bank_code:
        yield at(f"/{member}/bankCode", "bankCode", expected=entry.bank_code, actual=code)
