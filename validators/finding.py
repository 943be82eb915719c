"""What a check says: one defect, one finding, at the smallest place that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]
ERROR: Severity = "error"
WARNING: Severity = "warning"
INFO: Severity = "info"

#: Message templates of a rule: key -> (Chinese, English), filled by ``str.format`` from the finding's data.
Messages = Mapping[str, tuple[str, str]]


#: Characters of ``expected`` and ``actual`` in reports.
_LONGEST = 200

#: An RFC 6902 patch.
Patch = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in one document.

    ``pointer`` is an RFC 6901 pointer into the document tree, for XML too. ``at_name`` puts the place at the
    member's name instead of its value (an unknown or doubled member). ``key`` picks the message template of the
    rule and ``data`` fills it. Values out of the document stand only in ``expected`` and ``actual`` (templates
    name them ``{expected}`` and ``{actual}``): these two, and nothing else, are masked in reports where the
    leaf at ``pointer`` is personal, or where ``personal`` says so. ``fix`` is an RFC 6902 patch of the document that
    mends the finding mechanically; ``related`` are places (document of the case by position, pointer) beside it.
    """

    rule: str
    severity: Severity
    pointer: str
    key: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    expected: str | None = None
    actual: str | None = None
    at_name: bool = False
    personal: bool = False
    fix: Patch = ()
    related: tuple[tuple[int, str], ...] = ()

    @property
    def place(self) -> str:
        """The pointer of what is wrong; of a missing member (ST-01), where it would stand."""
        return f"{self.pointer}/{escape(self.expected)}" if self.rule == "ST-01" and self.expected else self.pointer


def short(value: str | None) -> str | None:
    """``value`` cut to what a report shows of it."""
    return value if value is None or len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"


def escape(token: str) -> str:
    """One reference token of an RFC 6901 pointer, escaped."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The member name behind one reference token of an RFC 6901 pointer."""
    return token.replace("~1", "/").replace("~0", "~")


def tokens(pointer: str) -> list[str]:
    """The unescaped reference tokens of ``pointer``; of the whole document (``""``) none."""
    return [unescape(token) for token in pointer.split("/")[1:]]
