"""in which format traces came, and what was noted when they were read"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)


UP = (
    # The id of a format; NULL where it is not known. `notes` is a JSON object; NULL for none.
    "ALTER TABLE trace_origins ADD COLUMN format TEXT",
    "ALTER TABLE trace_origins ADD COLUMN notes TEXT",
)

DOWN = (
    "ALTER TABLE trace_origins DROP COLUMN notes",
    "ALTER TABLE trace_origins DROP COLUMN format",
)
