"""What a verb needs, told out of the table: the page of ``--help``."""

from collections.abc import Iterator

from ybzj_docs import catalog
from ybzj_docs.transfer import states
from ybzj_docs.transfer.states import Step
from ybzj_docs.transfer.words import actor_words, side_words, verb_words

#: What a draft must say beside what the store knows.
_SAY = {
    "apply": "person、origin、destination、originInsuranceType、hasEmployer（employer）",
    "receive": "bankReference、amount",
    "supplement": "dueOn、items [{title}]（items 或改用 --text / or --text instead of items）",
    "correct": "concerns、items（更正函 correctionLetter）；答复更正函时改为更正后的单据 / or, in answer to one, the new version",
}


def needs(verb: str) -> str:
    """The paragraphs of a verb's help, Chinese with English."""
    return "\n\n".join("\b\n" + "\n".join(_lines(step)) for step in states.rows(verb))


def _lines(step: Step) -> Iterator[str]:
    who = actor_words(step.who)
    yield f"由谁办 / by：{who[0]} / {who[1]}"
    titles = "、".join(f"{catalog.form(form).title} {form}" for form in step.papers)
    if step.made_at:
        yield f"本方办理 / made at：{_sides(step.made_at)}"
        yield f"  所出单据 / makes：{titles or '—'}"
        if step.takes != "nothing":
            must = "须 / must" if step.takes == "must" else "可 / may"
            yield f"  --document 草稿 / a draft：{must}"
        if step.verb in _SAY:
            yield f"  草稿须写明 / it says：{_SAY[step.verb]}"
    if step.told_at:
        yield f"登记来件 / records what came in：{_sides(step.told_at)}，--document {titles}"
    if step.outcomes:
        yield f"--outcome：{'、'.join(step.outcomes)}"
    for outcome, codes in step.reasons.items():
        yield f"--reason{' ' + outcome if outcome else ''}：{'、'.join(codes)}"
    if step.needs_text:
        yield "--text：须 / must"
    if step.second:
        verbs = "、".join(verb_words(one)[0] for one in step.second)
        yield f"--actor：不得与“{verbs}”为同一人 / another person than did {', '.join(step.second)}"
    yield f"状态 / from：{_from(step)}"


def _sides(sides: tuple[states.Side, ...]) -> str:
    return "、".join(" ".join(side_words(side)) for side in sides)


def _from(step: Step) -> str:
    if step.sources == states.ANY:
        return "任何 / any"
    lists = {"relationship": "relationshipStatus", "funds": "fundStatus"}
    titles = catalog.codelist(lists[step.track]).titles
    told = [f"{titles.get(name, name)} {name}" for name in sorted(step.sources)]
    told += [f"{titles.get(name, name)} {name}（{year}）" for year in step.early for name in sorted(step.early[year])]
    return "、".join(told + ["新案 / a new record"] * bool(step.begins))
