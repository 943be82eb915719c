"""Runs benchmarks and keeps what they print in benchmarks/RESULTS.md, with the machine and the versions: ./run bench

    python benchmarks/_results.py [SCRIPT.py [ARGUMENT...]]...     (default: every script here)

A section for each script; those that were not run stay as they are.
"""

import os
import subprocess
import sys
import time
from datetime import datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import _measure

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
HEAD = "# Results\n\nWritten by `./run bench`, not by hand. Each section says when and where it was measured.\n"
START = "\n## "


def jobs(words: list[str]) -> list[list[str]]:
    """Each script with the arguments after it."""
    starts = [index for index, word in enumerate(words) if word.endswith(".py")]
    if not words:
        return [[str(script)] for script in sorted(HERE.glob("[!_]*.py"))]
    if starts[:1] != [0]:
        sys.exit(f"{words[0]}: name a script first, as in benchmarks/peers.py --full")
    return [words[start:end] for start, end in pairwise([*starts, len(words)])]


def commit() -> str:
    """The commit that was measured, with a plus where files were changed since; nothing where there is no git."""
    git = ["git", "-C", str(HERE), "describe", "--always", "--exclude=*", "--dirty=+"]
    try:
        done = subprocess.run(git, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def run(job: list[str]) -> tuple[int, str]:
    """Exit code and output of a script, which is shown as it comes."""
    process = subprocess.Popen([sys.executable, "-u", *job], stdout=subprocess.PIPE, text=True)
    lines = []
    for line in process.stdout or ():
        print(line, end="", flush=True)
        lines.append(line)
    return process.wait(), "".join(lines)


def section(job: list[str]) -> tuple[str, str, int]:
    """Title, text and exit code of one script."""
    title = " ".join([Path(job[0]).name, *job[1:]])
    print(f"== {title}", file=sys.stderr)
    day, load, start = datetime.now(), os.getloadavg()[0], time.perf_counter()
    code, output = run(job)
    spent = time.perf_counter() - start
    where = (
        f"{day:%Y-%m-%d %H:%M} · {_measure.machine()} · ybzj-docs {version('ybzj-docs')} {commit()} · "
        f"{spent:.0f} s, load before {load:.1f}" + (f" · **exit code {code}**" if code else "")
    )
    body = output.strip() if "\n|" in output else f"```\n{output.strip()}\n```"
    return title, f"{where}\n\n{body}\n", code


def sections() -> dict[str, str]:
    """What is kept, by title."""
    parts = RESULTS.read_text(encoding="utf-8").split(START)[1:] if RESULTS.exists() else []
    return {title: text.strip() + "\n" for title, _, text in (part.partition("\n") for part in parts)}


def keep(title: str, text: str) -> None:
    """Put one section in the place of the last of the same script."""
    script = title.split(maxsplit=1)[0]
    kept = {old: said for old, said in sections().items() if old.split()[0] != script} | {title: text}
    RESULTS.write_text(HEAD + "".join(f"{START}{old}\n\n{kept[old]}" for old in sorted(kept)), encoding="utf-8")


def main(words: list[str]) -> int:
    """1 where a script failed; the others are run all the same."""
    worst = 0
    for job in jobs(words):
        title, text, code = section(job)
        keep(title, text)
        worst = worst or code
    return min(abs(worst), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
