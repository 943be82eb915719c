"""The credit code of the employer is wrong.

Why: a contribution is booked to the employer that the code names.
Basis: GB 32100-2015 (form and check character). Real codes with a wrong check character exist, so it is a warning.
Bad: creditCode "91350100M000100Y44": the check character must be 3.
Good: creditCode "91350100M000100Y43".
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.numbers import credit_code
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AG-02",
    WARNING,
    title_zh="统一社会信用代码有误",
    why_zh="依据 GB 32100：18 位，末位为校验码。写错会把缴费记到别的单位；确有校验码不合规则的真实代码，故仅提示。"
    "请对照营业执照核对。",
    forms=("application",),
    reads=("/employer/creditCode",),
    risk="信息",
    covers=("GB32100",),
    messages={
        "": (
            "统一社会信用代码的位数、字符或校验码不正确；请对照营业执照核对",
            "length, characters or check character of the credit code are wrong; check it against the licence",
        )
    },
)
def credit_code_is_right(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge the code, where it is given."""
    code = document.get("employer", {}).get("creditCode")
    if code is not None and not credit_code.is_valid(code):
        yield at("/employer/creditCode", actual=code)
