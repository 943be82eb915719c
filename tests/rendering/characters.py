"""The characters that names are written with, and papers that hold many of them."""

import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.rendering.helpers import example
from ybzj_docs.rendering import papers

#: Level 3 of GB 18030-2022: 87,887 ideographs and 228 radicals, by ranges.
_RANGES = (
    *((0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D)),
    *((0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2F00, 0x2FD5)),
)
_COMPATIBLE = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
_RADICALS = "\u2e81\u2e84\u2e88\u2e8b\u2e8c\u2e97\u2ea7\u2eaa\u2eae\u2eb3\u2eb6\u2eb7\u2ebb\u2eca"
_NAME = 50


def level_3() -> list[str]:
    """Every character of GB 18030-2022 level 3."""
    ranges = [chr(code) for first, last in _RANGES for code in range(first, last + 1)]
    return [*ranges, *_COMPATIBLE, *_RADICALS]


def general() -> list[str]:
    """The 8,105 characters of the general standard list of 2013, in its order (Unihan, ``kTGH``)."""
    text = Path(__file__).with_name("general_characters.txt").read_text(encoding="utf-8")
    return list(text.replace("\n", ""))


def sample(count: int) -> list[str]:
    """As many characters of level 3 from all its planes, the same every time."""
    return random.Random(count).sample(level_3(), count)


def lost(chars: Sequence[str], folder: Path) -> set[str]:
    """Those of ``chars`` that pdftotext does not find in a paper that has them in names of fifty."""
    names = ["".join(chars[start : start + _NAME]) for start in range(0, len(chars), _NAME)]
    document = example("fundReceipt", "batch")
    first = document["allocations"][0]
    paper = papers.pdf({**document, "allocations": [{**first, "name": name} for name in names]})
    return set(chars) - set(read(paper, folder))


def read(paper: bytes, folder: Path) -> str:
    """The text of a paper as pdftotext takes it."""
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def shown(chars: Iterable[str]) -> str:
    """Characters by their codes, for messages of tests."""
    return " ".join(f"{char} U+{ord(char):04X}" for char in sorted(chars))
