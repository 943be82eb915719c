"""Alembic's entry: migrations run in the transaction of the connection that is handed over."""

from alembic import context

from ybzj_docs.registers import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables.metadata)
context.run_migrations()
