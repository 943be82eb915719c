"""A document in which reading finds nothing wrong, read the quick way; later layers may have something to say."""

from dataclasses import dataclass
from typing import Any

from ybzj_docs.codec.jsonplaces import JsonPlaces
from ybzj_docs.codec.record import Finder, Format, Limits, Record, Source


@dataclass(frozen=True, slots=True)
class Suspect:
    """Its type, and its tree: what the full way would read."""

    document_type: str
    tree: dict[str, Any]
    format: Format

    def record(self, source: Source, number: int | None, limits: Limits, start: int = 0) -> Record:
        """Its record, where it stands at ``start`` of ``source``; places are looked for when they are asked for."""
        return Record(
            source,
            self.format,
            number,
            finder=self._finder(source, start, limits),
            tree=self.tree,
            document_type=self.document_type,
        )

    def _finder(self, source: Source, start: int, limits: Limits) -> Finder:
        if self.format == "json":
            return JsonPlaces(source, start, limits.depth)
        from ybzj_docs.codec.xmlplaces import PlainPlaces  # JSON does not need it

        return PlainPlaces(source, start, self.tree)
