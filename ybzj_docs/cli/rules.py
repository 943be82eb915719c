"""``ybzj rules``: the audit rules."""

import click

from validators.rule import rules as all_rules
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


@click.group(cls=Group)
def rules() -> None:
    """审核规则 / the audit rules"""


@rules.command("list")
def list_rules() -> None:
    """列出全部规则 / list every rule"""
    words = {"error": say("错误", "error"), "warning": say("警告", "warning"), "info": say("提示", "info")}
    heads = (say("规则", "rule"), say("级别", "severity"), say("风险", "risk"), say("内容", "title"))
    emit(
        table([heads, *((r.code, words[r.severity], r.risk, say(r.title_zh, r.title)) for r in all_rules().values())])
    )


@rules.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """解释一条规则：为什么、依据、正反例 / explain a rule"""
    known = all_rules()
    if code.upper() not in known:
        names = "、".join(known)
        raise Refusal(2, f"没有规则 {code}；可用：{names}", f"no rule {code}; known: {', '.join(known)}")
    from ybzj_docs.derive.rulebook import page

    emit(page(known[code.upper()], say("zh", "en")))
