"""``ybzj doctor``: what is missing on this machine, what it costs, and the command that mends it."""

import importlib.util

import click

import validators
from ybzj_docs import resources
from ybzj_docs.cli.frame import Command, say
from ybzj_docs.cli.output import emit
from ybzj_docs.version import __version__

_ENGINES = {
    "jsonschema_rs": ("快速结构检查", "the fast structure check"),
    "orjson": ("快速读取 JSON", "fast JSON"),
    "lxml": ("读取 XML", "XML"),
    "docxtpl": ("输出 DOCX", "DOCX"),
    "weasyprint": ("输出 PDF", "PDF"),
}


@click.command(cls=Command)
def doctor() -> int:
    """检查本机环境：缺什么、影响什么、如何补上 / what this machine lacks, and the command that mends it"""
    lines = [f"ybzj-docs {__version__}  {say('数据', 'data')}: {resources.root()}"]
    faults = [*_packages(), *_printing()]
    lines += faults or [say("一切齐备", "nothing is missing")]
    emit("\n".join(lines) + "\n")
    return 1 if faults else 0


def _packages() -> list[str]:
    found = []
    if validators.OWNER != "ybzj-docs":
        found.append(
            say("包 validators 被同名项目覆盖：请在单独环境中重装", "validators was overwritten: reinstall apart")
        )
    for module, cost in _ENGINES.items():
        if importlib.util.find_spec(module) is None:
            found.append(f"✗ {module}: {say(*cost)}  →  pip install {module.replace('_', '-')}")
    return found


def _printing() -> list[str]:
    from ybzj_docs.rendering.doctor import problems

    return [f"✗ {say(*one.what)}: {say(*one.cost)}  →  {one.command}" for one in problems()]
