"""The DOCX templates of the forms, built here and committed beside their HTML twins.

The boxes are those of ``templates/<form>/page.html``; both take their values from one view model. Forms with a
``layout.toml`` need no module here: both their templates are made of it.
"""

from collections.abc import Callable, Mapping
from functools import cache

from ybzj_docs.derive import docx_archive, docx_certificate, docx_information_form, layouts

_BUILDERS: Mapping[str, Callable[[], bytes]] = {
    "certificate": docx_certificate.build,
    "informationForm": docx_information_form.build,
    "archiveCover": docx_archive.cover,
    "archiveIndex": docx_archive.index,
    "archiveNote": docx_archive.note,
}


@cache
def generated() -> Mapping[str, bytes]:
    """Every template that is made, by its path below the data root."""
    return {f"templates/{form}/page.docx": build() for form, build in _BUILDERS.items()} | dict(layouts.generated())
