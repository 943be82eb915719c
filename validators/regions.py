"""The list of administrative divisions with its history, as text that the shell read."""

from functools import cached_property


class Regions:
    """Regions by code: every code that was ever in the list (``schemas/common/regions.csv``).

    Made from the CSV text with the columns code and title first; nothing is parsed before it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code, of whatever time."""
        return frozenset(line[:6] for line in self._text.splitlines()[1:])

    def known(self, code: str) -> bool:
        """Whether ``code`` is or was a region."""
        return code in self.codes

    def name(self, code: str) -> str | None:
        """The newest name of ``code``; None where it is not in the list."""
        return self._names.get(code)

    @cached_property
    def _names(self) -> dict[str, str]:
        rows = (line.split(",", 2) for line in self._text.splitlines()[1:])
        return {code: title for code, title, _ in rows}
