"""What a rule sees beside its document: the context, and what several rules would else compute again."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from validators import periods
from validators.context import Context
from validators.profile import Profile
from validators.regions import Regions


class Scene:
    """The context of one document, and the summary of its periods, computed once and only where asked for.

    ``complete`` is false where parts that failed structure were cut out of the document: then only a rule that needs
    whole periods, and so does not run where one was cut, may ask for the summary.
    """

    def __init__(self, document: Mapping[str, Any], context: Context, *, complete: bool = True) -> None:
        self._document = document
        self.complete = complete
        self.as_of: date = context.as_of
        self.profile: Profile = context.profile
        self.regions: Regions = context.regions

    @cached_property
    def summary(self) -> periods.Summary:
        """The summary of the document's ``periods``; a document without them has none of any type."""
        return periods.summary(self._document.get("periods", ()))
