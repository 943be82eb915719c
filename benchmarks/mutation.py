"""Whether the cases of the audit rules notice every change of a rule: each rule deleted, each condition flipped.

    python benchmarks/mutation.py [CODE...]

Every mutant of a rule module (tests/validators/mutation.py) is run against the rule's own cases. Prints a line for each
rule that has survivors, the survivors by name, and the score; mutants that cannot be told from the rule are named in
tests/validators/equivalent_mutants.toml with the reason. The bar: 100 %.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.validators import mutation
from validators.rule import rules


def main() -> int:
    """Exit code 1 where a mutant survives."""
    start, killed, equivalent, alive = time.perf_counter(), 0, 0, 0
    for code in sys.argv[1:] or rules():
        if not mutation.agrees(code):
            print(f"{code}: does not give what its cases expect, so nothing can be told")
            alive += 1
            continue
        found = mutation.judge(code)
        killed += found.killed
        equivalent += found.equivalent
        alive += len(found.survivors)
        if found.survivors:
            print(f"{code}: {len(found.survivors)} of {found.killed + len(found.survivors)} mutants survive")
            print("".join(f"    {name}\n" for name in found.survivors), end="")
    score = 100 * killed / max(killed + alive, 1)
    print(
        f"{killed + alive} mutants, {killed} noticed, {alive} survive, {equivalent} equivalent: "
        f"score {score:.1f} % (bar 100 %), {time.perf_counter() - start:.0f} s"
    )
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
