"""The first schema: events and what is made of them."""

from alembic import op

from ybzj_docs.registers import tables

revision: str = "0001"
down_revision: str | None = None

_REFUSED = "events are only ever added"
_SQLITE = """
CREATE TRIGGER events_{verb} BEFORE {verb} ON events
BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
_FUNCTION = """
CREATE FUNCTION events_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refused}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_only_added()
"""


def upgrade() -> None:
    """Make the tables, the row of the head, and the triggers that keep events as they are."""
    tables.metadata.create_all(op.get_bind(), checkfirst=False)
    op.execute("INSERT INTO head (id, position, hash) VALUES (1, 0, '')")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(verb=verb, refused=_REFUSED))
    else:
        op.execute(_FUNCTION.format(refused=_REFUSED))
        op.execute(_POSTGRESQL)
