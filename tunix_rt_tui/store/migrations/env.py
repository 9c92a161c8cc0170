"""What Alembic runs to move a database, over a connection and in a transaction of the caller's."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
