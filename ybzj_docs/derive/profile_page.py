"""A profile as a page for the counter wall: how long each step takes, what is needed, where to ask, on what basis."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from validators.profile import Figure, Override, Profile, Situation, Step
from ybzj_docs import catalog
from ybzj_docs.derive.profile_words import FIGURES, PAUSES, SCOPES, STAGES, STARTS, STEPS, WORDS

_WIDTH = 80  # columns of a printed page; a Han character takes two
_CLOSING = "、，。；：）》〕"  # never at the beginning of a line


def page(profile: Profile, language: str = "zh") -> str:
    """The page in Chinese (``zh``) or English (``en``; sources stay as they are), lines of 80 columns at most.

    Where the sources give no figure it says so. Sources are numbered and stand at the end.
    """
    return "".join(f"{line}\n" for text in _Page(profile, language).lines() for line in _wrapped(text))


class _Page:
    """The lines of one page, and the sources named so far."""

    def __init__(self, profile: Profile, language: str) -> None:
        self._profile = profile
        self._zh = language == "zh"
        self._colon = "：" if self._zh else ": "
        self._sources: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        profile = self._profile
        yield from (self._word("heading"), "=" * _WIDTH, profile.title if self._zh else profile.title_en, "")
        yield f"{self._word('id')}{profile.id}"
        yield f"{self._word('valid')}{_day(profile.valid_from)} – {_day(profile.valid_to)}"
        if profile.scope:
            yield f"{self._word('scope')}{self._say(SCOPES[profile.scope])}"
        if profile.replaced_by:
            yield f"{self._word('replaced')}{self._list(profile.replaced_by)}"
        yield from self._part("steps", (self._step(name) for name in STEPS))
        yield from self._part("needed", (line for each in profile.situations for line in self._situation(each)))
        yield from self._part("demands", self._demands())
        yield from self._part("ask", (self._figure("hotline", profile.figures.get("hotline")),))
        changed = [f"{code} → {said.severity}: {said.reason}" for code, said in sorted(profile.severities.items())]
        if changed or profile.overrides:
            yield from self._part("changed", (*changed, *map(self._override, profile.overrides)))
        yield from self._part("sources", (profile.source, *(f"[{n}] {text}" for text, n in self._sources.items())))

    def _part(self, name: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
        yield from ("", self._word(name), "-" * _WIDTH)
        yield from (f"  {line}" for line in lines)

    def _step(self, name: str) -> str:
        step = self._profile.steps.get(name)
        title = f"{self._say(STEPS[name])}{self._colon}"
        if step is None or step.days is None:
            return f"{title}{self._word('not measured')}"
        allowed = self._word("days" if step.days else "at once").format(step.days, self._say(STARTS[step.starts]))
        return f"{title}{allowed}{self._mark(step)}"

    def _demands(self) -> Iterator[str]:
        """What is said, one line each, then together what is not."""
        said = {name: self._profile.figures.get(name) for name in FIGURES if name != "hotline"}
        yield from (self._figure(name, figure) for name, figure in said.items() if figure)
        yield f"{self._word('not said')}{self._list(self._say(FIGURES[name]) for name in said if not said[name])}"

    def _figure(self, name: str, figure: Figure | None) -> str:
        value = f"{self._value(figure)}{self._mark(figure)}" if figure else self._word("not told")
        return f"{self._say(FIGURES[name])}{self._colon}{value}"

    def _value(self, figure: Figure) -> str:
        if isinstance(figure.value, bool):
            return self._word("yes" if figure.value else "no")
        if isinstance(figure.value, list):
            return self._list(self._say(PAUSES.get(each, (each, each))) for each in figure.value)
        return str(figure.value)

    def _situation(self, situation: Situation) -> Iterator[str]:
        title = situation.title if self._zh else situation.title_en or situation.title
        brought = situation.bring if self._zh else situation.bring_en or situation.bring
        yield f"{title}{self._number(situation.source)}"
        yield f"  · {self._word('bring')}{self._list(brought) or self._word('not told')}"
        for stage, documents in situation.documents.items():
            yield f"  · {self._say(STAGES[stage])}{self._colon}{self._list(map(self._document, documents))}"

    def _document(self, name: str) -> str:
        form = catalog.form(name)
        return f"{form.title}（{form.settings['issued_by']}）" if self._zh else str(form.settings["title_en"])

    def _override(self, override: Override) -> str:
        place = f" {override.pointer}" if override.pointer is not None else ""
        until = f" ({self._word('until')} {override.until})" if override.until else ""
        return f"{override.rule}{place} → {override.action}: {override.reason}{until}"

    def _mark(self, said: Step | Figure) -> str:
        doubt = self._word("unconfirmed") if said.unconfirmed else ""
        return f"{self._number(said.source)}{doubt}"

    def _number(self, source: str) -> str:
        """The number of a source, in brackets."""
        return f" [{self._sources.setdefault(source, len(self._sources) + 1)}]" if source else ""

    def _list(self, words: Iterable[str]) -> str:
        return ("、" if self._zh else ", ").join(words)

    def _word(self, name: str) -> str:
        return self._say(WORDS[name])

    def _say(self, words: tuple[str, str]) -> str:
        return words[0] if self._zh else words[1]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


def _wrapped(text: str) -> Iterator[str]:
    """``text`` in lines of at most 80 columns, the later ones indented; a word of Latin letters stays whole."""
    indent = " " * (len(text) - len(text.lstrip()) + 4)
    line = ""
    for piece in _pieces(text):
        if line.strip() and _columns(line + piece.rstrip()) > _WIDTH:
            yield line.rstrip()
            line = indent + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What a line may be broken between: wide characters with the mark that closes them, others up to a blank."""
    piece = ""
    for char in text:
        wide = _columns(char) == 2
        closes = char in _CLOSING and piece != ""
        if piece and not closes and (wide or _columns(piece[-1]) == 2 or (piece.endswith(" ") and char != " ")):
            yield piece
            piece = ""
        piece += char
    yield piece


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
