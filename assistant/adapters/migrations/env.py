"""Runs the steps on the connection it is given, inside the transaction that is already open: all of them or none."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
