"""The identity of a rule set: one digest over rules, profiles, code lists and schemas."""

import hashlib
from functools import cache
from pathlib import Path

import validators
from ybzj_docs import resources

_DATA = (
    "schemas/common/**/*.csv",
    "schemas/common/**/*.json",
    "schemas/profiles/*.toml",
    "schemas/*/*/*.schema.json",
)


@cache
def rules_hash() -> str:
    """SHA-256 (hex) over the files that decide verdicts; equal for equal rule sets on every machine."""
    root, package = resources.root(), Path(validators.__file__).parent
    files = {file.relative_to(root).as_posix(): file for pattern in _DATA for file in root.glob(pattern)}
    files |= {f"validators/{file.relative_to(package).as_posix()}": file for file in package.rglob("*.py")}
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
