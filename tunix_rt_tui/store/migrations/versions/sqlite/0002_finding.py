"""what prompts and answers have in common, and saved views"""

from __future__ import annotations

import json
from hashlib import sha256

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SLICE = 500


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    after = 0
    while rows := connection.execute(PAYLOADS, (after, SLICE)).fetchall():
        connection.executemany(FILL, [(*keys_of(payload), seq) for seq, payload in rows])
        after = rows[-1][0]
    op.execute(INDEX)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)


def keys_of(payload: str) -> tuple[int, int]:
    try:
        document = json.loads(payload)
        return key_of(document["prompt"]), key_of(document["final_answer"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0, 0  # a document that was spoilt, which `db check` names


def key_of(text: str) -> int:
    digest = sha256(text.strip().encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], signed=True)


PAYLOADS = "SELECT seq, payload FROM trace_payloads WHERE seq > ? ORDER BY seq LIMIT ?"
FILL = "UPDATE traces SET prompt_key = ?, answer_key = ? WHERE seq = ?"

UP = (
    # The first eight bytes of the SHA-256 of each text without white space at its ends.
    "ALTER TABLE traces ADD COLUMN prompt_key INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE traces ADD COLUMN answer_key INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE views (name TEXT PRIMARY KEY, query TEXT NOT NULL, layout TEXT NOT NULL)",
)

INDEX = "CREATE INDEX traces_by_prompt ON traces (prompt_key) WHERE deleted_at IS NULL"

DOWN = (
    "DROP TABLE views",
    "DROP INDEX traces_by_prompt",
    "ALTER TABLE traces DROP COLUMN answer_key",
    "ALTER TABLE traces DROP COLUMN prompt_key",
)
