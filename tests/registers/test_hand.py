"""Who acts: one person by one name, however it is typed."""

from datetime import UTC, datetime

import pytest

from ybzj_docs.registers import Hand

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三", "张三"),
        (" 张 三\u3000", "张三"),
        ("张\u200b三", "张三"),
        ("Li Wei", "li wei"),
        ("ＬＩ\u3000 ｗｅｉ", "li wei"),
        ("li\t\nwei\u00a0", "li wei"),
        ("A 张", "a张"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("-", "-"),
    ],
)
def test_a_name_is_one_however_it_is_typed(typed: str, kept: str) -> None:
    assert Hand(typed, NOW).actor == Hand(kept, NOW).actor == kept
