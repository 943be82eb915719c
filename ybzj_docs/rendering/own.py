"""Templates that an agency brings: what in them is unknown, forbidden or forgotten, said before anything is printed.

Each template is filled with the examples of its form. A name that the form does not have is told with the nearest
that it has; a member that is printed nowhere, though ours prints it, is told as forgotten. Templates run in a sandbox:
they reach no Python, no file outside their folders, and a DOCX among them may bear no macros and nothing that fetches.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from ybzj_docs import catalog, resources
from ybzj_docs.rendering import shape, templates, values, view
from ybzj_docs.rendering.errors import TemplateWrong

Kind = Literal["nowhere", "unknown", "forbidden", "syntax", "failed"]
_PAGES = ("page.html", "page.docx")
_MARK = re.compile(rf'<{values.MARK} data-pointers="([^"]*)">|</{values.MARK}>')
#: What a template may do wrong while it is filled.
_FAILURES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
#: Fields of Word that fetch or run something.
_FIELDS = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|MACROBUTTON|DATABASE)\b")
_ACTIVE = re.compile(r"vbaProject|/embeddings/|/activeX/|\.bin\Z", re.I)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in the template ``file`` (below its folder); ``near`` are names that may be meant."""

    file: str
    line: int | None
    kind: Kind
    what: str
    near: tuple[str, ...] = ()

    def text(self, lang: str = "zh") -> str:
        """The fault as a sentence."""
        zh, en = _WORDS[self.kind]
        place = self.file + (f":{self.line}" if self.line else "")
        if lang == "en":
            asked = f"; did you mean {', '.join(self.near)}?" if self.near else ""
            return f"{place}: {en.format(what=self.what)}{asked}"
        asked = f"；是否应为 {'、'.join(self.near)}？" if self.near else ""
        return f"{place}：{zh.format(what=self.what)}{asked}"


