"""How to check, and the world that the rules then know."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from validators.profile import Profile
from validators.regions import Regions
from validators.registers import Registers
from validators.scene import Stage
from validators.structure import Engine
from validators.workdays import Calendar
from ybzj_docs import knowledge
from ybzj_docs.checking.wording import Lang
from ybzj_docs.codec.read import Limits


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may know: ``validators.context.Context``."""

    as_of: date
    profile: Profile
    regions: Regions
    calendar: Calendar
    registers: Registers | None
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Options:
    """How to check.

    ``profile`` None = by each document's edition; ``mask_key`` None shows personal values; without ``audit`` the
    check ends with structure. ``stage`` asks for what belongs to a stage of the transfer; ``cases`` None finds the
    cases in folders, True takes everything given as one case, False makes none. ``calendar`` None is ours. ``drawn``
    keeps of information forms what a report draws of them.
    """

    as_of: date
    profile: Profile | None = None
    mask_key: bytes | None = None
    lang: Lang = "zh"
    encoding: str | None = None
    limits: Limits = dataclasses.field(default_factory=Limits)
    engine: Engine = "rs"
    audit: bool = True
    stage: Stage | None = None
    cases: bool | None = None
    calendar: Calendar | None = None
    registers: Registers | None = None
    drawn: bool = False

    def context(self, profile: Profile) -> Context:
        """What rules may know of the world under ``profile``."""
        calendar = self.calendar or knowledge.calendar()
        return Context(self.as_of, profile, knowledge.regions(), calendar, self.registers, self.stage)
