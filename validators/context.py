"""What a rule may know beyond its document, as a protocol: the shell, or a test, provides it."""

from datetime import date
from typing import Protocol

from validators.profile import Profile
from validators.regions import Regions


class Context(Protocol):
    """The world around one document: the day of the check, the profile that applies, the region list."""

    @property
    def as_of(self) -> date:
        """The day as of which the document is checked."""

    @property
    def profile(self) -> Profile:
        """The profile that applies to this document."""

    @property
    def regions(self) -> Regions:
        """Administrative divisions with their history."""
