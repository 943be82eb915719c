"""``docs/transfer.md``: the table as a page for people, generated."""

from collections.abc import Iterable, Mapping

from ybzj_docs import catalog
from ybzj_docs.transfer import diagram, states
from ybzj_docs.transfer.states import Step
from ybzj_docs.transfer.words import actor_words, side_words, verb_words

_HEAD = """# 转移接续：状态与步骤 / The transfer: states and steps

由 `ybzj_docs/transfer/states.py` 生成，请勿手改；重新生成：`ybzj dev sync`。
Generated from the one table in `ybzj_docs/transfer/states.py`; do not edit, run `ybzj dev sync`.

每一步是一个命令 `ybzj transfer VERB`。“本方办理”一列的机构自己出具单据，“登记来件”一列的机构用 `--document` 登记对方的
单据；两方各有自己的登记库。关系和资金两条线分开走、分开计时；都了结，案件才关闭。

划款或计入以后信息表又有新版（欠费补缴 `settle`、更正 `correct`，办结前后都可以）的，差额另行划转或退回：应转的多了，资金
重新回到 `pending`，`notify` 只通知差额；少了，状态不变，转入地 `return` 多出的部分。差额清零以前案件不关闭，转入地不能办结。
尚未划款的通知可以更正；已划、已计入、已退、已付的单据，金额不能更正。`ybzj transfer show` 的 `money` 列出应转、已转、已付
本人和余数。
Where the form is renewed after the payment, the difference is paid (funds `pending` again, `notify` says the difference)
or returned (`return` of the surplus); until then the record stays open. Papers of money that has moved keep their amount.

![状态图](transfer.svg)
"""
_COLUMNS = ("步骤 verb", "由谁办", "本方办理", "登记来件", "从", "到", "单据", "时钟", "原因码", "另须")


def page() -> str:
    """The page."""
    lines = [_HEAD]
    for track, title in (("relationship", "关系 relationship"), ("funds", "资金 funds")):
        lines += [f"\n## {title}\n", _row(_COLUMNS), _row("---" for _ in _COLUMNS)]
        lines += [_row(_cells(step)) for step in states.STEPS if step.track == track]
    return "\n".join([*lines, "\n## 文字图 as text\n", "```", diagram.text().rstrip(), "```"]) + "\n"


def pages() -> Mapping[str, bytes]:
    """The generated files by their paths in a checkout."""
    return {"docs/transfer.md": page().encode(), "docs/transfer.svg": diagram.svg().encode()}


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(step: Step) -> tuple[str, ...]:
    reasons = [f"{outcome} {_codes(codes)}".strip() for outcome, codes in step.reasons.items()]
    early = "".join(f"；{edition} 版还有 {_statuses(more)}" for edition, more in step.early.items())
    return (
        f"`{step.verb}` {verb_words(step.verb)[0]}",
        actor_words(step.who)[0],
        "、".join(side_words(side)[0] for side in step.made_at) or "—",
        "、".join(side_words(side)[0] for side in step.told_at) or "—",
        (_statuses(step.sources) or "（新案）") + early + ("；或新案" if step.sources and step.begins else ""),
        _target(step),
        "、".join(catalog.form(form).title for form in step.papers) or "—",
        _clock(step) or "—",
        "；".join(reasons) or "—",
        _more(step) or "—",
    )


def _codes(codes: tuple[str, ...]) -> str:
    """Reason codes, the long run of them shortened."""
    return "、".join(codes).replace("、".join(states.REFUSING[:-1]), f"{states.REFUSING[0]} 至 {states.REFUSING[-2]}")


def _statuses(names: frozenset[str]) -> str:
    if names == states.ANY:
        return "任何状态"
    if names == states.RUNNING:
        return "办结前"
    return "、".join(f"`{name}`" for name in sorted(names))


def _target(step: Step) -> str:
    if step.outcomes:
        return "；".join(f"{outcome} → {f'`{to}`' if to else '不变'}" for outcome, to in step.outcomes.items())
    return {"": "不变", "<": "原状态"}.get(step.to, f"`{step.to}`")


def _clock(step: Step) -> str:
    told = [f"起 {name}" for name in step.starts] + [f"止 {name}" for name in step.ends]
    return "、".join(told + ["停表"] * step.pauses + ["续表"] * step.resumes)


def _more(step: Step) -> str:
    told = [f"与{verb_words(verb)[0]}不为同一人" for verb in step.second]
    if step.other is not None:
        told.append("另一条线为 " + _statuses(step.other))
    return "；".join(told + ["须写明文字"] * step.needs_text)
