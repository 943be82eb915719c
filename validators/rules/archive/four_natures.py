"""The archive package has no report on its four natures.

Why: whether electronic records are authentic, complete, usable and safe can only be shown when they are filed.
Basis: DA/T 70-2018 (四性检测: 真实性、完整性、可用性、安全性); 中华人民共和国档案法 art. 37.
Bad: an archiveCover whose archivalCode has no report in the store.
Good: the package was checked, and the report kept with it.
"""

from collections.abc import Iterator

from validators.finding import WARNING
from validators.lookups import registers_of
from validators.rule import At, Document, at, rule
from validators.scene import Scene


@rule(
    "AR-03",
    WARNING,
    title_zh="案卷缺四性检测报告",
    why_zh="依据 DA/T 70：电子档案归档应检测真实、完整、可用、安全四性并保存报告。请运行案卷检查并将报告归入案卷。",
    forms=("archiveCover",),
    reads=("/archivalCode",),
    risk="信息",
    covers=("DAT70", "GBT-8"),
    registered=True,
    messages={
        "": (
            "该案卷没有四性检测报告；请检查案卷并保存报告",
            "there is no four-nature report on this package; check the package and keep the report",
        )
    },
)
def report_is_there(document: Document, scene: Scene) -> Iterator[At]:
    """Ask the register for the report on the package of this archival code."""
    code = document["archivalCode"]
    if not registers_of(scene).four_nature_report(code):
        yield at("/archivalCode", actual=code)
