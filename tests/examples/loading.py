"""The examples beside the schemas: every file that lies there is tested, none is named in a test."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ybzj_docs import catalog

#: What has examples: every document type, the message, and many documents in one file.
KINDS = (*catalog.DOCUMENT_TYPES, "message", "documents")


@dataclass(frozen=True)
class Example:
    """One example file; ``form`` is the document type, ``message`` or ``documents``."""

    form: str
    path: Path

    def __str__(self) -> str:
        return f"{self.form}/{self.path.stem}"

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def content(self) -> Any:
        return json.loads(self.text)


def examples(form: str, kind: str) -> list[Example]:
    """The examples of ``form`` in the folder ``kind``, ``valid`` or ``invalid``."""
    return [Example(form, file) for file in sorted((catalog.form(form).folder / "examples" / kind).glob("*.json"))]


def every(kind: str) -> list[Example]:
    """The examples of every form in the folder ``kind``."""
    return [example for form in KINDS for example in examples(form, kind)]