_WORDS: Mapping[Kind, tuple[str, str]] = {
    "nowhere": (
        "文件夹中没有可用的模板，模板须如此存放：{what}",
        "no template stands where it is looked for: {what}",
    ),
    "unknown": ("没有字段 {what}", "no field {what}"),
    "forbidden": ("不允许：{what}", "not allowed: {what}"),
    "syntax": ("写法有误：{what}", "not well-formed: {what}"),
    "failed": ("填写时出错：{what}", "it fails when it is filled: {what}"),
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A member that the template ``file`` never prints, and ours does."""

    file: str
    pointer: str
    title: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a folder of templates."""

    faults: tuple[Fault, ...]
    forgotten: tuple[Forgotten, ...]


def check(folder: Path) -> Checked:
    """Look through the templates in ``folder``, laid out as ours is.

    Raises:
        OSError: it cannot be read.
    """
    faults = [*_links(folder), *_nothing(folder)]
    forgotten: list[Forgotten] = []
    shared = any((folder / "_base").glob("*.html"))  # what pages of ours take from it too
    broken = bool(faults)
    for form in catalog.DOCUMENT_TYPES:
        for page in _PAGES:
            if not broken and ((folder / form / page).is_file() or (shared and page == "page.html")):
                found = _Filling(folder, form, page)
                faults += found.faults
                forgotten += found.forgotten()
    return Checked(tuple(dict.fromkeys(faults)), tuple(forgotten))


@contextmanager
def told() -> Iterator[None]:
    """Within it, what a template does wrong while it is filled is told as such.

    Raises:
        TemplateWrong: it did.
    """
    try:
        yield
    except catalog.UnknownName:
        raise
    except _FAILURES as error:
        line = getattr(error, "lineno", None)
        where = (getattr(error, "name", None) or "page") + (f":{line}" if line else "")
        raise TemplateWrong(f"{where}: {type(error).__name__}: {error}") from error


def _links(folder: Path) -> Iterator[Fault]:
    """Files that lie elsewhere: a template may not bring in what is not in its folder."""
    home = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if not path.resolve().is_relative_to(home):
            yield Fault(
                path.relative_to(folder).as_posix(), None, "forbidden", "指向文件夹之外 / leads out of the folder"
            )


def _nothing(folder: Path) -> Iterator[Fault]:
    """A folder in which no file stands where we look for one: it would be passed over in silence."""
    names = {f"{form}/{name}" for form in catalog.DOCUMENT_TYPES for name in (*_PAGES, "style.css")}
    ours = resources.path("templates")
    names |= {path.relative_to(ours).as_posix() for path in (ours / "_base").iterdir()}
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if any(path.relative_to(folder).as_posix() in names for path in files):
        return
    first = next((path.relative_to(folder).as_posix() for path in files), ".")
    near = dict.fromkeys(f"{path.stem}/page{path.suffix}" for path in files if path.stem in catalog.DOCUMENT_TYPES)
    yield Fault(
        first, None, "nowhere", "certificate/page.html、certificate/page.docx、_base/print.css", tuple(near)[:3]
    )


class _Filling:
    """One template, filled with the examples of its form."""

    def __init__(self, folder: Path, form: str, page: str) -> None:
        self._folder, self._form, self._page = folder, form, page
        self._file = f"{form}/{page}"
        self._paths: dict[int, str] = {}
        self._printed: set[str] = set()
        self.faults: list[Fault] = []
        if page.endswith(".docx"):
            self.faults += _active(folder / self._file, self._file)
        for document in _examples(form) if not self.faults else ():
            self._fill(view.build(document, copies=True))

    def forgotten(self) -> Iterator[Forgotten]:
        """Members that were printed nowhere; nothing is told of a template that is wrong."""
        unprinted = tuple(catalog.form(self._form).settings.get("not_printed", ()))
        for pointer, leaf in shape.leaves(shape.of(self._form)) if not self.faults else ():
            below = any(pointer == place or pointer.startswith(f"{place}/") for place in unprinted)
            if not below and pointer not in self._printed:
                yield Forgotten(self._file, pointer, leaf.title)

    def _fill(self, context: dict[str, Any]) -> None:
        self._paths = dict(_paths(context["doc"], "doc")) | {id(context["paper"]): "paper"}
        environment = self._environment()
        try:
            with values.marked():
                if self._page.endswith(".docx"):
                    from docxtpl import DocxTemplate

                    DocxTemplate(str(self._folder / self._file)).render(context, environment, autoescape=True)
                else:
                    environment.get_template(self._file).render(context, css="")
        except TemplateSyntaxError as error:
            self.faults.append(Fault(error.name or self._file, error.lineno, "syntax", str(error.message)))
        except SecurityError as error:
            self.faults.append(Fault(self._file, None, "forbidden", str(error)))
        except _FAILURES as error:
            self.faults.append(Fault(self._file, None, "failed", f"{type(error).__name__}: {error}"))

    def _environment(self) -> SandboxedEnvironment:
        filling = self

        class Unknown(ChainableUndefined):
            """A name that is not there: told where it is used, and the template goes on."""

            def _told(self) -> None:
                if self._undefined_exception is SecurityError:
                    raise SecurityError(self._undefined_message)
                filling.unknown(self._undefined_obj, str(self._undefined_name))

            def __getattr__(self, name: str) -> Any:
                if name.startswith("__"):
                    raise AttributeError(name)
                self._told()
                return self

            def __str__(self) -> str:
                self._told()
                return ""

            def __html__(self) -> str:
                return str(self)

            def __iter__(self) -> Iterator[Any]:
                self._told()
                return iter(())

            def __bool__(self) -> bool:
                self._told()
                return False

        return templates.environment(self._folder).overlay(undefined=Unknown, finalize=self._record)

    def _record(self, value: Any) -> Markup:
        written = str(escape(value))
        for found in _MARK.finditer(written):
            for pointer in (found[1] or "").split():
                self._printed.add("/".join("*" if token.isdecimal() else token for token in pointer.split("/")))
        return Markup(_MARK.sub("", written))

    def unknown(self, holder: object, name: str) -> None:
        """A name that ``holder`` (a group of the document, or nothing) does not have."""
        file, line = _place()
        path = self._paths.get(id(holder))
        what = f"{path}.{name}" if path else name
        self.faults.append(Fault(file or self._file, line, "unknown", what, self._near(path, name)))

    def _near(self, path: str | None, name: str) -> tuple[str, ...]:
        """Where else the form has this name; names of the same group written alike, or else those of any group."""
        dotted = [
            "doc" + pointer.replace("/*", "[]").replace("/", ".") for pointer, _ in shape.leaves(shape.of(self._form))
        ]
        if path == "paper":
            dotted = [f"paper.{member}" for member in vars(view.build(_examples(self._form)[0])["paper"])]
        own = {
            one[len(path) + 1 :].split(".")[0].removesuffix("[]")
            for one in dotted
            if path and one.startswith(f"{path}.")
        }
        alike = [f"{path}.{one}" for one in get_close_matches(name, own, n=3, cutoff=0.6)]
        last = {one.rpartition(".")[2] for one in dotted}
        wanted = {name} if name in last else set() if alike else set(get_close_matches(name, last, n=2, cutoff=0.7))
        elsewhere = [one for one in dotted if one.rpartition(".")[2] in wanted]
        return tuple(dict.fromkeys([*elsewhere, *alike]))[:3]


def _examples(form: str) -> list[dict[str, Any]]:
    """Documents that together show every member, and every way in which ours shows it."""
    folder = catalog.form(form).folder / "examples" / "valid"
    full, minimal = (json.loads((folder / f"{name}.json").read_bytes()) for name in ("full", "minimal"))
    person = full.get("person")
    foreign = full | ({"person": person | {"idType": "08"}} if person else {})
    return [full, minimal, foreign]


def _paths(node: view.Node, path: str) -> Iterator[tuple[int, str]]:
    """How templates reach each group: ``doc.person``, an entry of a list as ``doc.periods[]``."""
    yield id(node), path
    for name, member in vars(node).items():
        entries = member if isinstance(member, list) else [member]
        for entry in entries:
            if isinstance(entry, view.Node):
                yield from _paths(entry, f"{path}.{name}" + ("[]" if isinstance(member, list) else ""))


def _place() -> tuple[str | None, int | None]:
    """The template, and its line, that is being filled; a DOCX has no lines."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        told = frame.f_globals
        if "debug_info" in told and "blocks" in told:
            if told.get("name") is None:
                return None, None
            lines = [pair.split("=") for pair in str(told["debug_info"]).split("&") if pair]
            reached = [(int(at), int(line)) for line, at in lines if int(at) <= frame.f_lineno]
            return str(told["name"]), max(reached)[1] if reached else None
        frame = frame.f_back
    return None, None


def _active(path: Path, file: str) -> Iterator[Fault]:
    """What in a DOCX would run, or fetch something, when it is opened."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = {
                name: packed.read(name) if name.endswith((".xml", ".rels")) else b"" for name in packed.namelist()
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        yield Fault(file, None, "syntax", "不是完好的 .docx / no sound .docx")
        return
    for name, data in parts.items():
        text = data.decode("utf-8", "replace")
        if _ACTIVE.search(name):
            yield Fault(file, None, "forbidden", f"{name}：宏或嵌入对象 / a macro or an embedded object")
        if name.endswith(".rels"):
            for link in re.findall(r"<Relationship\b[^>]*>", text):
                if 'TargetMode="External"' in link and not re.search(r'/hyperlink"', link):
                    yield Fault(file, None, "forbidden", f"{name}：引用外部文件 / it refers to an outside file")
        elif found := _FIELDS.search(" ".join(re.findall(r"(?:<w:instrText[^>]*>|w:instr=\")([^<\"]*)", text))):
            yield Fault(file, None, "forbidden", f"域 {found[1]} / the field {found[1]}")
