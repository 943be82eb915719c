"""The page of a profile: everything that it says, what it does not say, and lines that fit on paper."""

from datetime import date
from unicodedata import east_asian_width

import pytest

from validators.profile import FIGURES, SCOPES, STAGES, STARTS, STEPS, Figure, Override, Profile, Step
from ybzj_docs import knowledge
from ybzj_docs.derive import profile_words
from ybzj_docs.derive.profile_page import page


def columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", knowledge.profiles())
def test_page_tells_every_figure_with_its_source(name, language):
    profile = knowledge.profile(name)
    text = page(profile, language)
    joined = "".join(line.strip() for line in text.splitlines())
    said = [*profile.steps.values(), *profile.figures.values(), *profile.situations]
    for one in said:
        assert "".join(one.source.split(" ")) in joined.replace(" ", "")
    for step in profile.steps.values():
        assert not step.days or f"{step.days} " in text
    if language == "en":
        assert not set("办理时限申请") & set(text.split("5. Changed")[0].split("Sources")[0]), "Chinese words"


@pytest.mark.parametrize("name", knowledge.profiles())
def test_lines_fit_on_paper_and_begin_with_no_closing_mark(name):
    for line in page(knowledge.profile(name)).splitlines():
        assert columns(line) <= 80, line
        assert not line.strip().startswith(tuple("、，。；：）》")), line


def test_what_no_source_says_is_told():
    text = page(Profile(id="x", steps={"form": Step(None, "acceptance")}))
    assert text.count("来源未给出天数，不计时") == len(STEPS)
    assert "服务热线：来源未列明" in text


def test_overrides_and_values_are_told():
    overrides = (
        Override("PD-02", "off", "本地系统折算", "/periods/*/months", date(2026, 12, 31)),
        Override("EL-07", "info", "说明"),
    )
    figures = {"pauses": Figure(["supplement", "holiday"]), "e_seal": Figure(False)}
    text = page(Profile(id="x", overrides=overrides, figures=figures))
    assert "PD-02 /periods/*/months → off: 本地系统折算 (至 2026-12-31)" in text
    assert "EL-07 → info: 说明" in text
    assert "停表情形：补正、holiday" in text
    assert "信息表须有电子签章：否" in text


def test_there_are_words_for_all_that_a_profile_may_say():
    words = (
        profile_words.STEPS,
        profile_words.STARTS,
        profile_words.STAGES,
        profile_words.FIGURES,
        profile_words.SCOPES,
    )
    for known, said in zip((STEPS, STARTS, STAGES, FIGURES, SCOPES), words, strict=True):
        assert set(known) == set(said)
