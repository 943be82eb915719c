"""The check of documents that a register takes in or makes: what stands against them, in words for a refusal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from validators.finding import ERROR, Finding
from validators.profile import Profile, apply
from validators.registers import Registers
from validators.run import broken_places, check
from ybzj_docs import knowledge
from ybzj_docs.checking.options import Context
from ybzj_docs.checking.structures import structure
from ybzj_docs.checking.wording import box, message


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in a document: the rule, its place, the Chinese names down to there, and what it says."""

    rule: str
    pointer: str
    box: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges documents as of a day, each by itself, under ``profile`` (None: by its edition)."""

    as_of: date
    profile: Profile | None = None

    def __call__(self, documents: Sequence[Mapping[str, Any]], registers: Registers | None) -> list[Fault]:
        """The errors in ``documents``, with the register layer where ``registers`` are given; none: they may be kept.

        Raises:
            validators.run.RuleCrashed: a rule failed on bad data: our bug.
        """
        return [fault for document in documents for fault in self._faults(document, registers)]

    def _faults(self, document: Mapping[str, Any], registers: Registers | None) -> Iterator[Fault]:
        structural = structure(document["documentType"], "rs").findings(dict(document))
        by_edition = knowledge.profile_for(str(document.get("edition")))
        profile = self.profile or by_edition or knowledge.no_profile()
        context = Context(self.as_of, profile, knowledge.regions(), knowledge.calendar(), registers, None)
        found: list[Finding] = [*structural, *check(dict(document), context, broken_places(structural))]
        for finding in apply(found, profile, self.as_of)[0]:
            if finding.severity == ERROR:
                texts = (message(finding, finding.expected, finding.actual, lang) for lang in ("zh", "en"))
                named = box(document["documentType"], document, finding.pointer)
                yield Fault(finding.rule, finding.pointer, named, *texts)
