"""``ybzj dev``: for those who work on ybzj-docs itself, in a checkout."""

from pathlib import Path

import click

from ybzj_docs import resources
from ybzj_docs.cli.frame import Group, Refusal
from ybzj_docs.cli.output import emit


@click.group(cls=Group)
def dev() -> None:
    """开发维护 / for developers of ybzj-docs"""


@dev.command("sync")
@click.option("--check", is_flag=True, help="只检查，不写入 / only tell what is out of step")
def sync_files(check: bool) -> int:
    """重新生成由源数据派生的文件 / write the generated files anew"""
    from ybzj_docs.derive.outputs import sync
    from ybzj_docs.transfer.page import pages

    root = resources.root()
    if not (root / "pyproject.toml").is_file():
        raise Refusal(2, "只能在源代码目录中使用", "only in a checkout of the source")
    drifted = sync(root, check, pages())
    emit("".join(f"{path}\n" for path in drifted))
    if check and drifted:
        raise Refusal(1, "以上文件已过时，请运行 ybzj dev sync", "these files are out of step: run ybzj dev sync")
    return 0


@dev.command()
@click.option("--out", default="docs/gallery", show_default=True, metavar="DIR", type=click.Path(path_type=Path))
def gallery(out: Path) -> None:
    """每种单据各打一份样张：PDF 和图片 / every form filled, as PDF and pictures"""
    from ybzj_docs.bulk.gallery import NoPictures, write

    try:
        papers = write(out)
    except NoPictures:
        command = "apt-get install --no-install-recommends poppler-utils"
        raise Refusal(4, f"缺少 pdftoppm：{command}", f"pdftoppm is missing: {command}") from None
    emit("".join(f"{paper}\n" for paper in papers))
