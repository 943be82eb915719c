"""What this machine lacks for printing, told without loading the layout engine."""

import ctypes

from ybzj_docs.rendering import fonts
from ybzj_docs.rendering.errors import Problem

#: Library -> what is lost without it and the Debian package that brings it.
_LIBRARIES = {
    "libpangoft2-1.0.so.0": (
        ("排版库 Pango", "layout library Pango"),
        ("不能输出 PDF", "no PDF can be written"),
        "libpangoft2-1.0-0",
    ),
    "libharfbuzz-subset.so.0": (
        ("字体子集库 HarfBuzz-subset", "font library HarfBuzz-subset"),
        ("PDF 输出慢十余倍", "PDF is written more than ten times slower"),
        "libharfbuzz-subset0",
    ),
}
_FONT_COST = {
    True: ("不能打印任何表单", "nothing can be printed"),
    False: ("含生僻字或其他文字的姓名拒绝打印", "names with rare characters or other scripts are refused"),
}


def problems() -> list[Problem]:
    """Everything that is missing for printing; the costly first. Never raises."""
    found = _missing_fonts()
    for library, (what, cost, package) in _LIBRARIES.items():
        if not _loads(library):
            found.append(Problem(what, cost, _install(package)))
    return found


def blocking() -> list[Problem]:
    """The problems of fonts without which no paper of any format can be made."""
    return [problem for problem in _missing_fonts() if problem.cost == _FONT_COST[True]]


def _missing_fonts() -> list[Problem]:
    try:
        have = fonts.installed().families()
    except fonts.FontsUnavailable:
        what = ("字体配置库 Fontconfig", "font library Fontconfig")
        return [Problem(what, _FONT_COST[True], _install("libfontconfig1"))]
    return [
        Problem((f"字体 {family}", f"font {family}"), _FONT_COST[family in fonts.REQUIRED], _install(package))
        for family, package in fonts.FAMILIES.items()
        if family not in have
    ]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(package: str) -> str:
    return f"apt-get install --no-install-recommends {package}"
