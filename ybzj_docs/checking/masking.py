"""Masking of personal values in reports: equal values mask equally under one key, and nothing leads back."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from validators.finding import Finding
from validators.schema import Schema

_LEAF_TYPES = ("string", "integer", "boolean")


class Masker:
    """Masks values with ``key``; ``None`` shows them as they are."""

    def __init__(self, key: bytes | None) -> None:
        self._key = key

    def shown(self, finding: Finding, said: Schema | None) -> tuple[str | None, str | None]:
        """``expected`` and ``actual`` of ``finding`` as a report may print them.

        ``said`` is the schema of the place. Only a leaf that the schema does not call personal shows what it
        holds: a text where a group of members should stand may be anything.
        """
        if self.shows(finding, said):
            return finding.expected, finding.actual
        structural = finding.rule.startswith(("IO-", "ST-"))  # their ``expected`` is out of the schema
        return finding.expected if structural else self.mask(finding.expected), self.mask(finding.actual)

    def shows(self, finding: Finding, said: Schema | None) -> bool:
        """Whether a report may print the values of ``finding`` as they are."""
        return self._key is None or (said is not None and _public(said) and not finding.personal)

    def mask(self, value: str | None) -> str | None:
        """The mask of ``value``: a keyed digest of it."""
        if value is None or self._key is None:
            return value
        digest = hmac.new(self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        return f"<masked:{digest[:12]}>"


def _public(said: Mapping[str, Any]) -> bool:
    return said.get("type") in _LEAF_TYPES and not said.get("x-personal", False)
