"""The amount in words is another than the amount, or cannot be read.

Why: on paper the words decide; where both differ the bank sends the money back.
Basis: 支付结算办法 (1997), annex 1: capital numerals; read is every well-formed spelling of the value.
Bad: balance "1409.50" with balanceInWords "人民币壹仟肆佰玖拾元伍角".
Good: "人民币壹仟肆佰零玖元伍角", also without 人民币, with 圆, or with 整 at the end.
"""

from collections.abc import Iterator

from validators import money
from validators.finding import ERROR
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "FD-01",
    ERROR,
    title_zh="大写金额与小写金额不一致",
    why_zh="依据《支付结算办法》附一：大写与小写必须一致，否则银行退票。请按小写金额重新填写大写。",
    reads=(("/account/balance", "/account/balanceInWords"), ("/amount", "/amountInWords")),
    risk="资金",
    covers=("PAYMENT-1",),
    messages={
        "differs": (
            "大写金额与小写金额不一致；请核对两者，按小写金额大写应为“{expected}”",
            "words and figures are two amounts; check both, the figures in words are “{expected}”",
        ),
        "unreadable": (
            "大写金额写法不规范，读不出数额；应为“{expected}”",
            "the amount in words is not well formed and cannot be read; write “{expected}”",
        ),
    },
)
def words_say_the_amount(document: Document, _scene: Scene) -> Iterator[At]:
    """Read the words of each amount that has them."""
    account = document.get("account", {})
    if "balanceInWords" in account:
        yield from _judge("/account/balanceInWords", account["balanceInWords"], account["balance"])
    if "amountInWords" in document:
        yield from _judge("/amountInWords", document["amountInWords"], document["amount"])


def _judge(pointer: str, words: str, amount: str) -> Iterator[At]:
    cents = money.cents(amount)
    right = money.in_words(cents)
    if words == right:
        return
    read = money.read_words(words)
    if read != cents:
        key = "unreadable" if read is None else "differs"
        yield at(pointer, key, expected=right, actual=words)
