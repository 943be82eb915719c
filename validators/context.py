"""What a rule may know beyond its document, as a protocol: the shell, or a test, provides it."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from validators.profile import Profile
from validators.regions import Regions
from validators.registers import Registers
from validators.workdays import Calendar

if TYPE_CHECKING:
    from validators.scene import Stage


class Context(Protocol):
    """The world around a document or a case."""

    @property
    def as_of(self) -> date:
        """The day as of which it is checked."""

    @property
    def profile(self) -> Profile:
        """The profile that applies to it."""

    @property
    def regions(self) -> Regions:
        """Administrative divisions with their history."""

    @property
    def calendar(self) -> Calendar:
        """Working days, for the years that are known."""

    @property
    def registers(self) -> Registers | None:
        """Certificates, agencies, transfers and money in our store; None where there is no store."""

    @property
    def stage(self) -> "Stage | None":
        """The stage up to which a case is asked to be complete; None = as it stands."""
