"""how long traces are, in characters and in tokens"""

from __future__ import annotations

import json

from alembic import op

revision = "0003"
down_revision = "0002"
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
        connection.executemany(FILL, [(*lengths_of(payload), seq) for seq, payload in rows])
        after = rows[-1][0]


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)


def lengths_of(payload: str) -> tuple[int, int]:
    try:
        document = json.loads(payload)
        steps = [step["content"] for step in document["steps"]]
        texts = [document["prompt"], *steps, document["final_answer"]]
        return sum(map(len, texts)), sum(map(tokens_of, texts))
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0, 0  # a document that was spoilt, which `db check` names


def tokens_of(text: str) -> int:
    in_ascii = len(text.encode("ascii", "ignore"))
    others = len(text.encode("utf-8", "surrogatepass")) - in_ascii
    return max(1, round(in_ascii / 4 + others / 3)) if text else 0


PAYLOADS = "SELECT seq, payload FROM trace_payloads WHERE seq > ? ORDER BY seq LIMIT ?"
FILL = "UPDATE traces SET chars = ?, tokens = ? WHERE seq = ?"

UP = (
    # Of prompt, contents of the steps and final answer; tokens are estimated for each by itself.
    "ALTER TABLE traces ADD COLUMN chars INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE traces ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0",
)

DOWN = (
    "ALTER TABLE traces DROP COLUMN tokens",
    "ALTER TABLE traces DROP COLUMN chars",
)
