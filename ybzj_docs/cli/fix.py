"""``ybzj fix``: mechanical mends, in place by rename."""

import codecs
import difflib
from datetime import date
from pathlib import Path

import click

from ybzj_docs.cli.frame import Command, Refusal, say, settings
from ybzj_docs.cli.options import as_of_option, encoding_option, today
from ybzj_docs.cli.output import emit, warn, write_file
from ybzj_docs.codec.system import chinese


@click.command(cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--profile", "profile_name", metavar="ID|FILE", help="依据的办法 / profile, by edition by default")
@click.option(
    "--dry-run", is_flag=True, help="只显示改动，有改动时退出码为 1 / print the diff, exit 1 where there is one"
)
@as_of_option
@encoding_option
def fix(file: Path, profile_name: str | None, dry_run: bool, as_of: date | None, encoding: str | None) -> int:
    """改正可以机械改正的问题，其余不动 / mend what is mechanical, and nothing else

    需要事实才能改的（金额、月数、号码）从不猜测。
    What needs a fact (an amount, months, a number) is never guessed.
    """
    from ybzj_docs.checking import Checker, Options
    from ybzj_docs.checking.mending import NotEditable, mend
    from ybzj_docs.cli.profiles import load_profile

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refusal(
            3, f"不能读取 {file}：{chinese(error.strerror)}", f"cannot read {file}: {error.strerror}"
        ) from None
    profile = load_profile(profile_name) if profile_name else None
    checker = Checker(Options(as_of or today(), profile, lang=settings().lang, encoding=encoding))
    try:
        mended = mend(checker, data, str(file))
    except NotEditable:
        text = f"{file} 含多份单据且不是 UTF-8，请先转为 UTF-8", f"{file} holds several documents and is not UTF-8"
        raise Refusal(3, *text) from None
    if dry_run:
        if mended.mends:
            utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            before = data.decode(encoding or ("utf-16" if utf16 else "utf-8"), "replace")
            emit(_diff(before, mended.data.decode("utf-8", "replace"), str(file)))
        return 3 if mended.unread else int(bool(mended.mends))
    if mended.mends:
        write_file(file, mended.data)
    if mended.rewritten:
        warn(say(f"{file} 原非 UTF-8，已改写为 UTF-8", f"{file} was not UTF-8 and was written anew as UTF-8"))
    lines = [f"{rule} {pointer}" if n is None else f"{rule} #{n} {pointer}" for rule, n, pointer in mended.mends]
    lines.append(say(f"改正 {len(mended.mends)} 处", f"{len(mended.mends)} mends"))
    emit("".join(f"{line}\n" for line in lines))
    if mended.unread:
        warn(say(f"{file} 有不能读取的内容，未作改动", f"a part of {file} cannot be read and stays as it is"))
    return 3 if mended.unread else 0


def _diff(before: str, after: str, name: str) -> str:
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    lines = difflib.unified_diff(old, new, name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
