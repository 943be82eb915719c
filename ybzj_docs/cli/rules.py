"""``ybzj rules``: the audit rules."""

import json
from typing import Any

import click

from validators.rule import rules as all_rules
from ybzj_docs.checking.wording import layer_messages
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


@click.group(cls=Group)
def rules() -> None:
    """审核规则 / the audit rules"""


_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@rules.command("list")
@_FORMAT
def list_rules(form: str) -> None:
    """列出全部规则 / list every rule"""
    if form == "json":
        from ybzj_docs.derive.catalogue import catalogue

        emit(_json(catalogue()))
        return
    words = {"error": say("错误", "error"), "warning": say("警告", "warning"), "info": say("提示", "info")}
    heads = (say("规则", "rule"), say("级别", "severity"), say("风险", "risk"), say("内容", "title"))
    emit(
        table(
            [
                heads,
                *(
                    (r.code, "–" if r.skips else words[r.severity], r.risk, say(r.title_zh, r.title))
                    for r in all_rules().values()
                ),
            ]
        )
    )


@rules.command()
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """解释一条规则：为什么、依据、正反例 / explain a rule"""
    known, layer = all_rules(), layer_messages(code.upper())
    if layer:
        texts = dict.fromkeys(say(*texts).replace("{{", "{").replace("}}", "}") for texts in layer.values())
        emit("".join([f"{code.upper()}\n", *(f"- {text}\n" for text in texts)]))
        return
    if code.upper() not in known:
        names = "、".join(known)
        raise Refusal(2, f"没有规则 {code}；可用：{names}", f"no rule {code}; known: {', '.join(known)}")
    from ybzj_docs.derive.rulebook import page

    emit(page(known[code.upper()], say("zh", "en")))


@rules.command()
@_FORMAT
def coverage(form: str) -> None:
    """标准各章和法规条文由哪些规则、用例、单据覆盖 / clauses, and the rules, cases and documents of each"""
    from ybzj_docs.derive.coverage import as_data, as_text

    emit(_json(as_data()) if form == "json" else as_text(say("zh", "en")))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
