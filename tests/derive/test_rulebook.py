"""The rule book tells every rule, in both languages."""

import pytest

from validators.rule import rules
from ybzj_docs.derive.rulebook import page, rulebook


def test_rule_book_has_every_rule() -> None:
    text = rulebook()
    for code, rule in rules().items():
        assert f"\n## {code}\n" in text
        assert rule.title_zh in text
        assert rule.why_zh in text


@pytest.mark.parametrize("code", rules())
def test_page_has_every_part(code: str) -> None:
    rule = rules()[code]
    chinese, english = page(rule), page(rule, "en")
    for part in ("Why", "Basis", "Bad", "Good"):
        assert f"{part}：" in chinese
        assert f"- {part}: " in english
    for zh, en in rule.messages.values():
        assert zh in chinese
        assert en in english
        assert zh not in english
