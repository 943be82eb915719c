"""Masking of personal values in reports: equal values mask equally under one key, and nothing leads back."""

import hashlib
import hmac

from validators.finding import Finding
from validators.schema import Schema

_LEAF_TYPES = ("string", "integer", "boolean")


class Masker:
    """Masks values with ``key``; ``None`` shows them as they are."""

    def __init__(self, key: bytes | None) -> None:
        self._key = key

    def shown(self, finding: Finding, said: Schema | None) -> tuple[str | None, str | None]:
        """``expected`` and ``actual`` of ``finding`` as a report may print them.

        ``said`` is the schema of the place. Of structure, only a leaf that the schema does not call personal shows
        what it holds: a text where a group of members should stand may be anything. Audit rules run on what has
        passed structure, and say at a group which member, document or sum is missing there.
        """
        if self.shows(finding, said):
            return finding.expected, finding.actual
        expected = finding.expected if _structural(finding) else self.mask(finding.expected)
        return expected, self.mask(finding.actual)  # ``expected`` of structure is out of the schema

    def shows(self, finding: Finding, said: Schema | None) -> bool:
        """Whether a report may print the values of ``finding`` as they are."""
        if self._key is None:
            return True
        if said is None or finding.personal or said.get("x-personal", False):
            return False
        return not _structural(finding) or said.get("type") in _LEAF_TYPES

    def mask(self, value: str | None) -> str | None:
        """The mask of ``value``: a keyed digest of it."""
        if value is None or self._key is None:
            return value
        digest = hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        return f"<masked:{digest[:12]}>"


def _structural(finding: Finding) -> bool:
    return finding.rule.startswith(("IO-", "ST-"))
