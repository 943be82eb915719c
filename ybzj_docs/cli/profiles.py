"""``ybzj profiles``: the regulations as data."""

from collections.abc import Iterator
from datetime import date

import click

from validators.profile import Figure, Profile, Step
from ybzj_docs import catalog, knowledge
from ybzj_docs.cli.frame import Group, Refusal, say
from ybzj_docs.cli.output import emit, table


def load_profile(name: str) -> Profile:
    """The profile ``name``, one of ours or a file.

    Raises:
        Refusal: there is none, or it is not well-formed.
    """
    try:
        return knowledge.profile(name)
    except catalog.UnknownName as error:
        known = "、".join(error.known)
        raise Refusal(
            2, f"没有办法 {name}；可用：{known}，或一个 TOML 文件", f"no profile {name}; known: {known}"
        ) from None
    except ValueError as error:
        raise Refusal(2, f"办法文件有误：{error}", f"the profile is not well-formed: {error}") from None


@click.group(cls=Group)
def profiles() -> None:
    """各时期办法 / the regulations as profiles"""


@profiles.command("list")
def list_profiles() -> None:
    """列出内置的办法 / list the profiles"""
    found = [knowledge.profile(name) for name in knowledge.profiles()]
    heads = (say("办法", "profile"), say("自", "from"), say("至", "to"), say("名称", "title"))
    rows = [(p.id, _day(p.valid_from), _day(p.valid_to), say(p.title, p.title_en)) for p in found]
    emit(table([heads, *rows]))


@profiles.command()
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """列出一个办法的时限、要求和来源 / print a profile with its sources"""
    emit("".join(f"{line}\n" for line in _page(load_profile(name))))


def _page(profile: Profile) -> Iterator[str]:
    yield f"{profile.id}  {say(profile.title, profile.title_en)}"
    yield f"{say('有效期', 'valid')}: {_day(profile.valid_from)} – {_day(profile.valid_to)}"
    if profile.replaced_by:
        yield f"{say('由其替代', 'replaced by')}: {"、".join(profile.replaced_by)}"
    yield f"{say('来源', 'source')}: {profile.source}"
    yield f"\n{say('办理时限', 'time limits')}:"
    for name, words in _STEPS.items():
        yield f"  {say(*words)}: {_step(profile.steps.get(name))}"
    yield f"\n{say('要求', 'demands')}:"
    for name, words in _FIGURES.items():
        yield f"  {say(*words)}: {_figure(profile.figures.get(name))}"
    if profile.severities:
        yield f"\n{say('规则级别的改动', 'changed severities')}:"
        for code, change in sorted(profile.severities.items()):
            yield f"  {code} → {change.severity}: {change.reason}"
    for situation in profile.situations:
        yield f"\n{situation.title}（{situation.source}）"
        for stage, documents in situation.documents.items():
            yield f"  {stage}: {'、'.join(catalog.form(document).title for document in documents)}"


def _step(step: Step | None) -> str:
    if step is None or step.days is None:
        return say("来源未给出天数，不计时", "no source gives the days: not measured")
    start = say(*_STARTS[step.starts])
    return say(f"{step.days} 个工作日，自{start}起", f"{step.days} working days from {start}") + _mark(step)


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return say("来源未说明，不作要求", "no source says so: not demanded")
    value = figure.value
    if isinstance(value, bool):
        value = say("是", "yes") if value else say("否", "no")
    elif isinstance(value, list):
        value = "、".join(map(str, value))
    return f"{value}{_mark(figure)}"


def _mark(said: Step | Figure) -> str:
    doubt = say("，未证实", ", unconfirmed") if said.unconfirmed else ""
    return f"（{said.source}{doubt}）" if said.source or doubt else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


_STEPS = {
    "letter": ("受理至发联系函", "acceptance to contact letter"),
    "form": ("转出办结（寄出信息表）", "information form"),
    "completion": ("转入办结", "completion"),
    "total": ("全程", "in all"),
    "funds-out": ("资金划出", "payment"),
    "funds-in": ("资金计入", "crediting"),
}
_STARTS = {
    "acceptance": ("受理", "acceptance"),
    "letter": ("收到联系函", "receipt of the letter"),
    "form": ("收到信息表", "receipt of the form"),
    "form-and-funds": ("收到信息表和资金", "receipt of form and money"),
    "funds": ("资金到账", "receipt of the money"),
    "match": ("资金匹配", "matching"),
}
_FIGURES = {
    "funds_apart": ("资金另行计时", "money has a clock of its own"),
    "paper_certificate": ("须有纸质凭证", "paper certificate"),
    "e_seal": ("信息表须有电子签章", "electronic seal on the form"),
    "certificate_months": ("凭证有效月数", "months of validity of the certificate"),
    "registration_months": ("无单位者登记期限（月）", "months to register without employer"),
    "arrears_block": ("欠费阻断转移", "arrears block"),
    "retirees_excluded": ("不含退休人员", "retirees excluded"),
    "credit_before_funds": ("资金到账前可先计入", "credit before the money"),
    "break_max_months": ("可补缴的中断月数", "months of break that may be paid later"),
    "waiting_max_months": ("等待期上限（月）", "longest waiting, months"),
    "switch_min_months": ("切换险种须连续参保月数", "months needed before switching schemes"),
    "pauses": ("停表情形", "what stops the clock"),
}
