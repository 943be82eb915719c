"""What a rule sees beside its document: the context, and what several rules would else compute again."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from validators import periods
from validators.case import Case
from validators.context import Context
from validators.profile import Profile
from validators.regions import Regions
from validators.registers import Registers
from validators.workdays import Calendar

#: The stages of a transfer, in their order; each includes all before it.
Stage = Literal["application", "acceptance", "letter", "form", "funds", "completion", "archive"]
STAGES: tuple[Stage, ...] = get_args(Stage)


def reaches(asked: Stage | None, stage: Stage | None) -> bool:
    """Whether what belongs to ``stage`` is looked at where ``asked`` is asked for: always where it belongs to none."""
    return stage is None or (asked is not None and STAGES.index(stage) <= STAGES.index(asked))


class _Seen:
    """What documents and cases have in common: the context."""

    def __init__(self, context: Context) -> None:
        self.as_of: date = context.as_of
        self.profile: Profile = context.profile
        self.regions: Regions = context.regions
        self.calendar: Calendar = context.calendar
        self.registers: Registers | None = context.registers
        self.stage: Stage | None = context.stage

    def reaches(self, stage: Stage | None) -> bool:
        """Whether what belongs to ``stage`` is asked for: always where no stage is named."""
        return reaches(self.stage, stage)


class Scene(_Seen):
    """The context of one document, and what its periods amount to, computed once and only where asked for.

    ``complete`` is false where a part of the document failed structure: then only a rule that itself needs all that
    the summary reads, and so does not run where that failed, may ask for the summary. ``case`` is the case to which the
    document belongs, None where it stands alone.
    """

    def __init__(
        self, document: Mapping[str, Any], context: Context, *, complete: bool = True, case: Case | None = None
    ) -> None:
        super().__init__(context)
        self._document = document
        self.complete = complete
        self.case = case
        self._columns: dict[tuple[str, str], frozenset[str]] = {}

    def column(self, member: str, entries: str = "periods") -> frozenset[str]:
        """The different values of a member of the document's ``periods``, or of another list: few, however long it is.

        Only for a rule that reads the member: elsewhere it may have failed structure.
        """
        column = self._columns.get((member, entries))
        if column is None:
            column = frozenset({row[member] for row in self._document.get(entries, ()) if member in row})
            self._columns[member, entries] = column
        return column

    @cached_property
    def summary(self) -> periods.Summary:
        """The summary of the document's ``periods``; a document without them has none of any type."""
        return periods.summary(self._document.get("periods", ()))


class CaseScene(_Seen):
    """The context of a case, under the profile that leads it."""

    def __init__(self, case: Case, context: Context) -> None:
        super().__init__(context)
        self.case = case
