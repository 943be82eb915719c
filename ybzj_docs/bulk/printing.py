"""Documents as papers, many at once: one that cannot be printed says why, and the rest goes on."""

from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ybzj_docs import catalog
from ybzj_docs.bulk.reading import Met, Refused, Unread
from ybzj_docs.bulk.tasks import Sound
from ybzj_docs.checking.reports.text import document_lines
from ybzj_docs.checking.wording import names
from ybzj_docs.codec.system import chinese
from ybzj_docs.rendering import EngineMissing, Format, MissingGlyphs, NoTemplate, PrintingError, render

if TYPE_CHECKING:
    from ybzj_docs.bulk.press import Begun

#: Papers begun and not yet fetched, for each process.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to print: the format, whether every copy, and a folder of templates that go before ours."""

    to: Format
    copies: bool = False
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a document is not printed: a word for programs, Chinese and English for people, the exit code."""

    kind: str
    zh: str
    en: str
    code: int = 1


def papers(met: Iterable[Met], wanted: Wanted, jobs: int = 1) -> Generator[tuple[Met, bytes | Why]]:
    """The paper of each document, in their order, or why it has none; memory does not grow with their number.

    One document is printed by this process, of several each by one of ``jobs`` others.
    """
    rest = iter(met)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from ((one, _here(one, wanted)) for one in first)
        return
    from ybzj_docs.bulk.press import Press  # slow to import, and one paper does not need it

    with Press(wanted, jobs) as press:
        begun: deque[tuple[Met, Begun | Why]] = deque()
        for one in chain(first, rest):
            begun.append((one, press.begin(one.tree) if isinstance(one, Sound) else refused(one)))
            if len(begun) > jobs * _AHEAD:
                yield press.fetched(*begun.popleft())
        while begun:
            yield press.fetched(*begun.popleft())


def _here(one: Met, wanted: Wanted) -> bytes | Why:
    return printed(one.tree, wanted) if isinstance(one, Sound) else refused(one)


def printed(tree: dict[str, Any], wanted: Wanted) -> bytes | Why:
    """The paper of one document that has passed structure, or why it has none."""
    form = str(tree.get("documentType", "message"))
    title = catalog.form(form).title
    if form not in catalog.DOCUMENT_TYPES:
        return Why("no-template", f"{title}暂无打印模板", f"{form}: no template yet")
    try:
        return render(tree, wanted.to, copies=wanted.copies, templates=wanted.templates)
    except NoTemplate:
        return Why("no-template", f"{title}暂无打印模板", f"{form}: no template yet")
    except MissingGlyphs as error:
        return _glyphs(form, tree, error)
    except EngineMissing as error:
        zh = "; ".join(f"{problem.what[0]}：{problem.command}" for problem in error.problems)
        en = "; ".join(f"{problem.what[1]}: {problem.command}" for problem in error.problems)
        return Why("engine", f"未打印，缺少 {zh}", f"not printed, missing {en}")
    except PrintingError as error:
        return Why("template", f"未打印，模板有误：{error}", f"not printed, the template is wrong: {error}")


def _glyphs(form: str, tree: dict[str, Any], error: MissingGlyphs) -> Why:
    places = [(char, " › ".join(names(form, tree, at)[0][1:])) for char, at in error.characters]
    told = "、".join(f"U+{ord(char):04X}（{place}）" for char, place in places)
    return Why(
        "glyphs",
        f"未打印，字体缺少字符 {told}；请核对姓名用字，或运行 ybzj doctor 查看缺少的字体",
        f"not printed, no font has {told}; check the characters, or see ybzj doctor",
    )


def refused(one: Refused | Unread) -> Why:
    """Why what was met is no document that could be printed."""
    if isinstance(one, Unread):
        return Why(
            "unread", f"不能读取 {one.path}：{chinese(one.reason)}", f"cannot read {one.path}: {one.reason}", 3
        )
    zh, en = ("\n".join(document_lines(one.result, lang)) for lang in ("zh", "en"))
    unreadable = any(told.rule.startswith("IO-") for told in one.result.findings)
    return Why("structure", zh, en, 3 if unreadable else 1)
