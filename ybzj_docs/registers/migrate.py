"""Bringing a database to the newest schema, by alembic, within the transaction of the caller."""

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ybzj_docs.registers import tables
from ybzj_docs.registers.database import schema_of
from ybzj_docs.registers.errors import NewerStore, NoStore, NotAStore

_FOLDER = Path(__file__).with_name("migrations")


def migrate(connection: Connection, place: str, create: bool) -> None:
    """Bring the database to ``tables.SCHEMA``; one that is empty only where ``create`` is true.

    Raises:
        NoStore: it is empty, and ``create`` is false.
        NotAStore: it holds tables that are not ours.
        NewerStore: a later version wrote it.
    """
    found = schema_of(connection)
    if found is None:
        if sqlalchemy.inspect(connection).get_table_names():
            raise NotAStore(place, "tables of something else")
        if not create:
            raise NoStore(place)
    elif found not in revisions():
        raise NewerStore(place, found)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, tables.SCHEMA)


def revisions() -> list[str]:
    """The schemas that we know, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
