"""What is wrong with a set of profiles: figures without source, codes that are none, times that do not meet."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from validators.profile import Profile


def lint(
    profiles: Mapping[str, Profile], rules: Collection[str], documents: Collection[str], as_of: date
) -> Iterator[str]:
    """Each defect of ``profiles`` (by their ids) in one line: profile, key, what is wrong and what would be right.

    ``rules`` are the codes of all rules, ``documents`` all document types; ``as_of`` is the day at which a
    suppression may have ended.
    """
    for name, profile in profiles.items():
        faults = (
            *_head(name, profile),
            *_sources(profile),
            *unknown_names(profile, rules, documents),
            *_ended(profile, as_of),
            *_succession(profile, profiles),
        )
        for fault in faults:
            yield f"{name}: {fault}"


def unknown_names(profile: Profile, rules: Collection[str], documents: Collection[str]) -> Iterator[str]:
    """The rules and document types that a profile names and that do not exist."""
    for code in profile.severities:
        if code not in rules:
            yield f"severities.{code}: no such rule; ybzj rules list names them"
    for override in profile.overrides:
        if override.rule not in rules:
            yield f"overrides: rule {override.rule!r} does not exist; ybzj rules list names them"
    for situation in profile.situations:
        for stage, types in situation.documents.items():
            for unknown in [each for each in types if each not in documents]:
                yield f"situations.{situation.id}.{stage}: {unknown!r} is no document type; ybzj forms list names them"


def _head(name: str, profile: Profile) -> Iterator[str]:
    if profile.id != name:
        yield f"id: is {profile.id!r}; write the name of the file"
    for key, value in (("title", profile.title), ("title_en", profile.title_en), ("source", profile.source)):
        if not value:
            yield f"{key}: missing"
    if profile.valid_from and profile.valid_to and profile.valid_to < profile.valid_from:
        yield f"validTo: {profile.valid_to} lies before validFrom {profile.valid_from}"


def _sources(profile: Profile) -> Iterator[str]:
    said = [(f"steps.{name}", step.source) for name, step in profile.steps.items()]
    said += [(f"figures.{name}", figure.source) for name, figure in profile.figures.items()]
    said += [(f"situations.{situation.id}", situation.source) for situation in profile.situations]
    for where, source in said:
        if not source:
            yield f"{where}: no source; write document and article, or leave the figure out"


def _ended(profile: Profile, as_of: date) -> Iterator[str]:
    for override in profile.overrides:
        if not override.holds(as_of):
            yield f"overrides: that of {override.rule} ended on {override.until}; renew it with a reason, or delete it"


def _succession(profile: Profile, profiles: Mapping[str, Profile]) -> Iterator[str]:
    for name in profile.replaced_by:
        heir = profiles.get(name)
        if heir is None:
            yield f"replacedBy: {name!r} is no profile"
        elif profile.valid_to is None:
            yield f"replacedBy: {name} replaces it, so write validTo, its last day"
        elif profile.region is None and heir.region is None:
            yield from _seam(profile.valid_to, name, heir.valid_from)


def _seam(end: date, name: str, start: date | None) -> Iterator[str]:
    """Between two national profiles there is neither a gap nor an overlap."""
    wanted = end + timedelta(days=1)
    if start != wanted:
        kind = "a gap" if start is None or start > wanted else "an overlap"
        yield f"replacedBy: {kind}: it ends on {end} and {name} begins on {start}; it should on {wanted}"
