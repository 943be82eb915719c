"""The compiled structure check of each form: once a process, whoever checks."""

from functools import cache

from validators.structure import Engine, Structure
from ybzj_docs import catalog


@cache
def structure(form: str, engine: Engine) -> Structure:
    """The structure check of a form by one of the two engines."""
    return Structure(catalog.schema(form), open_lists(), engine)


@cache
def open_lists() -> dict[str, frozenset[str]]:
    """The known codes of each open code list."""
    lists = catalog.codelist_settings()
    return {name: frozenset(catalog.codelist(name).titles) for name, said in lists.items() if not said["closed"]}
