"""what traces lack: an answer, their end, or reasoning"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from alembic import op

revision = "0005"
down_revision = "0004"
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
        connection.executemany(
            FILL, [(lacks, seq) for seq, payload in rows for lacks in lacking(payload)]
        )
        after = rows[-1][0]


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)


def lacking(payload: str) -> list[str]:
    try:
        return list(found(json.loads(payload)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # a document that was spoilt, which `db check` names


def found(document: dict[str, Any]) -> Iterator[str]:
    meta = document.get("meta") or {}
    noted = meta.get("import")
    imported = noted if isinstance(noted, dict) else {}
    answer = document["final_answer"]
    if imported.get("no_answer") is True or answer.strip() in ("", "[no answer]"):
        yield "answer"
    if any(
        place.get("truncated") is True or any(is_limit(place.get(key)) for key in STOP_KEYS)
        for place in (meta, imported)
    ):
        yield "end"
    if imported.get("no_reasoning") is True or not any(
        reasons(step, answer) for step in document["steps"]
    ):
        yield "reasoning"


def is_limit(value: object) -> bool:
    return isinstance(value, str) and value.lower() in STOPPED_BY_LIMIT


def reasons(step: dict[str, Any], answer: str) -> bool:
    content = step["content"]
    if step["type"] == "answer" and content in answer:
        return REASONS.search(content) is not None
    return bool(content.strip())


STOP_KEYS = ("finish_reason", "stop_reason", "done_reason", "stop_condition")
STOPPED_BY_LIMIT = {"length", "max_tokens", "max_output_tokens", "model_length"}
REASONS = re.compile(r"<(think|thinking|thought|reasoning|scratchpad)>", re.IGNORECASE)

PAYLOADS = "SELECT seq, payload FROM trace_payloads WHERE seq > ? ORDER BY seq LIMIT ?"
FILL = "INSERT INTO trace_lacks (lacks, seq) VALUES (?, ?)"

UP = (
    # "answer", "end", "reasoning": a row for each that a trace lacks, none for most traces.
    """
    CREATE TABLE trace_lacks (
        seq INTEGER NOT NULL,
        lacks TEXT NOT NULL,
        PRIMARY KEY (seq, lacks)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX trace_lacks_by_lacks ON trace_lacks (lacks)",
)

DOWN = ("DROP TABLE trace_lacks",)
