"""The Python twin of ``ybzj check``: typed, and it prints nothing."""

from collections.abc import Iterable
from datetime import date

from validators.scene import Stage
from ybzj_docs import bulk, knowledge
from ybzj_docs.checking import Options, Report
from ybzj_docs.checking.wording import Lang

__all__ = ["Report", "check"]


def check(
    paths: Iterable[str],
    *,
    as_of: date,
    profile: str | None = None,
    stage: Stage | None = None,
    case: bool | None = None,
    lang: Lang = "zh",
    mask_key: bytes | None = None,
    encoding: str | None = None,
    stdin: bytes = b"",
    list_all: bool = False,
    max_findings: int | None = None,
    max_per_rule: int | None = None,
    jobs: int = 1,
) -> Report:
    """Check every document in ``paths`` (files, folders, zips, ``-`` for ``stdin``) as of a day.

    ``profile`` is the id of one of ours or a TOML file, None = by each document's edition. ``stage`` asks for what is
    due by then. ``case`` None finds cases by folder, True takes everything as one, False makes none. ``mask_key`` (16
    bytes or more) masks personal values; None shows them. Up to 1,000 documents are all in ``Report.documents``, beyond
    that those of which there is something to say, or with ``list_all`` all. What cannot be read is in
    ``Report.unread``.

    Raises:
        ybzj_docs.catalog.UnknownName: no such profile.
        ValueError: the profile is not well-formed, or the encoding is not offered.
        validators.run.RuleCrashed: a rule failed on bad data: our bug.
    """
    chosen = knowledge.profile(profile) if profile else None
    options = Options(as_of, chosen, mask_key, lang, encoding, stage=stage, cases=case)
    return bulk.check(
        paths,
        options,
        stdin=stdin,
        list_all=list_all,
        max_findings=max_findings,
        max_per_rule=max_per_rule,
        jobs=jobs,
    )
