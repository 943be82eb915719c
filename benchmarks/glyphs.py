"""All 88,115 characters of GB 18030-2022 level 3, printed in names and looked for in the paper's text.

A character is lost where pdftotext finds another in its place.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.rendering.characters import level_3, lost, shown

_A_PAPER = 4_000


def main() -> None:
    """Prints how many were found, and every one that was not."""
    chars, missing, start = level_3(), set[str](), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(chars), _A_PAPER):
            missing |= lost(chars[first : first + _A_PAPER], Path(folder))
    print(f"{len(chars) - len(missing)} of {len(chars)} found again, {time.perf_counter() - start:.0f} s")
    if missing:
        print(shown(missing))


if __name__ == "__main__":
    main()
